package dev.connectorkit.sdk.action;

import dev.connectorkit.annotations.Outcome;

/**
 * The outcome of a method that starts an asynchronous polling action: the operation is on disk and under way. The answer is a 202
 * with the {@code Location} that engines poll until the result is there. Created by {@link AsyncAction#accept} only. Immutable.
 *
 * @param <O> the result, which documents describe
 * @see <a href="https://learn.microsoft.com/azure/logic-apps/logic-apps-create-api-app#async-pattern">Perform long-running tasks
 *     with the polling action pattern</a>
 */
@Outcome(accepted = true)
@SuppressWarnings("UnusedTypeParameter") // documents read it from signatures
public final class Accepted<O> {

    private final Operation operation;
    private final boolean mayAnswerAtOnce;

    Accepted(Operation operation, boolean mayAnswerAtOnce) {
        this.operation = operation;
        this.mayAnswerAtOnce = mayAnswerAtOnce;
    }

    /** Returns the id of the operation, which is also {@link Progress#operationId()} of its work; it opens nothing. */
    public String operationId() {
        return operation.id();
    }

    Operation operation() {
        return operation;
    }

    /** Returns whether the answer is the result itself. */
    boolean isAnsweredAtOnce() {
        return mayAnswerAtOnce && operation.state() == OperationState.SUCCEEDED;
    }

    /** Returns the id only. */
    @Override
    public String toString() {
        return "operation " + operation.id();
    }
}
