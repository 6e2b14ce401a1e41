package dev.connectorkit.sdk;

import dev.connectorkit.callbacks.CallbackService;
import dev.connectorkit.callbacks.admin.CallbackAdmin;
import dev.connectorkit.callbacks.metrics.MeterGroup;
import dev.connectorkit.http.HttpFeature;
import dev.connectorkit.http.HttpSettings;
import dev.connectorkit.http.ProblemMapper;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.sdk.action.ActionService;
import dev.connectorkit.sdk.admin.OperatorFeature;
import dev.connectorkit.sdk.durable.OrchestrationExceptionMapper;
import dev.connectorkit.sdk.durable.OrchestrationService;
import dev.connectorkit.sdk.health.Health;
import dev.connectorkit.sdk.health.HealthMonitor;
import dev.connectorkit.sdk.keys.KeyFile;
import dev.connectorkit.sdk.webhook.BeanValidation;
import jakarta.ws.rs.core.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The services behind a connector's resources: database, callbacks, actions and orchestrations, with one lifecycle. A
 * {@link ConnectorFeature} connects it to a Jersey application in any container:
 *
 * <pre>{@code
 * ConnectorRuntime runtime = ConnectorRuntime.builder().dataDir(folder).callbacks(created).build();
 * ResourceConfig application = new ResourceConfig()
 *         .register(new OrderEvents(created))
 *         .register(new ConnectorFeature(runtime));
 * }</pre>
 *
 * <p>Whoever builds a runtime closes it, after the container has stopped. Thread-safe.
 */
public final class ConnectorRuntime implements AutoCloseable {

    private enum State {
        NEW,
        RUNNING,
        DRAINING,
        CLOSED
    }

    private final Settings settings;
    private final HealthMonitor health = new HealthMonitor();
    private final MeterGroup meters;
    private final List<Runnable> endings = new ArrayList<>();
    private State state = State.NEW;
    private @Nullable Keys keys;
    private @Nullable Services services;
    private @Nullable BeanValidation validation;

    ConnectorRuntime(Settings settings) {
        this.settings = settings;
        this.meters = new MeterGroup(settings.metrics);
    }

    /** Returns a builder with all defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens the database and starts to deliver events and to run actions and orchestrations. Idempotent. A {@link ConnectorFeature}
     * starts its runtime when it has validated the resources.
     *
     * @throws dev.connectorkit.storage.StorageException if the database cannot be opened
     * @throws IllegalArgumentException if the options contradict each other, or a key file is damaged
     * @throws IllegalStateException if the runtime was closed
     */
    public synchronized ConnectorRuntime start() {
        if (state == State.CLOSED) {
            throw new IllegalStateException("This runtime was closed; build another one");
        }
        if (state == State.NEW) {
            Services started = Services.start(settings, keys(), meters, validation);
            services = started;
            health.start(started.database(), started.readiness());
            state = State.RUNNING;
        }
        return this;
    }

    /** Begins what takes long and changes nothing, on other threads, so that the start need not wait for it. */
    synchronized void prepare() {
        if (state == State.NEW && validation == null && settings.needsCallbacks()) {
            validation = new BeanValidation(settings.mapper);
        }
    }

    /** Returns a feature that connects this runtime to an application; each application needs one of its own. */
    public ConnectorFeature feature() {
        return new ConnectorFeature(this);
    }

    /**
     * Returns a feature that serves the operator's API, for an application of its own. It starts the runtime, unless it runs already.
     *
     * @param key that requests must carry as {@code Authorization: Bearer}, at least 16 characters
     * @throws IllegalArgumentException if the key is shorter
     */
    public Feature operatorFeature(String key) {
        if (key.length() < KeyFile.MIN_BYTES) {
            throw new IllegalArgumentException(
                    "The operator's key must have at least " + KeyFile.MIN_BYTES + " characters");
        }
        return application -> {
            HttpSettings http = settings.operatorHttp();
            ProblemMapper problems = new ProblemMapper(http.mapper());
            application
                    .register(new HttpFeature(http, problems))
                    .register(new OrchestrationExceptionMapper(problems))
                    .register(new OperatorFeature(operated(start().services()), key));
            return true;
        };
    }

    private OperatorFeature.Parts operated(Services running) {
        CallbackService callbacks = running.callbacks();
        ActionService actions = running.actions();
        OrchestrationService orchestrations = running.orchestrations();
        return new OperatorFeature.Parts(
                callbacks == null ? null : callbacks.admin(),
                actions == null ? null : actions.admin(),
                orchestrations == null || settings.orchestrations == null ? null : orchestrations.client(),
                this::health,
                settings.metrics,
                settings.clock);
    }

    /**
     * Returns the client of the runtime's orchestrations, usable from anywhere in this process.
     *
     * @throws IllegalStateException if the runtime has no orchestrations or is not running
     */
    public OrchestrationClient orchestrations() {
        OrchestrationService orchestrations =
                settings.orchestrations == null ? null : services().orchestrations();
        if (orchestrations == null) {
            throw new IllegalStateException(
                    "This connector has no orchestrations; register some with orchestrations(...) of its builder");
        }
        return orchestrations.client();
    }

    /**
     * Returns the operator's view of subscriptions, deliveries and dead letters, usable from anywhere in this process; empty if the
     * connector has no callbacks.
     *
     * @throws IllegalStateException if the runtime is not running
     */
    public Optional<CallbackAdmin> callbackAdmin() {
        return Optional.ofNullable(services().callbacks()).map(CallbackService::admin);
    }

    /** Returns the state of the runtime and its parts. */
    public Health health() {
        return health.health();
    }

    /** Returns the state without a look at the database: readiness has no parts. */
    public Health liveness() {
        return health.liveness();
    }

    /**
     * Prepares the shutdown: readiness goes down, and requests that wait for an orchestration are answered. Call it before the
     * container stops to accept requests; everything else goes on. Idempotent.
     */
    public synchronized void drain() {
        health.drain();
        if (state == State.RUNNING) {
            state = State.DRAINING;
            OrchestrationService orchestrations = services().orchestrations();
            if (orchestrations != null) {
                orchestrations.release();
            }
        }
    }

    /** Closes all parts in reverse order, each whether or not the others can be closed. Deliveries in progress have ten seconds to end. Idempotent. */
    @Override
    public synchronized void close() {
        drain();
        if (services != null) {
            services.close();
            services = null;
        }
        endings.forEach(Runnable::run);
        endings.clear();
        meters.close();
        health.close();
        state = State.CLOSED;
    }

    /** Adds what has to be closed with the runtime. */
    synchronized void onClose(Runnable ending) {
        endings.add(ending);
    }

    Settings settings() {
        return settings;
    }

    synchronized Keys keys() {
        Keys known = keys;
        if (known == null) {
            known = new Keys(settings);
            keys = known;
        }
        return known;
    }

    /** @throws IllegalStateException if the runtime is not running */
    synchronized Services services() {
        if (services == null) {
            throw new IllegalStateException("This runtime is not running");
        }
        return Objects.requireNonNull(services);
    }

    MeterGroup meters() {
        return meters;
    }

    HealthMonitor monitor() {
        return health;
    }

    /** Builds a runtime. Not thread-safe; one runtime per builder. */
    public static final class Builder extends ConnectorOptions<Builder> {

        private Builder() {}

        /** Returns the runtime, which does not run yet. */
        public ConnectorRuntime build() {
            return createRuntime();
        }
    }
}
