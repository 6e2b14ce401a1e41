package dev.connectorkit.benchmarks;

import java.time.Duration;

/**
 * The time that a comparison may take.
 *
 * @param length the whole of it
 * @param end {@link System#nanoTime} at its end
 */
record Budget(Duration length, long end) {

    static final double DEFAULT_MINUTES = 18;

    /** Returns a part of the minutes of a whole run, from now on. */
    static Budget part(double minutes, double share) {
        return of(Duration.ofMillis((long) (minutes * 60_000 * share)));
    }

    /** Returns a time from now on. */
    static Budget of(Duration length) {
        return new Budget(length, System.nanoTime() + length.toNanos());
    }

    /** Returns whether this part of it has passed. */
    boolean isPassed(double share) {
        return System.nanoTime() - end >= -(long) (length.toNanos() * (1 - share));
    }
}
