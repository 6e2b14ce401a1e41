package dev.connectorkit.temporal;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationListener;
import dev.connectorkit.orchestration.OrchestrationRuntime;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RuntimeHealth;
import dev.connectorkit.orchestration.runtime.Arguments;
import dev.connectorkit.orchestration.runtime.Payloads;
import dev.connectorkit.orchestration.runtime.RuntimeSetup;
import io.grpc.ConnectivityState;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.DynamicWorkflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs orchestrations on a Temporal cluster: this process is a worker of a task queue, and any number of processes with the same
 * orchestrations may share the queue. Thread-safe.
 *
 * <pre>{@code
 * connector.orchestrations(all, options -> options.runtime(setup ->
 *         TemporalRuntime.builder(setup).target("temporal.example.com:7233").build()));
 * }</pre>
 */
public final class TemporalRuntime implements OrchestrationRuntime {

    private static final long PATIENCE_SECONDS = 10;

    private final String description;
    private final WorkflowServiceStubs service;
    private final WorkerFactory workers;
    private final TemporalClient client;
    private final ScheduledExecutorService watch;
    private volatile boolean closing;

    private TemporalRuntime(Builder builder) {
        this.description = "Temporal at " + builder.target + ", namespace " + builder.namespace;
        WorkflowServiceStubsOptions.Builder connection =
                WorkflowServiceStubsOptions.newBuilder().setTarget(builder.target);
        String key = builder.apiKey;
        if (key != null) {
            connection.addApiKey(() -> key);
        }
        connection.setEnableHttps(builder.tls || key != null);
        builder.service.accept(connection);
        this.service = WorkflowServiceStubs.newServiceStubs(connection.build());
        WorkflowClientOptions.Builder options =
                WorkflowClientOptions.newBuilder().setNamespace(builder.namespace);
        builder.client.accept(options);
        WorkflowClient temporal = WorkflowClient.newInstance(service, options.build());
        Shared shared = new Shared(
                builder.orchestrations,
                builder.mapper == null ? Payloads.standard() : new Payloads(builder.mapper),
                new Wire(temporal.getOptions().getDataConverter()),
                builder.taskQueue,
                builder.lease,
                builder.version,
                List.copyOf(builder.listeners));
        this.watch = OrchestrationActivity.newWatch();
        this.workers = WorkerFactory.newInstance(
                temporal,
                WorkerFactoryOptions.newBuilder()
                        .setWorkflowCacheSize(builder.cachedInstances)
                        .build());
        register(shared, builder);
        this.client = new TemporalClient(shared, new Server(temporal, shared.wire()));
    }

    private void register(Shared shared, Builder builder) {
        WorkerOptions.Builder options = WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(builder.activityThreads)
                // Code between two waits that takes longer than a second is slow, and no deadlock.
                .setDefaultDeadlockDetectionTimeout(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        builder.worker.accept(options);
        Worker worker = workers.newWorker(shared.taskQueue(), options.build());
        worker.registerWorkflowImplementationFactory(DynamicWorkflow.class, () -> new OrchestrationWorkflow(shared));
        worker.registerActivitiesImplementations(new OrchestrationActivity(shared, watch, () -> closing));
    }

    /** Returns a builder of a runtime for these orchestrations. */
    public static Builder builder(Orchestrations orchestrations) {
        return new Builder(Arguments.given("registry", orchestrations));
    }

    /** Returns a builder of the runtime of a connector; the task hub is the name of the task queue. */
    public static Builder builder(RuntimeSetup setup) {
        Builder builder = new Builder(setup.orchestrations())
                .objectMapper(setup.objectMapper())
                .taskQueue(setup.taskHub());
        setup.listeners().forEach(builder::listener);
        return builder;
    }

    @Override
    public OrchestrationClient client() {
        return client;
    }

    /**
     * Starts to work.
     *
     * @throws java.io.UncheckedIOException if the server cannot be reached, refuses the credentials, or does not have the namespace
     */
    @Override
    public TemporalRuntime start() {
        if (closing) {
            throw new IllegalStateException("This runtime was closed; build another one");
        }
        try {
            workers.start();
        } catch (StatusRuntimeException e) {
            throw Failures.unusable(description, e);
        }
        return this;
    }

    @Override
    public RuntimeHealth health() {
        List<String> problems = new ArrayList<>();
        if (!workers.isStarted() || workers.isShutdown()) {
            problems.add("The workers do not run");
        }
        if (service.getRawChannel().getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            problems.add("The Temporal server cannot be reached");
        }
        return new RuntimeHealth(problems.isEmpty(), problems);
    }

    @Override
    public void close() {
        closing = true;
        workers.shutdownNow();
        workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        watch.shutdownNow();
        service.shutdownNow();
        service.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public String toString() {
        return description;
    }

    /** Builds a {@link TemporalRuntime}. Not thread-safe. */
    public static final class Builder {

        private final Orchestrations orchestrations;
        private final List<OrchestrationListener> listeners = new ArrayList<>();
        private String target = "127.0.0.1:7233";
        private String namespace = "default";
        private String taskQueue = "connectorkit";
        private boolean tls;
        private int activityThreads = 64;
        private int cachedInstances = 600;
        private Duration lease = Duration.ofSeconds(15);
        private @Nullable String apiKey;
        private @Nullable String version;
        private @Nullable ObjectMapper mapper;
        private Consumer<WorkflowServiceStubsOptions.Builder> service = options -> {};
        private Consumer<WorkflowClientOptions.Builder> client = options -> {};
        private Consumer<WorkerOptions.Builder> worker = options -> {};

        private Builder(Orchestrations orchestrations) {
            this.orchestrations = orchestrations;
        }

        /** Sets the address of the server's frontend, as {@code HOST:PORT}; 127.0.0.1:7233 by default. */
        public Builder target(String address) {
            target = filled("target", address);
            return this;
        }

        /** Sets the namespace, which separates instances; {@code default} by default. It must exist. */
        public Builder namespace(String name) {
            namespace = filled("namespace", name);
            return this;
        }

        /** Sets the task queue from which workers with the same orchestrations poll; {@code connectorkit} by default. */
        public Builder taskQueue(String name) {
            taskQueue = filled("taskQueue", name);
            return this;
        }

        /** Connects with TLS. Certificates of clients are set by {@link #service}. */
        public Builder tls() {
            tls = true;
            return this;
        }

        /** Authenticates with an API key, as Temporal Cloud does, and connects with TLS. */
        public Builder apiKey(String key) {
            apiKey = filled("apiKey", key);
            return this;
        }

        /**
         * Sets the number of activities that run at once in this process; 64 by default.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder activityThreads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("activityThreads must be at least 1, not " + count);
            }
            activityThreads = count;
            return this;
        }

        /**
         * Sets the number of waiting instances that this process keeps in memory, each with a thread or more; 600 by default. Others
         * are replayed from their histories when something arrives.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder cachedInstances(int count) {
            if (count < 0) {
                throw new IllegalArgumentException("cachedInstances must not be negative, but is " + count);
            }
            cachedInstances = count;
            return this;
        }

        /**
         * Sets the time without a sign of this process after which another one takes over its activities; 15 s by default.
         *
         * @throws IllegalArgumentException if it is below 1 second or above a day
         */
        public Builder lease(Duration duration) {
            lease = Arguments.given("lease", duration);
            if (lease.compareTo(Duration.ofSeconds(1)) < 0 || lease.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("lease must be from 1 second to 1 day, not " + duration);
            }
            return this;
        }

        /** Sets the version of instances that are started without one; none by default. */
        public Builder version(String text) {
            version = filled("version", text);
            return this;
        }

        /** Sets the mapper of payloads; by default one that knows java.time and Optional and ignores unknown members. */
        public Builder objectMapper(ObjectMapper objectMapper) {
            mapper = Arguments.given("mapper", objectMapper);
            return this;
        }

        /** Adds a listener for the starts and ends of instances; after the loss of a worker it may be notified again. */
        public Builder listener(OrchestrationListener listener) {
            listeners.add(Arguments.given("listener", listener));
            return this;
        }

        /** Configures the connection further: certificates, headers, interceptors, metrics. */
        public Builder service(Consumer<WorkflowServiceStubsOptions.Builder> options) {
            service = Arguments.given("configuration of the service", options);
            return this;
        }

        /** Configures Temporal's client further: a data converter whose codec encrypts payloads, an identity. */
        public Builder client(Consumer<WorkflowClientOptions.Builder> options) {
            client = Arguments.given("configuration of the client", options);
            return this;
        }

        /** Configures Temporal's worker further: pollers, slots, rates. */
        public Builder worker(Consumer<WorkerOptions.Builder> options) {
            worker = Arguments.given("configuration of the worker", options);
            return this;
        }

        /** Returns the runtime, which does not run yet. The connection is made when it is used first. */
        public TemporalRuntime build() {
            return new TemporalRuntime(this);
        }

        private static String filled(String option, String value) {
            if (Arguments.given(option, value).isBlank()) {
                throw new IllegalArgumentException(option + " must not be blank");
            }
            return value;
        }
    }
}
