package dev.connectorkit.workbench.conformance;

import java.time.Duration;

/**
 * The times for which a {@link Conformance} waits. Immutable.
 *
 * @param longest the most time for something that must happen, such as a callback or the end of an action; 30 s by default
 * @param grace the time in which something that must not happen would happen; 2 s by default
 */
public record Patience(Duration longest, Duration grace) {

    /** All defaults. */
    public static final Patience DEFAULT = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(2));

    /** Checks that both are above zero. */
    public Patience {
        if (longest.isNegative() || longest.isZero() || grace.isNegative() || grace.isZero()) {
            throw new IllegalArgumentException(
                    "longest and grace must be above zero, but are " + longest + " and " + grace);
        }
    }
}
