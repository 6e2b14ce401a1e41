package dev.connectorkit.orchestration.runtime;

import dev.connectorkit.storage.StorableText;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Checks the arguments of orchestrations and clients before they are stored. */
public final class Arguments {

    /** The last time that is stored. */
    public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final int LONGEST_NAME = 1000;

    private Arguments() {}

    /**
     * Checks a name.
     *
     * @param kind its kind with an article, for the message
     * @throws IllegalArgumentException if it is null or blank, too long, or has characters that cannot be stored
     */
    public static void name(String kind, @Nullable String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(
                    "The name of " + kind + " must not be " + (name == null ? "null" : "blank"));
        }
        if (name.length() > LONGEST_NAME || !isStorable(name)) {
            throw new IllegalArgumentException("The name of " + kind + " must have at most " + LONGEST_NAME
                    + " characters, without NUL and unpaired surrogates");
        }
    }

    /**
     * Returns the value.
     *
     * @param what names the argument
     * @throws IllegalArgumentException if it is null
     */
    public static <T> T given(String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("The " + what + " must not be null");
        }
        return value;
    }

    /** Returns whether a text has neither NUL nor unpaired surrogates, which PostgreSQL refuses or replaces. */
    public static boolean isStorable(String text) {
        return StorableText.isStorable(text);
    }

    /** Returns whether a time from now is after the last one that is stored. */
    public static boolean isNever(Instant now, Duration delay) {
        return delay.compareTo(Duration.between(now, LATEST)) > 0;
    }

    /**
     * Returns the time of a timer.
     *
     * @throws IllegalArgumentException if it is null or after the last time
     */
    public static Instant time(@Nullable Instant time) {
        if (time == null || time.isAfter(LATEST)) {
            throw new IllegalArgumentException("A timer needs a time that is not after " + LATEST + ", not " + time);
        }
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    }

    /**
     * Returns the delay of a timer, zero for a negative one.
     *
     * @throws IllegalArgumentException if it is null
     */
    public static Duration delay(@Nullable Duration delay) {
        if (delay == null) {
            throw new IllegalArgumentException("A timer needs a delay, not null");
        }
        return delay.isNegative() ? Duration.ZERO : delay;
    }
}
