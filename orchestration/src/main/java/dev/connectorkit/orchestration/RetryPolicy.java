package dev.connectorkit.orchestration;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The attempts and delays of a call that fails. The delays are durable timers. Immutable; a predicate must be deterministic, as
 * it runs again in every replay.
 */
public final class RetryPolicy {

    private static final Duration LONGEST = Duration.ofDays(365_000);

    private final int maxAttempts;
    private final Duration firstRetryInterval;
    private final double backoffCoefficient;
    private final Duration maxRetryInterval;
    private final @Nullable Duration retryTimeout;
    private final Predicate<FailureDetails> predicate;

    /**
     * Creates a policy with a fixed interval.
     *
     * @param maxAttempts the number of attempts in all, from 1
     * @param firstRetryInterval the delay before the second attempt, above zero
     */
    public RetryPolicy(int maxAttempts, Duration firstRetryInterval) {
        this(maxAttempts, firstRetryInterval, 1.0, null, null, failure -> true);
    }

    private RetryPolicy(
            int maxAttempts,
            Duration firstRetryInterval,
            double backoffCoefficient,
            @Nullable Duration maxRetryInterval,
            @Nullable Duration retryTimeout,
            Predicate<FailureDetails> predicate) {
        if (firstRetryInterval == null || predicate == null) {
            throw new IllegalArgumentException(
                    (predicate == null ? "The predicate of retryIf" : "firstRetryInterval") + " must not be null");
        }
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, not " + maxAttempts);
        }
        if (firstRetryInterval.isNegative() || firstRetryInterval.isZero()) {
            throw new IllegalArgumentException("firstRetryInterval must be above zero, not " + firstRetryInterval);
        }
        if (!(backoffCoefficient >= 1.0)) {
            throw new IllegalArgumentException("backoffCoefficient must be 1 or more, not " + backoffCoefficient);
        }
        if (maxRetryInterval != null && maxRetryInterval.compareTo(firstRetryInterval) < 0) {
            throw new IllegalArgumentException("maxRetryInterval must not be below firstRetryInterval ("
                    + firstRetryInterval + "), but is " + maxRetryInterval);
        }
        if (retryTimeout != null && retryTimeout.isNegative()) {
            throw new IllegalArgumentException("retryTimeout must not be negative, but is " + retryTimeout);
        }
        this.maxAttempts = maxAttempts;
        this.firstRetryInterval = firstRetryInterval.compareTo(LONGEST) > 0 ? LONGEST : firstRetryInterval;
        this.backoffCoefficient = backoffCoefficient;
        this.maxRetryInterval =
                maxRetryInterval == null || maxRetryInterval.compareTo(LONGEST) > 0 ? LONGEST : maxRetryInterval;
        this.retryTimeout = retryTimeout;
        this.predicate = predicate;
    }

    /** Returns this policy with a factor by which each delay grows; 1 by default. */
    public RetryPolicy withBackoffCoefficient(double coefficient) {
        return new RetryPolicy(maxAttempts, firstRetryInterval, coefficient, maxRetryInterval, retryTimeout, predicate);
    }

    /** Returns this policy with a longest delay; null for no limit. */
    public RetryPolicy withMaxRetryInterval(@Nullable Duration interval) {
        return new RetryPolicy(maxAttempts, firstRetryInterval, backoffCoefficient, interval, retryTimeout, predicate);
    }

    /** Returns this policy with a time after the first attempt beyond which no attempt begins; null for no limit. */
    public RetryPolicy withRetryTimeout(@Nullable Duration timeout) {
        return new RetryPolicy(
                maxAttempts, firstRetryInterval, backoffCoefficient, maxRetryInterval, timeout, predicate);
    }

    /** Returns this policy for failures that match only; non-retriable failures are never retried. */
    public RetryPolicy retryIf(Predicate<FailureDetails> failures) {
        return new RetryPolicy(
                maxAttempts, firstRetryInterval, backoffCoefficient, maxRetryInterval, retryTimeout, failures);
    }

    /**
     * Returns the delay before the next attempt, or null if there is no next attempt.
     *
     * @param attempt the number of attempts that have failed, from 1
     * @param elapsed the time since the first attempt was requested
     */
    public @Nullable Duration nextDelay(int attempt, Duration elapsed, FailureDetails failure) {
        if (attempt >= maxAttempts || failure.nonRetriable() || !predicate.test(failure)) {
            return null;
        }
        double longest = (double) maxRetryInterval.toMillis();
        double millis = (double) firstRetryInterval.toMillis() * Math.pow(backoffCoefficient, attempt - 1);
        Duration delay = Duration.ofMillis((long) Math.min(millis, longest));
        return retryTimeout != null && retryTimeout.minus(delay).compareTo(elapsed) < 0 ? null : delay;
    }
}
