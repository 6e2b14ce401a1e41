package dev.connectorkit.workbench.conformance;

import java.time.Duration;

/**
 * The times for which a {@link Conformance} waits. Immutable.
 *
 * @param longest the most time for something that must happen, such as a callback or the end of an action; 30 s by default
 * @param grace the time in which something that must not happen would happen; 2 s by default
 * @param answer the most time for an answer to a poll; 120 s by default
 */
public record Patience(Duration longest, Duration grace, Duration answer) {

    /** All defaults. */
    public static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(120));

    /** Creates a patience with the default for answers. */
    public Patience(Duration longest, Duration grace) {
        this(longest, grace, DEFAULT.answer());
    }

    /** Checks that all are above zero. */
    public Patience {
        boolean positive = longest.compareTo(Duration.ZERO) > 0
                && grace.compareTo(Duration.ZERO) > 0
                && answer.compareTo(Duration.ZERO) > 0;
        if (!positive) {
            throw new IllegalArgumentException("longest, grace and answer must be above zero, but are " + longest + ", "
                    + grace + " and " + answer);
        }
    }
}
