package dev.connectorkit.callbacks.delivery;

import java.time.Instant;

/**
 * Listener for the outcomes of attempts, called after the outcome was stored. Methods are called on internal threads, possibly
 * concurrently, and must return quickly. An exception is logged and otherwise ignored. An outcome that was stored just before a
 * crash may not be reported.
 */
public interface DeliveryListener {

    /** Called when the receiver has accepted a delivery. */
    default void delivered(DeliveryAttempt attempt) {}

    /**
     * Called when an attempt has failed and will be retried.
     *
     * @param retryAt the earliest time of the next attempt
     */
    default void retrying(DeliveryAttempt attempt, Instant retryAt) {}

    /**
     * Called when a delivery has become a dead letter.
     *
     * @param reason the reason, in a sentence for people
     */
    default void deadLettered(DeliveryAttempt attempt, String reason) {}

    /**
     * Called when a response has ended or paused the subscription; its waiting deliveries have become dead letters.
     *
     * @param reason the reason, in a sentence for people
     */
    default void subscriptionStopped(DeliveryAttempt attempt, String reason) {}
}
