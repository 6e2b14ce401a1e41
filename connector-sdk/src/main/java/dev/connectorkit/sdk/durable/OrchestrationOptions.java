package dev.connectorkit.sdk.durable;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.orchestration.OrchestrationListener;
import dev.connectorkit.orchestration.OrchestrationRuntime;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.orchestration.runtime.RuntimeFactory;
import dev.connectorkit.orchestration.runtime.RuntimeSetup;
import dev.connectorkit.sdk.keys.KeyFile;
import dev.connectorkit.storage.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The way a runtime runs orchestrations and serves their management API. Immutable. */
public final class OrchestrationOptions {

    private final ApiSettings api;
    private final boolean managementApi;
    private final boolean managementApiDocumented;
    private final @Nullable String systemKey;
    private final List<OrchestrationListener> listeners;
    private final Consumer<OrchestrationEngine.Builder> engine;
    private final @Nullable RuntimeFactory runtime;

    private OrchestrationOptions(Builder builder) {
        this.api = new ApiSettings(
                builder.taskHub,
                builder.connection,
                builder.statusOfFailedInstance,
                builder.systemKeyInLinks,
                builder.maxBodyBytes);
        this.managementApi = builder.managementApi;
        this.managementApiDocumented = builder.managementApiDocumented;
        this.systemKey = builder.systemKey;
        this.listeners = List.copyOf(builder.listeners);
        this.engine = builder.engine;
        this.runtime = builder.runtime;
    }

    /** Returns a builder with all defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the resources of the management API, for a description that names resources and documents it. */
    public static List<Class<?>> managementApiResources() {
        return List.of(OrchestratorsResource.class, InstancesResource.class, InstanceResource.class);
    }

    ApiSettings api() {
        return api;
    }

    boolean isManagementApi() {
        return managementApi;
    }

    /** Returns whether the connector's document describes the management API. */
    public boolean isManagementApiDocumented() {
        return managementApiDocumented;
    }

    /** Returns the key that opens the whole management API, or null if none was set. */
    public @Nullable String systemKey() {
        return systemKey;
    }

    /** Returns whether the orchestrations run in this process over the connector's database. */
    public boolean isEmbedded() {
        return runtime == null;
    }

    /** Creates the runtime, which does not run yet. */
    OrchestrationRuntime runtime(
            Orchestrations orchestrations,
            ObjectMapper json,
            @Nullable Database database,
            Clock clock,
            OrchestrationListener meter) {
        List<OrchestrationListener> all = Stream.concat(listeners.stream(), Stream.of(meter))
                .<OrchestrationListener>map(AuthorListener::new)
                .toList();
        if (runtime != null) {
            return runtime.create(new RuntimeSetup(orchestrations, json, api.taskHub(), all));
        }
        OrchestrationEngine.Builder builder = OrchestrationEngine.builder(
                        orchestrations, Objects.requireNonNull(database, "The embedded engine needs a database"))
                .objectMapper(json);
        engine.accept(builder);
        all.forEach(builder::listener);
        return builder.taskHub(api.taskHub()).clock(clock).build();
    }

    /** Builds {@link OrchestrationOptions}. Not thread-safe. */
    public static final class Builder {

        private final List<OrchestrationListener> listeners = new ArrayList<>();
        private String taskHub = "DurableFunctionsHub";
        private String connection = "Storage";
        private int statusOfFailedInstance = 400;
        private boolean systemKeyInLinks;
        private boolean managementApi;
        private boolean managementApiDocumented;
        private long maxBodyBytes = 1024 * 1024;
        private @Nullable String systemKey;
        private Consumer<OrchestrationEngine.Builder> engine = builder -> {};
        private @Nullable RuntimeFactory runtime;

        private Builder() {}

        /**
         * Sets the name that separates these instances from others in the same store; "DurableFunctionsHub" by default.
         *
         * @param name 1 to 60 letters, digits, {@code -} and {@code _}
         * @throws IllegalArgumentException if the name is invalid
         */
        public Builder taskHub(String name) {
            if (!name.matches("[A-Za-z0-9_-]{1,60}")) {
                throw new IllegalArgumentException(
                        "taskHub must have 1 to 60 letters, digits, - and _, but is '" + name + "'");
            }
            this.taskHub = name;
            return this;
        }

        /** Sets the connection name in links, for callers that expect one; "Storage" by default. It has no other effect. */
        public Builder connection(String name) {
            this.connection = name;
            return this;
        }

        /**
         * Serves the HTTP API that starts, queries and manages instances, compatible with the one of Durable Functions; off by default.
         * The links of {@link DurableClient} lead there. It is not part of the connector's document.
         */
        public Builder managementApi() {
            this.managementApi = true;
            return this;
        }

        /** Serves the management API as {@link #managementApi} and describes it in the connector's document. */
        public Builder documentedManagementApi() {
            this.managementApi = true;
            this.managementApiDocumented = true;
            return this;
        }

        /**
         * Sets the HTTP status of status queries for a failed or terminated instance; 400 by default. Newer versions of Durable
         * Functions answer 200.
         *
         * @param status 400 or 200
         * @throws IllegalArgumentException if it is another
         */
        public Builder statusOfFailedInstance(int status) {
            if (status != 400 && status != 200) {
                throw new IllegalArgumentException("statusOfFailedInstance must be 400 or 200, but is " + status);
            }
            this.statusOfFailedInstance = status;
            return this;
        }

        /**
         * Sets the key that opens the whole management API, the same on every node. By default it is created on the first start and
         * kept in {@code system.key} of the data folder, or ends with the process without a data folder.
         *
         * @param key at least 16 characters, random
         * @throws IllegalArgumentException if it is shorter
         */
        public Builder systemKey(String key) {
            if (key.length() < KeyFile.MIN_BYTES) {
                throw new IllegalArgumentException("systemKey must have at least " + KeyFile.MIN_BYTES + " characters");
            }
            this.systemKey = key;
            return this;
        }

        /**
         * Puts the system key into all links, as Durable Functions does: the links of one instance then open all of them. By default
         * the links of an instance open only that instance.
         */
        public Builder systemKeyInLinks() {
            this.systemKeyInLinks = true;
            return this;
        }

        /**
         * Sets the largest input or event that the management API accepts, in bytes; 1 MiB by default. A larger one gets a 413.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder maxBodyBytes(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("maxBodyBytes must be at least 1, but is " + bytes);
            }
            this.maxBodyBytes = bytes;
            return this;
        }

        /** Adds a listener for the starts and ends of the author's instances, sub-orchestrations included. */
        public Builder listener(OrchestrationListener listener) {
            listeners.add(listener);
            return this;
        }

        /** Configures the engine: threads, leases, automatic purge. Task hub, clock and JSON are set by the runtime. */
        public Builder engine(Consumer<OrchestrationEngine.Builder> settings) {
            this.engine = settings;
            return this;
        }

        /**
         * Runs the orchestrations on this runtime instead of the embedded engine; the connector starts and closes it. Without
         * callbacks and actions the connector then opens no database, and the settings of {@link #engine} have no effect.
         *
         * <pre>{@code
         * connector.orchestrations(all, options -> options.runtime(setup ->
         *         TemporalRuntime.builder(setup).target("temporal.example.com:7233").build()));
         * }</pre>
         *
         * @param creation creates the runtime when the connector starts
         */
        public Builder runtime(RuntimeFactory creation) {
            this.runtime = creation;
            return this;
        }

        /** Returns the options. */
        public OrchestrationOptions build() {
            return new OrchestrationOptions(this);
        }
    }
}
