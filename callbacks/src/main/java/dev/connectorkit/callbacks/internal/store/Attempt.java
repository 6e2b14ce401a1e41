package dev.connectorkit.callbacks.internal.store;

import java.time.Instant;

/**
 * A finished attempt at a delivery.
 *
 * @param at the time when it began
 * @param millis its duration
 * @param status the HTTP status, 0 if there was no response
 * @param outcome the outcome in a few words, without anything of the response's body
 * @param answer the state of the receiver that it shows
 * @param decision the decision about the delivery
 */
public record Attempt(
        Delivery delivery,
        Instant at,
        long millis,
        int status,
        String outcome,
        Answer answer,
        DeliveryDecision decision) {

    /** States of a receiver, for the circuit breaker of its subscription. */
    public enum Answer {
        /** It works, also if it refuses the delivery. */
        WORKING,
        /** It fails: 5xx, no response in time, or a broken connection. */
        FAILING,
        /** Nothing is known of it, as it was not reached. */
        UNKNOWN
    }
}
