package dev.connectorkit.callbacks.admin;

import java.time.Instant;

/**
 * An attempt at a delivery.
 *
 * @param at the time when it began
 * @param millis its duration
 * @param status the HTTP status of the response, 0 if absent
 * @param outcome the outcome in a few words, without content of the response
 */
public record AttemptView(Instant at, long millis, int status, String outcome) {}
