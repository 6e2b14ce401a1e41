package dev.connectorkit.callbacks.internal.store;

import java.time.Duration;
import java.time.Instant;

/** Decision about a delivery after an attempt; its text is for people. */
public sealed interface DeliveryDecision {

    /** The receiver has accepted it. */
    record Delivered() implements DeliveryDecision {

        @Override
        public String toString() {
            return "delivered";
        }
    }

    /**
     * It is retried.
     *
     * @param at the earliest time
     * @param counts whether the attempt counts
     * @param rejected whether the content was rejected, so that the next rejection is final
     */
    record Retry(Instant at, boolean counts, boolean rejected) implements DeliveryDecision {

        @Override
        public String toString() {
            return "retrying at " + at;
        }
    }

    /**
     * It is retried slowly, and enough of these in a row end the subscription.
     *
     * @param at the earliest time
     * @param limit the number in a row that ends the subscription
     * @param spacedBy the time since the previous one that makes it count
     * @param reason the reason, in a sentence for people
     */
    record Refused(Instant at, int limit, Duration spacedBy, String reason) implements DeliveryDecision {

        @Override
        public String toString() {
            return "retrying at " + at;
        }
    }

    /** It becomes a dead letter. */
    record DeadLetter(String reason) implements DeliveryDecision {

        @Override
        public String toString() {
            return "given up: " + reason;
        }
    }

    /** The subscription ends, and its deliveries become dead letters. */
    record EndSubscription(String reason) implements DeliveryDecision {

        @Override
        public String toString() {
            return "the subscription ends: " + reason;
        }
    }

    /** The subscription pauses, and its deliveries become dead letters. */
    record PauseSubscription(String reason) implements DeliveryDecision {

        @Override
        public String toString() {
            return "the subscription pauses: " + reason;
        }
    }
}
