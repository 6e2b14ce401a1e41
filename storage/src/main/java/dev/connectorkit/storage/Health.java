package dev.connectorkit.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Health of a {@link Database}, for a readiness check.
 *
 * @param problem the reason why nothing could be written, null if a transaction was committed in time
 * @param stoppedThreads the names of threads that are not running; they are restarted by themselves
 */
public record Health(@Nullable String problem, List<String> stoppedThreads) {

    /** Copies the list. */
    public Health {
        stoppedThreads = List.copyOf(stoppedThreads);
    }

    /** Returns whether the database can be written to, and everything runs that serves it. */
    public boolean isReady() {
        return problem == null && stoppedThreads.isEmpty();
    }
}
