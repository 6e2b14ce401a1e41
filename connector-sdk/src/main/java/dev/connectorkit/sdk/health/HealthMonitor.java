package dev.connectorkit.sdk.health;

import dev.connectorkit.storage.Database;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Observes the parts of a runtime. Thread-safe. */
public final class HealthMonitor {

    private volatile @Nullable Database database;
    private volatile Map<String, BooleanSupplier> parts = Map.of();
    private volatile boolean accepting;
    private volatile boolean closed;

    /**
     * Begins to report ready.
     *
     * @param checks whether each part works that requests need and that recovers by itself, without I/O
     */
    public void start(@Nullable Database opened, Map<String, BooleanSupplier> checks) {
        database = opened;
        parts = Map.copyOf(checks);
        accepting = true;
    }

    /** Reports not ready from now on. */
    public void drain() {
        accepting = false;
    }

    /** Reports neither ready nor live from now on. */
    public void close() {
        accepting = false;
        closed = true;
        database = null;
        parts = Map.of();
    }

    /** Returns the state at this moment; waits two seconds at most for the database, whatever that does. */
    public Health health() {
        Map<String, Boolean> readiness = new TreeMap<>();
        readiness.put("accepting", accepting);
        parts.forEach((part, check) -> readiness.put(part, check.getAsBoolean()));
        Database opened = database;
        if (opened != null) {
            dev.connectorkit.storage.Health storage = opened.health();
            readiness.put("database", storage.problem() == null);
            readiness.put("databaseThreads", storage.stoppedThreads().isEmpty());
        }
        return new Health(Map.of("runtime", !closed), readiness);
    }

    /**
     * Returns what only a restart would repair, without readiness: an outage of the database, and a thread that is restarted by itself,
     * are no reason to end the process.
     */
    public Health liveness() {
        return new Health(Map.of("runtime", !closed), Map.of());
    }
}
