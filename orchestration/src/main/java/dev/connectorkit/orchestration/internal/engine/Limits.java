package dev.connectorkit.orchestration.internal.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Converts durations of any length. */
final class Limits {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Limits() {}

    /** Returns nanoseconds, the largest number for a duration that is too long. */
    static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    /** Returns nanoseconds to wait; null and negative ones wait without limit. */
    static long timeout(@Nullable Duration timeout) {
        return timeout == null || timeout.isNegative() ? Long.MAX_VALUE : nanos(timeout);
    }
}
