package dev.connectorkit.sdk.health;

import dev.connectorkit.storage.Database;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Observes the parts of a runtime. Thread-safe. */
public final class HealthMonitor {

    private volatile @Nullable Database database;
    private volatile boolean accepting;
    private volatile boolean closed;

    /** Begins to report ready. */
    public void start(@Nullable Database opened) {
        database = opened;
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
    }

    /** Returns the state at this moment; waits two seconds at most for the database, whatever that does. */
    public Health health() {
        Map<String, Boolean> readiness = new TreeMap<>();
        readiness.put("accepting", accepting);
        Database opened = database;
        if (opened != null) {
            dev.connectorkit.storage.Health storage = opened.health();
            readiness.put("database", storage.problem() == null);
            readiness.put("databaseThreads", storage.stoppedThreads().isEmpty());
        }
        return new Health(Map.of("runtime", !closed), readiness);
    }

    /** Returns the state without a look at the database: readiness has no parts. */
    public Health liveness() {
        return new Health(Map.of("runtime", !closed), Map.of());
    }
}
