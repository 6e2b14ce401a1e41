package dev.connectorkit.test;

import java.time.Duration;

/**
 * Options of the call of an action. Immutable.
 *
 * @param timeout the most time until the action has ended, as {@code limit.timeout} of an engine; a day by default
 * @param asyncPattern whether a 202 with a {@code Location} is followed; false is {@code DisableAsyncPattern} of an engine
 */
public record CallOptions(Duration timeout, boolean asyncPattern) {

    /** All defaults. */
    public static final CallOptions DEFAULT = new CallOptions(Duration.ofDays(1), true);

    /** Checks the timeout. */
    public CallOptions {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be above zero, but is " + timeout);
        }
    }

    /** Returns the options with another timeout. */
    public CallOptions withTimeout(Duration limit) {
        return new CallOptions(limit, asyncPattern);
    }

    /** Returns the options without the asynchronous pattern: a 202 ends the action. */
    public CallOptions withoutAsyncPattern() {
        return new CallOptions(timeout, false);
    }
}
