package dev.connectorkit.orchestration;

import java.time.Duration;

/**
 * A failed attempt, as seen by a {@link RetryHandler}.
 *
 * @param lastAttemptNumber the number of attempts that have failed, from 1
 * @param lastFailure the failure
 * @param totalRetryTime the time since the first attempt was requested
 */
public record RetryContext(int lastAttemptNumber, FailureDetails lastFailure, Duration totalRetryTime) {

    /** Returns {@link #lastAttemptNumber()}, under the name of Durable Functions for Java. */
    public int getLastAttemptNumber() {
        return lastAttemptNumber;
    }

    /** Returns {@link #lastFailure()}, under the name of Durable Functions for Java. */
    public FailureDetails getLastFailure() {
        return lastFailure;
    }

    /** Returns {@link #totalRetryTime()}, under the name of Durable Functions for Java. */
    public Duration getTotalRetryTime() {
        return totalRetryTime;
    }
}
