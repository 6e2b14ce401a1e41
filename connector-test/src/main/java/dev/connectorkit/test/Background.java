package dev.connectorkit.test;

import java.time.Instant;
import java.util.Optional;

/**
 * Work that a connector does between requests, such as deliveries to callback URLs, as far as an engine in the same process can see
 * it. With it, an engine with a {@link TestClock} stops the clock at each attempt of a delivery, and knows when all are done.
 */
public interface Background {

    /** Returns after all work that is due has ended, as far as it is known; 30 s at most. */
    void settle();

    /** Returns the time of the next work; empty if none is known. */
    Optional<Instant> nextDue();

    /** Returns the background of a connector that nothing is known of. */
    static Background unknown() {
        return UnknownBackground.INSTANCE;
    }
}
