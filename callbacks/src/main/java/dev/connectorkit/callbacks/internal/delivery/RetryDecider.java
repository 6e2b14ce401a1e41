package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.callbacks.internal.delivery.AttemptResult.Failure;
import dev.connectorkit.callbacks.internal.store.Delivery;
import dev.connectorkit.callbacks.internal.store.DeliveryDecision;
import dev.connectorkit.guard.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** Decides about a delivery after an attempt, by the table of {@link DeliveryPolicy}. */
final class RetryDecider {

    private static final double JITTER = 0.2;
    private static final Duration LONGEST_ASKED = Duration.ofHours(24);
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 404);
    private static final Set<Integer> PASSING = Set.of(408, 425);
    private static final Set<Integer> OVERLOAD = Set.of(TOO_MANY, 502, 504);

    private final DeliveryPolicy policy;
    private final DoubleSupplier random;

    /**
     * Creates a decider for this policy.
     *
     * @param random supplies numbers from 0 to 1
     */
    RetryDecider(DeliveryPolicy policy, DoubleSupplier random) {
        this.policy = policy;
        this.random = random;
    }

    DeliveryDecision of(Delivery delivery, AttemptResult answer, Instant now) {
        int status = answer.status();
        if (answer.isSuccess()) {
            return new DeliveryDecision.Delivered();
        }
        if (status == GONE) {
            return new DeliveryDecision.EndSubscription("the receiver answered 410");
        }
        if (answer.failure() == Failure.FORBIDDEN) {
            return new DeliveryDecision.PauseSubscription(answer.detail());
        }
        boolean rejected = status >= 400
                && status < 500
                && status != TOO_MANY
                && !REFUSALS.contains(status)
                && !PASSING.contains(status);
        if (rejected && delivery.rejected()) {
            return new DeliveryDecision.DeadLetter("the receiver answered " + answer.outcome() + " twice");
        }
        boolean counts = status != TOO_MANY;
        if (counts && delivery.attempts() >= policy.schedule().size()) {
            return new DeliveryDecision.DeadLetter(
                    "attempt " + (delivery.attempts() + 1) + " was the last: " + answer.outcome());
        }
        Instant at = now.plus(jittered(wait(delivery, answer, now)));
        if (at.isAfter(delivery.queuedAt().plus(policy.maxAge()))) {
            return new DeliveryDecision.DeadLetter(
                    "it would be older than " + policy.maxAge() + ": " + answer.outcome());
        }
        if (REFUSALS.contains(status)) {
            return new DeliveryDecision.Refused(
                    at,
                    policy.maxRefusals(),
                    policy.refusalDelay(),
                    "the receiver refused it " + policy.maxRefusals() + " times in a row, the last time with "
                            + status);
        }
        return new DeliveryDecision.Retry(at, counts, rejected);
    }

    private Duration wait(Delivery delivery, AttemptResult answer, Instant now) {
        int last = policy.schedule().size() - 1;
        Duration scheduled = policy.schedule().get(Math.min(delivery.attempts(), last));
        boolean mayAsk = answer.status() == TOO_MANY || answer.status() >= 500;
        Optional<Duration> asked = mayAsk ? RetryAfter.parse(answer.retryAfter(), now) : Optional.empty();
        Duration shortest = Duration.ZERO;
        if (asked.isPresent()) {
            shortest = asked.get().compareTo(LONGEST_ASKED) < 0 ? asked.get() : LONGEST_ASKED;
        } else if (REFUSALS.contains(answer.status())) {
            shortest = policy.refusalDelay();
        } else if (OVERLOAD.contains(answer.status()) || answer.failure() == Failure.TIMEOUT) {
            shortest = policy.throttleDelay();
        }
        return longer(scheduled, shortest);
    }

    private Duration jittered(Duration wait) {
        return wait.plusMillis((long) (wait.toMillis() * JITTER * random.getAsDouble()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
