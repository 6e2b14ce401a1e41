package dev.connectorkit.orchestration.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationListener;
import dev.connectorkit.orchestration.OrchestrationRuntime;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RuntimeHealth;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.orchestration.VersionMatch;
import dev.connectorkit.orchestration.VersionMismatch;
import dev.connectorkit.orchestration.internal.engine.Node;
import dev.connectorkit.orchestration.internal.engine.Settings;
import dev.connectorkit.orchestration.internal.replay.VersionPolicy;
import dev.connectorkit.orchestration.runtime.Arguments;
import dev.connectorkit.orchestration.runtime.Payloads;
import dev.connectorkit.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs orchestrations in this process over a database. With PostgreSQL several engines, in as many processes, may share a task
 * hub; with SQLite one engine has it to itself. Thread-safe.
 *
 * <pre>{@code
 * try (Database database = Database.open("sqlite:work.db");
 *         OrchestrationEngine engine = OrchestrationEngine.builder(orchestrations, database).build().start()) {
 *     String id = engine.client().start("Greet", "Tokyo");
 * }
 * }</pre>
 */
public final class OrchestrationEngine implements OrchestrationRuntime {

    private final Database database;
    private final Node node;

    private OrchestrationEngine(Builder builder) {
        ObjectMapper mapper = builder.mapper;
        Payloads codec = mapper == null ? Payloads.standard() : new Payloads(mapper);
        Settings settings = new Settings(
                builder.hub,
                builder.clock,
                builder.activityThreads,
                builder.lease,
                builder.cacheBytes,
                Map.copyOf(builder.purgeAfter),
                new VersionPolicy(builder.version, builder.match, builder.mismatch),
                builder.defaultVersion == null ? builder.version : builder.defaultVersion,
                List.copyOf(builder.listeners));
        this.database = builder.database;
        this.node = new Node(database, builder.orchestrations, codec, settings);
    }

    /** Returns a builder of an engine for these orchestrations over this database, which the caller closes after the engine. */
    public static Builder builder(Orchestrations orchestrations, Database database) {
        return new Builder(Arguments.given("registry", orchestrations), Arguments.given("database", database));
    }

    @Override
    public OrchestrationEngine start() {
        node.start();
        return this;
    }

    @Override
    public OrchestrationClient client() {
        return node.client();
    }

    @Override
    public RuntimeHealth health() {
        return node.health();
    }

    @Override
    public void close() {
        node.close();
    }

    /** Returns a description of the database, without credentials. */
    @Override
    public String toString() {
        return database.toString();
    }

    /** Builds an {@link OrchestrationEngine}. Not thread-safe. */
    public static final class Builder {

        private static final long CACHE_BYTES = 64L << 20;

        private final Orchestrations orchestrations;
        private final Database database;
        private final Map<RuntimeStatus, Duration> purgeAfter = new EnumMap<>(RuntimeStatus.class);
        private final List<OrchestrationListener> listeners = new ArrayList<>();
        private String hub = "default";
        private Clock clock = Clock.systemUTC();
        private int activityThreads = 64;
        private Duration lease = Duration.ofSeconds(15);
        private long cacheBytes = CACHE_BYTES;
        private VersionMatch match = VersionMatch.ANY;
        private VersionMismatch mismatch = VersionMismatch.REJECT;
        private @Nullable String version;
        private @Nullable String defaultVersion;
        private @Nullable ObjectMapper mapper;

        private Builder(Orchestrations orchestrations, Database database) {
            this.orchestrations = orchestrations;
            this.database = database;
        }

        /**
         * Sets the task hub, which separates instances within a database; {@code default} by default.
         *
         * @throws IllegalArgumentException if it has other characters than letters, digits, {@code -} and {@code _}, or not 1 to 60
         */
        public Builder taskHub(String name) {
            if (!Arguments.given("taskHub", name).matches("[A-Za-z0-9_-]{1,60}")) {
                throw new IllegalArgumentException("taskHub must have 1 to 60 letters, digits, - and _, not: " + name);
            }
            hub = name;
            return this;
        }

        /**
         * Sets the clock of orchestrations and timers. Default: the system's, or on PostgreSQL the server's, which all nodes
         * share. Timers follow a clock that is set forward within a moment.
         */
        public Builder clock(Clock time) {
            clock = Arguments.given("clock", time);
            return this;
        }

        /**
         * Sets the number of activities that run at once on this node; 64 by default.
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
         * Sets the time after which the instances and activities of a silent node are taken over by others; 15 s by default.
         *
         * @throws IllegalArgumentException if it is below 100 ms or above a day
         */
        public Builder lease(Duration duration) {
            if (Arguments.given("lease", duration).compareTo(Duration.ofMillis(100)) < 0
                    || duration.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("lease must be from 100 ms to 1 day, not " + duration);
            }
            lease = duration;
            return this;
        }

        /**
         * Sets the approximate heap for decoded histories; 64 MiB by default. With 0, each turn reads and replays its history.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder historyCache(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("historyCache must not be negative, but is " + bytes);
            }
            cacheBytes = bytes;
            return this;
        }

        /**
         * Deletes instances of a status once they have been finished for this time; none by default.
         *
         * @throws IllegalArgumentException if the status is not a finished one, or the age is negative or above 100 years
         */
        public Builder purgeAfter(RuntimeStatus status, Duration age) {
            if (!Arguments.given("status of purgeAfter", status).isFinished()) {
                throw new IllegalArgumentException("purgeAfter takes a finished status, not " + status);
            }
            if (Arguments.given("age of purgeAfter", age).isNegative() || age.compareTo(Duration.ofDays(36_500)) > 0) {
                throw new IllegalArgumentException("purgeAfter takes an age from 0 to 100 years, not " + age);
            }
            purgeAfter.put(status, age);
            return this;
        }

        /**
         * Sets the version of this engine, such as {@code 1.2.0}, which is also that of instances started without one; none by
         * default. Versions are compared part by part, numbers by value.
         */
        public Builder version(String text) {
            version = checked(text);
            return this;
        }

        /** Sets the version of instances that are started without one; that of the engine by default. */
        public Builder defaultVersion(String text) {
            defaultVersion = checked(text);
            return this;
        }

        private static String checked(String text) {
            StartOptions.builder().version(Arguments.given("version", text));
            return text;
        }

        /** Sets the versions of instances that this engine runs, and the treatment of others; runs all by default. */
        public Builder versionMatch(VersionMatch accepted, VersionMismatch others) {
            match = Arguments.given("match of versions", accepted);
            mismatch = Arguments.given("treatment of other versions", others);
            return this;
        }

        /** Adds a listener for the starts and ends of instances. */
        public Builder listener(OrchestrationListener listener) {
            listeners.add(Arguments.given("listener", listener));
            return this;
        }

        /** Sets the mapper of payloads; by default one that knows java.time and Optional and ignores unknown members. */
        public Builder objectMapper(ObjectMapper objectMapper) {
            mapper = Arguments.given("mapper", objectMapper);
            return this;
        }

        /** Returns the engine, with its tables migrated; it does not run yet. */
        public OrchestrationEngine build() {
            return new OrchestrationEngine(this);
        }
    }
}
