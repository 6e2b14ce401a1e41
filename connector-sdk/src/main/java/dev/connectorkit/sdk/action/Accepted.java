package dev.connectorkit.sdk.action;

import dev.connectorkit.annotations.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What the method of an asynchronous polling action returns: the toolkit stores the work, starts it, and answers 202 with the
 * {@code Location} that engines ask until the result is there. Nothing has happened before the method returns. Only
 * {@link AsyncAction#accept} makes one. Immutable.
 *
 * @param <O> the result, which documents describe
 * @see <a href="https://learn.microsoft.com/azure/logic-apps/logic-apps-create-api-app#async-pattern">Perform long-running tasks
 *     with the polling action pattern</a>
 */
@Outcome(accepted = true)
public final class Accepted<O> {

    private final ActionDefinition<?, O> definition;
    private final @Nullable Object input;

    <I> Accepted(ActionDefinition<I, O> definition, @Nullable I input) {
        this.definition = definition;
        this.input = input;
    }

    /** The action; for the server. */
    public ActionDefinition<?, O> definition() {
        return definition;
    }

    /** The input; for the server. */
    public @Nullable Object input() {
        return input;
    }
}
