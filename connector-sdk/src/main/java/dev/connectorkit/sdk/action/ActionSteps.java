package dev.connectorkit.sdk.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.storage.StorageException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activities of an operation's orchestration. Each checks first whether the operation is still running. */
final class ActionSteps implements ActionFlow.Steps {

    private static final Logger LOG = LoggerFactory.getLogger(ActionSteps.class);
    private static final String NOTHING = "{}";
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ActionCatalog actions;
    private final OperationStore store;
    private final Failures failures;
    private final OperationInstances instances;
    private final OperationEndings endings;
    private final OperationEvents events;
    private final ObjectMapper json;

    ActionSteps(
            ActionCatalog actions,
            OperationStore store,
            Failures failures,
            OperationInstances instances,
            OperationEndings endings,
            OperationEvents events,
            ObjectMapper json) {
        this.actions = actions;
        this.store = store;
        this.failures = failures;
        this.instances = instances;
        this.endings = endings;
        this.events = events;
        this.json = json;
    }

    @Override
    public String begin(String id) {
        Optional<Operation> operation = running(id);
        operation.ifPresent(events::started);
        return operation.map(Operation::input).orElse(NOT_RUNNING);
    }

    @Override
    public String work(String id) throws Exception {
        Operation operation = running(id).orElse(null);
        if (operation == null) {
            return NOT_RUNNING;
        }
        events.started(operation);
        return work(actions.get(operation.action()), operation);
    }

    private <I> String work(ActionDefinition<I, ?> action, Operation operation) throws Exception {
        I input = actions.input(action, Objects.requireNonNull(operation.input()));
        try {
            Object result =
                    Objects.requireNonNull(action.work()).run(input, new OperationProgress(store, operation.id()));
            return filled(actions.write(result));
        } catch (ProblemException e) {
            throw failures.stated(e);
        } catch (CancellationException e) {
            if (running(operation.id()).isEmpty()) {
                return NOT_RUNNING;
            }
            throw e;
        }
    }

    /** The body of a 200 is never empty. */
    private static String filled(@Nullable String result) {
        return result == null || result.equals("null") ? NOTHING : result;
    }

    @Override
    public void end(String id, ActionFlow.Ending ending) {
        Operation operation = running(id).orElse(null);
        if (operation == null) {
            return;
        }
        ActionDefinition<?, ?> action = actions.get(operation.action());
        if (ending.failure() != null) {
            endings.fail(action, id, failures.of(action, id, ending.failure()));
        } else if (ending.result() != null) {
            endings.succeed(action, operation, ending.result());
        } else {
            endings.succeed(
                    action,
                    operation,
                    filled(instances
                            .delegate(id)
                            .map(OrchestrationStatus::output)
                            .orElse(null)));
        }
    }

    /** Adds the custom status of the author's orchestration, if that has the form of progress. */
    Operation withProgress(Operation operation) {
        return instances
                .delegate(operation.id())
                .map(OrchestrationStatus::customStatus)
                .map(this::tree)
                .filter(status -> status.isObject() && (status.has("percent") || status.has("message")))
                .map(status -> new Operation(
                        operation.id(),
                        operation.action(),
                        operation.bodyHash(),
                        operation.called(),
                        operation.state(),
                        operation.input(),
                        operation.result(),
                        percent(status, operation),
                        status.path("message").asText(operation.message()),
                        operation.createdAt(),
                        operation.keepUntil()))
                .orElse(operation);
    }

    private static @Nullable Integer percent(JsonNode status, Operation operation) {
        if (!status.path("percent").isNumber()) {
            return operation.percent();
        }
        return Math.max(0, Math.min(100, status.path("percent").asInt()));
    }

    private @Nullable JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Waits for a database that cannot be reached: the operation has not failed. */
    private Optional<Operation> running(String id) {
        while (true) {
            try {
                return store.find(id).filter(operation -> operation.state() == OperationState.RUNNING);
            } catch (StorageException e) {
                if (!e.isUnavailable() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.debug("Operation {} waits for the database", id, e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
