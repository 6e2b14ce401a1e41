package dev.connectorkit.orchestration;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.orchestration.internal.engine.Node;
import dev.connectorkit.orchestration.internal.engine.NodeClient;
import dev.connectorkit.orchestration.internal.engine.Settings;
import dev.connectorkit.orchestration.internal.json.PayloadCodec;
import dev.connectorkit.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs orchestrations over a database. With PostgreSQL several engines, in as many processes, may share a task hub; with SQLite
 * one engine has it to itself. Thread-safe.
 *
 * <pre>{@code
 * try (Database database = Database.open("sqlite:work.db");
 *         OrchestrationEngine engine = OrchestrationEngine.builder(orchestrations, database).build().start()) {
 *     String id = engine.client().start("Greet", "Tokyo");
 * }
 * }</pre>
 */
public final class OrchestrationEngine implements AutoCloseable {

    private final Node node;
    private final NodeClient client;

    private OrchestrationEngine(Builder builder) {
        ObjectMapper mapper = builder.mapper;
        PayloadCodec codec = mapper == null ? PayloadCodec.standard() : new PayloadCodec(mapper);
        Settings settings = new Settings(
                builder.hub,
                builder.clock,
                builder.activityThreads,
                builder.lease,
                builder.cacheBytes,
                Map.copyOf(builder.purgeAfter));
        this.node = new Node(builder.database, builder.orchestrations, codec, settings);
        this.client = new NodeClient(node, builder.orchestrations, codec);
    }

    /** An engine for these orchestrations over this database, which the caller closes after the engine. */
    public static Builder builder(Orchestrations orchestrations, Database database) {
        return new Builder(orchestrations, database);
    }

    /** Begins to run what is there and what comes; without this, the engine is a client only. */
    public OrchestrationEngine start() {
        node.start();
        return this;
    }

    /** The client. */
    public OrchestrationClient client() {
        return client;
    }

    /** Stops; instances go on when an engine starts again. Activities under way are interrupted and will run again. */
    @Override
    public void close() {
        node.close();
    }

    /** How an engine runs. Not thread-safe. */
    public static final class Builder {

        private static final long CACHE_BYTES = 64L << 20;

        private final Orchestrations orchestrations;
        private final Database database;
        private final Map<RuntimeStatus, Duration> purgeAfter = new EnumMap<>(RuntimeStatus.class);
        private String hub = "default";
        private Clock clock = Clock.systemUTC();
        private int activityThreads = 64;
        private Duration lease = Duration.ofSeconds(15);
        private long cacheBytes = CACHE_BYTES;
        private @Nullable ObjectMapper mapper;

        private Builder(Orchestrations orchestrations, Database database) {
            this.orchestrations = orchestrations;
            this.database = database;
        }

        /** The task hub, which separates instances within a database: letters, digits, {@code - _}. */
        public Builder taskHub(String name) {
            if (!name.matches("[A-Za-z0-9_-]{1,60}")) {
                throw new IllegalArgumentException(
                        "The name of a task hub has 1 to 60 letters, digits, - and _, not: " + name);
            }
            hub = name;
            return this;
        }

        /** The time that orchestrations see and timers go by; the system's by default. */
        public Builder clock(Clock time) {
            clock = time;
            return this;
        }

        /** How many activities run at once on this node; 64 by default. */
        public Builder activityThreads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("There must be at least one thread, not " + count);
            }
            activityThreads = count;
            return this;
        }

        /** How long a node that is silent keeps its instances and activities from the others; 15 s by default. */
        public Builder lease(Duration duration) {
            lease = duration;
            return this;
        }

        /** About how much heap decoded histories may take; 64 MiB by default. */
        public Builder historyCache(long bytes) {
            cacheBytes = bytes;
            return this;
        }

        /** Removes instances of this status when they have been finished for so long; nothing is removed by default. */
        public Builder purgeAfter(RuntimeStatus status, Duration age) {
            if (!status.isFinished()) {
                throw new IllegalArgumentException("Only finished instances can be removed, not " + status + " ones");
            }
            purgeAfter.put(status, age);
            return this;
        }

        /** What writes and reads payloads; by default one that knows java.time and Optional and ignores unknown members. */
        public Builder objectMapper(ObjectMapper objectMapper) {
            mapper = objectMapper;
            return this;
        }

        /** The engine, with its tables brought up to date; it does not run yet. */
        public OrchestrationEngine build() {
            return new OrchestrationEngine(this);
        }
    }
}
