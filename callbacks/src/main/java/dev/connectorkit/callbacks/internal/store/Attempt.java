package dev.connectorkit.callbacks.internal.store;

import java.time.Instant;

/**
 * An attempt at a delivery, and what it led to.
 *
 * @param delivery which
 * @param at when it began
 * @param millis how long it took
 * @param status of the answer, 0 if there was none
 * @param outcome in a few words, without anything of the answer's body
 * @param decision what becomes of the delivery
 */
public record Attempt(
        Delivery delivery, Instant at, long millis, int status, String outcome, DeliveryDecision decision) {}
