package dev.connectorkit.sdk.action;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.CallbackService;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.callbacks.metrics.MeterGroup;
import dev.connectorkit.callbacks.spi.OneTimeCallbacks;
import dev.connectorkit.callbacks.spi.OneTimeSubscription;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.storage.Database;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Accepts the operations of actions, runs them as orchestrations, and reports their status; as a JAX-RS feature, it adds their
 * protocol to an application. Thread-safe.
 */
public final class ActionService implements Feature, AutoCloseable {

    private final List<AsyncAction<?, ?>> handles;
    private final ActionCatalog actions;
    private final OperationStore store;
    private final CallbackService service;
    private final OneTimeCallbacks callbacks;
    private final Failures failures;
    private final InlineWait waiting = new InlineWait();
    private final OperationInstances instances;
    private final OperationEvents events;
    private final OperationEndings endings;
    private final ActionSteps steps;
    private final OperationReconciler reconciler;
    private final ActionRunner runner = new Runner();

    /**
     * Registers the orchestrations that run the actions; nothing runs before {@link #start}.
     *
     * @param orchestrations the registry of the engine, to which the orchestrations of the actions are added
     * @param client the client of that engine, which must not have been started
     * @param database the database of the callbacks and of the orchestrations
     * @param listeners for operations
     * @param meters the meters of the connector
     * @throws IllegalArgumentException if two actions have one name, or an orchestration that does the work is not registered
     */
    public ActionService(
            List<AsyncAction<?, ?>> handles,
            Orchestrations orchestrations,
            OrchestrationClient client,
            Database database,
            CallbackService service,
            ObjectMapper json,
            Clock clock,
            List<OperationListener> listeners,
            MeterGroup meters) {
        this.handles = List.copyOf(handles);
        this.service = service;
        this.callbacks = service.oneTime();
        this.failures = new Failures(json);
        this.actions = new ActionCatalog(handles, orchestrations, json);
        this.store = new OperationStore(database, callbacks, clock, actions::limits);
        this.instances = new OperationInstances(client);
        OperationMeter meter = new OperationMeter(meters);
        actions.all().forEach(action -> meter.register(action.name(), store));
        this.events = new OperationEvents(
                Stream.concat(Stream.of(meter), listeners.stream()).toList(), clock);
        this.endings =
                new OperationEndings(actions, store, failures, waiting, instances, events, callbacks.maxPayloadBytes());
        this.steps = new ActionSteps(actions, store, failures, instances, endings, events, json);
        this.reconciler = new OperationReconciler(actions, store, instances, endings);
        actions.all().forEach(action -> ActionFlow.register(orchestrations, action, steps));
        callbacks.beforeUnsubscribe(this::cancel);
    }

    /**
     * Starts processing stored and new operations. Call after the orchestration engine has been started.
     *
     * @throws IllegalStateException if one of the actions belongs to another service that is running
     */
    public void start() {
        handles.forEach(handle -> handle.bind(runner));
        reconciler.start();
    }

    @Override
    public boolean configure(FeatureContext application) {
        application
                .register(new ActionRequest.Scope())
                .register(new OperationResponseFilter(this))
                .register(new OperationResource(this));
        return true;
    }

    /**
     * Returns the operation; empty if its time to live has ended.
     *
     * @throws ProblemException a 410 if it has not ended and no registered action would end it
     */
    Optional<Operation> find(String id) {
        return store.find(id).map(this::withProgress);
    }

    /** An orchestration that does the work reports its progress as its custom status. */
    private Operation withProgress(Operation operation) {
        if (operation.keepUntil() != null) {
            return operation;
        }
        ActionDefinition<?, ?> action = actions.find(operation.action())
                .orElseThrow(() -> new ProblemException(
                        410,
                        "The action '" + operation.action()
                                + "' is not offered any more; this operation will not end."));
        boolean delegated = action.orchestration() != null && operation.state() == OperationState.RUNNING;
        return delegated ? steps.withProgress(operation) : operation;
    }

    /** Returns the problem of a failed operation. */
    Problem problem(Operation operation) {
        return failures.read(Objects.requireNonNull(operation.result()));
    }

    /** Cancels an unfinished operation. Idempotent. */
    void cancel(String id) {
        endings.cancel(id);
    }

    /** Returns the last segment of the operation's status URL. */
    String token(String id) {
        return callbacks.token(id);
    }

    /** Returns the id of the operation that has this status URL. */
    Optional<String> idOf(String token) {
        return callbacks.idOf(token);
    }

    /** Returns the time an engine waits before it polls this operation. */
    long secondsToWait(Operation operation) {
        if (operation.keepUntil() != null) {
            return 0;
        }
        return actions.get(operation.action()).secondsToWait(operation.percent() == null ? 0 : operation.percent());
    }

    /** Returns the administration of the operations. */
    public OperationAdmin admin() {
        return new OperationAdmin(store, endings);
    }

    /** Stops accepting operations; the orchestration engine is the caller's to close. */
    @Override
    public void close() {
        handles.forEach(handle -> handle.unbind(runner));
        reconciler.close();
    }

    /** Starts the operations of the handles. */
    private final class Runner implements ActionRunner {

        @Override
        public <O> Accepted<O> accept(ActionDefinition<?, O> action, @Nullable Object input) {
            ActionRequest request = ActionRequest.current();
            String clientKey = action.idempotent() && request.key() != null
                    ? callbacks.hash("action", action.name(), request.caller(), request.key())
                    : null;
            String body = actions.write(input);
            NewOperation wanted = new NewOperation(callbacks.newId(), action.name(), clientKey, body, hash(body), null);
            Operation admitted =
                    admit(action, wanted, "The idempotency key of this request was used with another body.");
            boolean waits = !action.waitUpTo().isZero();
            if (admitted.state() == OperationState.RUNNING && waits) {
                waiting.await(admitted.id(), action.waitUpTo());
                return new Accepted<>(store.find(admitted.id()).orElse(admitted), true);
            }
            return new Accepted<>(admitted, waits);
        }

        @Override
        public Subscribed subscribe(
                ActionDefinition<?, ?> action, @Nullable String callbackUrl, @Nullable Object input) {
            String id = callbacks.newId();
            OneTimeSubscription subscription = callbacks.check(action.name(), id, callbackUrl, input);
            String body = actions.write(input);
            NewOperation wanted =
                    new NewOperation(id, action.name(), subscription.key(), body, hash(body), subscription);
            String admitted = admit(action, wanted, "This callback URL was given before, with another input.")
                    .id();
            return service.subscribed(admitted);
        }

        private String hash(String body) {
            return callbacks.hash("action-body", body);
        }

        private Operation admit(ActionDefinition<?, ?> action, NewOperation wanted, String otherBody) {
            Admission admission = store.admit(wanted);
            Operation admitted = admission.operation();
            if (admission.outcome() == Admission.Outcome.OTHER_BODY) {
                throw new ProblemException(422, otherBody);
            }
            if (admitted == null) {
                throw new ClientErrorException(
                        action.limits().maxQueued() + " operations are queued, the most allowed; try again later.",
                        Response.status(429)
                                .header(HttpHeaders.RETRY_AFTER, Math.max(1, action.secondsToWait(0)))
                                .build());
            }
            if (admission.outcome() == Admission.Outcome.NEW) {
                events.accepted(admitted);
            }
            if (admission.outcome() == Admission.Outcome.NEW && admitted.state() == OperationState.RUNNING) {
                if (!action.waitUpTo().isZero() && !admitted.called()) {
                    waiting.expect(admitted.id());
                }
                instances.launch(List.of(admitted.id()), action);
            }
            return admitted;
        }
    }
}
