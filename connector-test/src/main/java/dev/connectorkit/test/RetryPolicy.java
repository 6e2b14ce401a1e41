package dev.connectorkit.test;

import java.time.Duration;

/**
 * Policy by which an engine repeats requests without an answer, or with 408, 429 or 5xx. {@code Retry-After} of the answer takes the
 * place of the policy's wait. Immutable.
 */
public final class RetryPolicy {

    private static final int MOST = 90;
    private static final Duration SCALE = Duration.ofMillis(7500);

    private final int retries;
    private final Duration interval;
    private final Duration shortest;
    private final Duration longest;
    private final boolean growing;

    private RetryPolicy(int retries, Duration interval, Duration shortest, Duration longest, boolean growing) {
        if (retries < 0 || retries > MOST) {
            throw new IllegalArgumentException("retries must be from 0 to " + MOST + ", but is " + retries);
        }
        if (interval.isNegative() || shortest.isNegative() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException(
                    "The waits must not be negative, and the shortest must not exceed the longest");
        }
        this.retries = retries;
        this.interval = interval;
        this.shortest = shortest;
        this.longest = longest;
        this.growing = growing;
    }

    /** Returns a policy without retries. */
    public static RetryPolicy none() {
        return fixed(0, Duration.ZERO);
    }

    /**
     * Returns a policy with equal waits.
     *
     * @param retries the most retries, from 0 to 90
     */
    public static RetryPolicy fixed(int retries, Duration interval) {
        return new RetryPolicy(retries, interval, interval, interval, false);
    }

    /** Returns the default of Logic Apps: four retries after 7.5, 15, 30 and 45 s. */
    public static RetryPolicy exponential() {
        return exponential(4, SCALE, Duration.ofSeconds(5), Duration.ofSeconds(45));
    }

    /**
     * Returns a policy with waits that double. Engines vary the waits at random; these are exact, for tests to count on.
     *
     * @param retries the most retries, from 0 to 90
     * @param interval the first wait
     */
    public static RetryPolicy exponential(int retries, Duration interval, Duration shortest, Duration longest) {
        return new RetryPolicy(retries, interval, shortest, longest, true);
    }

    boolean allows(int failedAttempts) {
        return failedAttempts <= retries;
    }

    /** Returns the wait after this many failed attempts, from 1. */
    Duration waitAfter(int failedAttempts) {
        Duration wait = interval;
        for (int i = 1; growing && i < failedAttempts && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(shortest) < 0 ? shortest : wait.compareTo(longest) > 0 ? longest : wait;
    }
}
