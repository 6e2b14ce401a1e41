package dev.connectorkit.orchestration;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When a failed activity or sub-orchestration is tried again. The waits between the attempts are durable timers. Immutable; a
 * predicate must be deterministic, as it is asked again in every replay.
 */
public final class RetryPolicy {

    private final int maxAttempts;
    private final Duration firstRetryInterval;
    private final double backoffCoefficient;
    private final Duration maxRetryInterval;
    private final @Nullable Duration retryTimeout;
    private final Predicate<FailureDetails> predicate;

    /**
     * Attempts at a fixed interval.
     *
     * @param maxAttempts how often in all, from 1
     * @param firstRetryInterval the wait before the second attempt, above zero
     */
    public RetryPolicy(int maxAttempts, Duration firstRetryInterval) {
        this(maxAttempts, firstRetryInterval, 1.0, Duration.ofDays(365), null, failure -> true);
    }

    private RetryPolicy(
            int maxAttempts,
            Duration firstRetryInterval,
            double backoffCoefficient,
            Duration maxRetryInterval,
            @Nullable Duration retryTimeout,
            Predicate<FailureDetails> predicate) {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("There must be at least one attempt, not " + maxAttempts);
        }
        if (firstRetryInterval.isNegative() || firstRetryInterval.isZero()) {
            throw new IllegalArgumentException("The first interval must be above zero, not " + firstRetryInterval);
        }
        if (!(backoffCoefficient >= 1.0)) {
            throw new IllegalArgumentException("The backoff must be 1 or more, not " + backoffCoefficient);
        }
        if (maxRetryInterval.compareTo(firstRetryInterval) < 0) {
            throw new IllegalArgumentException("The longest interval must not be below the first: " + maxRetryInterval);
        }
        this.maxAttempts = maxAttempts;
        this.firstRetryInterval = firstRetryInterval;
        this.backoffCoefficient = backoffCoefficient;
        this.maxRetryInterval = maxRetryInterval;
        this.retryTimeout = retryTimeout;
        this.predicate = predicate;
    }

    /** Each wait is this many times the one before; 1 by default. */
    public RetryPolicy withBackoffCoefficient(double coefficient) {
        return new RetryPolicy(maxAttempts, firstRetryInterval, coefficient, maxRetryInterval, retryTimeout, predicate);
    }

    /** No wait is longer than this. */
    public RetryPolicy withMaxRetryInterval(Duration interval) {
        return new RetryPolicy(maxAttempts, firstRetryInterval, backoffCoefficient, interval, retryTimeout, predicate);
    }

    /** No attempt begins later than this after the first. */
    public RetryPolicy withRetryTimeout(Duration timeout) {
        return new RetryPolicy(
                maxAttempts, firstRetryInterval, backoffCoefficient, maxRetryInterval, timeout, predicate);
    }

    /** Only failures of this kind are tried again; those marked as not retriable never are. */
    public RetryPolicy retryIf(Predicate<FailureDetails> failures) {
        return new RetryPolicy(
                maxAttempts, firstRetryInterval, backoffCoefficient, maxRetryInterval, retryTimeout, failures);
    }

    /**
     * The wait before the next attempt, or null if there is none.
     *
     * @param attempt how many attempts have failed, from 1
     * @param elapsed the time since the first began
     */
    public @Nullable Duration nextDelay(int attempt, Duration elapsed, FailureDetails failure) {
        if (attempt >= maxAttempts || failure.nonRetriable() || !predicate.test(failure)) {
            return null;
        }
        double millis = (double) firstRetryInterval.toMillis() * Math.pow(backoffCoefficient, attempt - 1);
        Duration delay = Duration.ofMillis((long) Math.min(millis, (double) maxRetryInterval.toMillis()));
        return retryTimeout != null && elapsed.plus(delay).compareTo(retryTimeout) > 0 ? null : delay;
    }
}
