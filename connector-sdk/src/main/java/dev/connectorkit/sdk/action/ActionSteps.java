package dev.connectorkit.sdk.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.sdk.problem.ProblemException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What the engine does for an operation. Each step asks first whether the operation still runs. */
final class ActionSteps implements ActionFlow.Steps {

    private static final String NOTHING = "{}";

    private final ActionEngine engine;
    private final OperationStore store;
    private final Failures failures;
    private final ObjectMapper json;
    private volatile @Nullable OrchestrationClient client;

    ActionSteps(ActionEngine engine, OperationStore store, Failures failures, ObjectMapper json) {
        this.engine = engine;
        this.store = store;
        this.failures = failures;
        this.json = json;
    }

    void use(OrchestrationClient started) {
        client = started;
    }

    @Override
    public String begin(String id) {
        return running(id).map(Operation::input).orElse(NOT_RUNNING);
    }

    @Override
    public String work(String id) throws Exception {
        Operation operation = running(id).orElse(null);
        return operation == null ? NOT_RUNNING : work(engine.action(operation.action()), operation);
    }

    private <I> String work(ActionDefinition<I, ?> action, Operation operation) throws Exception {
        I input = json.readValue(Objects.requireNonNull(operation.input()), action.inputType());
        try {
            Object result =
                    Objects.requireNonNull(action.work()).run(input, new OperationProgress(store, operation.id()));
            return filled(engine.write(result));
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
        ActionDefinition<?, ?> action = engine.action(operation.action());
        if (ending.failure() != null) {
            engine.fail(action, id, failures.of(action, id, ending.failure()));
        } else if (ending.result() != null) {
            engine.succeed(action, operation, ending.result());
        } else {
            engine.succeed(
                    action,
                    operation,
                    filled(delegate(id).map(OrchestrationStatus::output).orElse(null)));
        }
    }

    /** With what the author's orchestration says of itself, if that reads like progress. */
    Operation withProgress(Operation operation) {
        return delegate(operation.id())
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

    private Optional<OrchestrationStatus> delegate(String id) {
        OrchestrationClient known = client;
        return known == null ? Optional.empty() : known.status(ActionFlow.delegateOf(id));
    }

    private Optional<Operation> running(String id) {
        return store.find(id).filter(operation -> operation.state() == OperationState.RUNNING);
    }
}
