package dev.connectorkit.temporal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second argument of a workflow: the details of a run besides its input.
 *
 * @param version the version of the instance, null if it has none
 * @param startAt the earliest time of the first turn in milliseconds since 1970, 0 for now
 * @param suspended whether the run before was suspended when it ended
 * @param events unprocessed events of the run before, in order
 * @param keys the idempotency keys of events that have arrived
 * @param customStatus the custom status of the run before as JSON text
 */
record RunDetails(
        @Nullable String version,
        long startAt,
        boolean suspended,
        List<Carried> events,
        List<String> keys,
        @Nullable String customStatus) {

    /** The details of a workflow that another program started. */
    static final RunDetails NONE = first(null, 0);

    /**
     * An event that the next run gets.
     *
     * @param payload JSON text
     */
    record Carried(String name, @Nullable String payload) {}

    /** Returns the details of the first run of an instance. */
    static RunDetails first(@Nullable String version, long startAt) {
        return new RunDetails(version, startAt, false, List.of(), List.of(), null);
    }
}
