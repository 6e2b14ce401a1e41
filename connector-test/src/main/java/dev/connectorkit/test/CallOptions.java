package dev.connectorkit.test;

import java.time.Duration;

/**
 * Options of the call of an action. Immutable.
 *
 * @param timeout the most time until the action has ended, as {@code limit.timeout} of an engine; a day by default
 * @param asyncPattern whether a 202 with a {@code Location} is followed; false is {@code DisableAsyncPattern} of an engine
 * @param minimumItems the number of items of a pageable action up to which pages are fetched, as {@code minimumItemCount} of the
 *     pagination policy of an engine; 0, the default, for the first page only
 */
public record CallOptions(Duration timeout, boolean asyncPattern, int minimumItems) {

    /** All defaults. */
    public static final CallOptions DEFAULT = new CallOptions(Duration.ofDays(1), true, 0);

    /** Checks the values. */
    public CallOptions {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be above zero, but is " + timeout);
        }
        if (minimumItems < 0) {
            throw new IllegalArgumentException("minimumItems must be 0 or above, but is " + minimumItems);
        }
    }

    /** Returns the options with another timeout. */
    public CallOptions withTimeout(Duration limit) {
        return new CallOptions(limit, asyncPattern, minimumItems);
    }

    /** Returns the options without the asynchronous pattern: a 202 ends the action. */
    public CallOptions withoutAsyncPattern() {
        return new CallOptions(timeout, false, minimumItems);
    }

    /** Returns the options with pagination: pages are fetched and joined until there are at least this many items. */
    public CallOptions withMinimumItems(int items) {
        return new CallOptions(timeout, asyncPattern, items);
    }
}
