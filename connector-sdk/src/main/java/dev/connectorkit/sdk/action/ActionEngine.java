package dev.connectorkit.sdk.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.CallbackService;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.callbacks.spi.OneTimeCallbacks;
import dev.connectorkit.callbacks.spi.OneTimeSubscription;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.problem.Problem;
import dev.connectorkit.sdk.problem.ProblemException;
import dev.connectorkit.storage.Database;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations of a server's actions: takes them, has the orchestration engine do them, and tells of them. Thread-safe. */
public final class ActionEngine implements AutoCloseable {

    private final Map<String, ActionDefinition<?, ?>> actions = new LinkedHashMap<>();
    private final OperationStore store;
    private final CallbackService service;
    private final OneTimeCallbacks callbacks;
    private final ObjectMapper json;
    private final Failures failures;
    private final FastPath fastPath = new FastPath();
    private final ActionSteps steps;
    private @Nullable Launcher launcher;

    /**
     * Registers what runs the actions; nothing runs before {@link #start}.
     *
     * @param database the one that the callbacks and the orchestrations are in, too
     * @throws IllegalArgumentException if two actions have one name, or an orchestration that does the work is not registered
     */
    public ActionEngine(
            List<ActionDefinition<?, ?>> actions,
            Orchestrations registry,
            Database database,
            CallbackService service,
            ObjectMapper json,
            Clock clock) {
        this.service = service;
        this.callbacks = service.oneTime();
        this.json = json;
        this.failures = new Failures(json);
        this.store = new OperationStore(database, callbacks, clock, this::places);
        this.steps = new ActionSteps(this, store, failures, json);
        for (ActionDefinition<?, ?> action : actions) {
            if (this.actions.put(action.name(), action) != null) {
                throw new IllegalArgumentException("There are two actions called '" + action.name() + "'; rename one");
            }
            String orchestration = action.orchestration();
            if (orchestration != null && registry.orchestration(orchestration) == null) {
                throw new IllegalArgumentException("The action '" + action.name() + "' has the orchestration "
                        + orchestration + " do its work, and the server knows only " + registry.orchestrationNames());
            }
            ActionFlow.register(registry, action, steps);
        }
        callbacks.beforeUnsubscribe(this::cancel);
    }

    /** Takes up what is there and what comes; the orchestration engine must have been started, or be about to. */
    public void start(OrchestrationClient client) {
        Launcher launched = new Launcher(this, store, client);
        launcher = launched;
        steps.use(client);
        launched.start();
    }

    /**
     * Takes a request of a polling action.
     *
     * @param key that a repetition of the request carries too, null if it has none
     * @param caller who asks, empty if nobody says
     */
    public <I> Operation accept(
            ActionDefinition<I, ?> action, @Nullable Object input, @Nullable String key, String caller) {
        if (!action.equals(actions.get(action.name()))) {
            throw new IllegalStateException(
                    "No server runs '" + action.name() + "': give it to ConnectorServer.builder().actions(...)");
        }
        String clientKey = key == null ? null : callbacks.hash("action", action.name(), caller, key);
        String body = write(input);
        NewOperation wanted = new NewOperation(
                callbacks.newId(), action.name(), clientKey, body, callbacks.hash("action-body", body), null);
        Operation taken = admit(action, wanted, "The idempotency key of this request was used with another body.");
        if (taken.state() == OperationState.RUNNING && !action.answeringWithin().isZero()) {
            fastPath.await(taken.id(), action.answeringWithin());
            return store.find(taken.id()).orElse(taken);
        }
        return taken;
    }

    /** Accepts a subscribe request of a webhook action; the operation and its subscription have the same id. */
    public <I> Subscribed subscribe(ActionDefinition<I, ?> action, @Nullable String callbackUrl, @Nullable I input) {
        String id = callbacks.newId();
        OneTimeSubscription subscription = callbacks.check(action.name(), id, callbackUrl, input);
        String body = write(input);
        NewOperation wanted = new NewOperation(
                id, action.name(), subscription.key(), body, callbacks.hash("action-body", body), subscription);
        Operation taken = admit(action, wanted, "This callback URL was given before, with another input.");
        return service.subscribed(taken.id());
    }

    private Operation admit(ActionDefinition<?, ?> action, NewOperation wanted, String otherBody) {
        Admission admission = store.admit(wanted);
        Operation taken = admission.operation();
        if (admission.outcome() == Admission.Outcome.OTHER_BODY) {
            throw new ProblemException(422, otherBody);
        }
        if (taken == null) {
            throw new ClientErrorException(
                    action.places().waiting() + " operations wait already, the most that may; come again later.",
                    Response.status(429)
                            .header(HttpHeaders.RETRY_AFTER, Math.max(1, action.secondsToWait(0)))
                            .build());
        }
        if (admission.outcome() == Admission.Outcome.NEW && taken.state() == OperationState.RUNNING) {
            if (!action.answeringWithin().isZero() && !taken.called()) {
                fastPath.expect(taken.id());
            }
            launcher().launch(List.of(taken.id()), action);
        }
        return taken;
    }

    /**
     * Where an operation stands; empty if its time to live has ended.
     *
     * @throws ProblemException a 410 if it has not ended and nothing here would end it
     */
    public Optional<Operation> find(String id) {
        return store.find(id).map(this::withProgress);
    }

    /** An orchestration that does the work tells its progress as its custom status. */
    private Operation withProgress(Operation operation) {
        if (operation.keepUntil() != null) {
            return operation;
        }
        ActionDefinition<?, ?> action = actions.get(operation.action());
        if (action == null) {
            throw new ProblemException(
                    410,
                    "The action '" + operation.action() + "' is not offered any more; this operation will not end.");
        }
        boolean delegated = action.orchestration() != null && operation.state() == OperationState.RUNNING;
        return delegated ? steps.withProgress(operation) : operation;
    }

    /** Why an operation failed. */
    Problem problem(Operation operation) {
        return failures.read(Objects.requireNonNull(operation.result()));
    }

    /** Ends an operation that has not ended; how often does not matter. */
    public void cancel(String id) {
        OperationStore.Ended ended = store.cancel(id, this::keepFor);
        if (ended.now()) {
            fastPath.ended(id);
            launcher().terminate(id);
            launchNext(ended);
        }
    }

    /** Ends one whose orchestration came to an end outside of what was planned. */
    void lost(ActionDefinition<?, ?> action, String id, OrchestrationStatus instance) {
        if (instance.failure() == null) {
            cancel(id);
        } else {
            fail(action, id, failures.of(action, id, instance.failure()));
        }
    }

    void succeed(ActionDefinition<?, ?> action, Operation operation, String result) {
        int bytes = result.getBytes(StandardCharsets.UTF_8).length;
        if (operation.called() && bytes > callbacks.maxPayloadBytes()) {
            fail(action, operation.id(), failures.tooLarge(action, operation.id(), bytes, callbacks.maxPayloadBytes()));
        } else {
            end(action, operation.id(), OperationState.SUCCEEDED, result, result);
        }
    }

    void fail(ActionDefinition<?, ?> action, String id, Problem problem) {
        end(
                action,
                id,
                OperationState.FAILED,
                write(problem),
                write(action.failure().apply(problem)));
    }

    private void end(ActionDefinition<?, ?> action, String id, OperationState state, String result, String called) {
        OperationStore.Call call = new OperationStore.Call(called, action.headers());
        OperationStore.Ended ended = store.end(id, state, result, action.keepFor(), call);
        if (ended.now()) {
            fastPath.ended(id);
            launchNext(ended);
        }
    }

    private void launchNext(OperationStore.Ended ended) {
        if (!ended.next().isEmpty()) {
            launcher().launch(ended.next(), action(ended.action()));
        }
    }

    /** What the author said of an action. */
    ActionDefinition<?, ?> action(String name) {
        return Objects.requireNonNull(
                actions.get(name), () -> "The operations of '" + name + "' are stored, and no action has that name");
    }

    /** An action that was taken out of the code gives no place to those that wait. */
    private Places places(String name) {
        ActionDefinition<?, ?> action = actions.get(name);
        return action == null ? Places.NONE : action.places();
    }

    /** What is cancelled of an action that was taken out of the code is kept as long as if nothing had been said. */
    private Duration keepFor(String name) {
        ActionDefinition<?, ?> action = actions.get(name);
        return action == null ? ActionDefinition.KEEP_FOR : action.keepFor();
    }

    Iterable<ActionDefinition<?, ?>> actions() {
        return actions.values();
    }

    /** The last part of a status URL. */
    public String token(String id) {
        return callbacks.token(id);
    }

    /** The id of the operation that this token was given out for. */
    public Optional<String> idOf(String token) {
        return callbacks.idOf(token);
    }

    String write(@Nullable Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** How long an engine waits before it asks for this operation. */
    public long secondsToWait(Operation operation) {
        if (operation.keepUntil() != null) {
            return 0;
        }
        return action(operation.action()).secondsToWait(operation.percent() == null ? 0 : operation.percent());
    }

    private Launcher launcher() {
        return Objects.requireNonNull(launcher, "The server has not started yet");
    }

    /** Takes nothing up any more; the orchestration engine is the caller's to close. */
    @Override
    public void close() {
        if (launcher != null) {
            launcher.close();
        }
    }
}
