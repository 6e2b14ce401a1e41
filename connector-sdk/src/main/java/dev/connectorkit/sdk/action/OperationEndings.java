package dev.connectorkit.sdk.action;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.storage.FailureLog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends operations: stores the result, has it posted to the callback URL, and starts the next ones. Thread-safe. */
final class OperationEndings {

    private static final Logger LOG = LoggerFactory.getLogger(OperationEndings.class);

    private final ActionCatalog actions;
    private final OperationStore store;
    private final Failures failures;
    private final InlineWait waiting;
    private final OperationInstances instances;
    private final OperationEvents events;
    private final int maxPayloadBytes;

    OperationEndings(
            ActionCatalog actions,
            OperationStore store,
            Failures failures,
            InlineWait waiting,
            OperationInstances instances,
            OperationEvents events,
            int maxPayloadBytes) {
        this.actions = actions;
        this.store = store;
        this.failures = failures;
        this.waiting = waiting;
        this.instances = instances;
        this.events = events;
        this.maxPayloadBytes = maxPayloadBytes;
    }

    void succeed(ActionDefinition<?, ?> action, Operation operation, String result) {
        String id = operation.id();
        int bytes = result.getBytes(StandardCharsets.UTF_8).length;
        int most = operation.called() ? Math.min(action.maxResultBytes(), maxPayloadBytes) : action.maxResultBytes();
        if (bytes > most) {
            fail(action, id, failures.tooLarge(action, id, bytes, most));
        } else {
            Operation ended = end(action, id, OperationState.SUCCEEDED, result, result);
            if (ended != null) {
                events.succeeded(ended);
            }
        }
    }

    void fail(ActionDefinition<?, ?> action, String id, Problem problem) {
        String payload = payload(action, id, problem);
        Operation ended = end(action, id, OperationState.FAILED, actions.write(problem), payload);
        if (ended != null) {
            events.failed(ended, problem);
        }
    }

    /** Returns the author's body for a failure, or the problem itself if the author's function fails: the operation must end. */
    private String payload(ActionDefinition<?, ?> action, String id, Problem problem) {
        try {
            return actions.write(action.failurePayload().apply(problem));
        } catch (Throwable e) {
            FailureLog.error(LOG, "The failurePayload of action " + action.name() + " failed for operation " + id, e);
            return actions.write(problem);
        }
    }

    /** Cancels an unfinished operation. Idempotent. */
    void cancel(String id) {
        OperationStore.Ended ended = store.cancel(id, actions::keepFor);
        Operation operation = ended.operation();
        if (operation != null) {
            waiting.ended(id);
            instances.terminate(id);
            launch(ended.next(), operation.action());
            events.cancelled(operation);
        }
    }

    /** Ends an operation whose orchestration failed or was terminated before it could store the end. */
    void abandon(ActionDefinition<?, ?> action, String id, OrchestrationStatus instance) {
        if (instance.failure() == null) {
            cancel(id);
        } else {
            fail(action, id, failures.of(action, id, instance.failure()));
        }
    }

    /** Returns the operation if it ended now, and null if it had ended already. */
    private @Nullable Operation end(
            ActionDefinition<?, ?> action, String id, OperationState state, String result, String payload) {
        OperationStore.Call call = new OperationStore.Call(payload, action.headers());
        OperationStore.Ended ended = store.end(id, state, result, action.keepFor(), call);
        Operation operation = ended.operation();
        if (operation != null) {
            waiting.ended(id);
            launch(ended.next(), operation.action());
        }
        return operation;
    }

    private void launch(List<String> ids, String action) {
        if (!ids.isEmpty()) {
            instances.launch(ids, actions.get(action));
        }
    }
}
