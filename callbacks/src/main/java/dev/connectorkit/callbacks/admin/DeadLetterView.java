package dev.connectorkit.callbacks.admin;

import java.time.Instant;

/**
 * A delivery that was given up, or held back while its subscription was paused.
 *
 * @param id the id of the delivery
 * @param event the name of the event, or the group of a one-time subscription
 * @param host the host and port of the callback URL
 * @param attempts the number of attempts that counted
 * @param reason the reason, in a sentence for people
 */
public record DeadLetterView(
        String id,
        String eventId,
        String subscriptionId,
        String event,
        String host,
        int attempts,
        Instant publishedAt,
        String reason,
        Instant diedAt) {}
