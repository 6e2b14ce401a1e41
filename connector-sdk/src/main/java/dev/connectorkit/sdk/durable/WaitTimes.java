package dev.connectorkit.sdk.durable;

import dev.connectorkit.http.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The time that a request waits; it must set both the timeout and the polling interval. */
final class WaitTimes {

    private static final double LONGEST = 3600;

    private WaitTimes() {}

    /**
     * Returns the timeout; empty to answer at once. The polling interval is validated but otherwise ignored: the answer comes when the
     * instance ends.
     *
     * @throws ProblemException with 400 for invalid times
     */
    static Optional<Duration> of(@Nullable Double timeout, @Nullable Double interval) {
        if (timeout == null || interval == null) {
            return Optional.empty();
        }
        check("timeout", timeout);
        check("pollingInterval", interval);
        if (interval > timeout) {
            throw ProblemException.badRequest("pollingInterval", "no longer than timeout");
        }
        return Optional.of(Duration.ofMillis(Math.round(timeout * 1000)));
    }

    private static void check(String name, double seconds) {
        if (!(seconds >= 0 && seconds <= LONGEST)) {
            throw ProblemException.badRequest(name, "seconds, from 0 to 3600");
        }
    }
}
