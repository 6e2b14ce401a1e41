package dev.connectorkit.callbacks.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * An attempt at a delivery, for {@link DeliveryListener}s. Contains no callback URL and nothing of the response's body.
 *
 * @param deliveryId the id of the delivery, sent as {@code webhook-id}
 * @param eventId the id of the event, common to the deliveries of all subscriptions
 * @param event the name of the event, or the group of a one-time callback
 * @param subscriptionId the id of the subscription
 * @param host the host and port of the callback URL
 * @param number the number of this attempt, from 1
 * @param startedAt the time when it started
 * @param duration the time it took
 * @param status the HTTP status of the response, 0 if absent
 * @param outcome the outcome in a few words
 */
public record DeliveryAttempt(
        String deliveryId,
        String eventId,
        String event,
        String subscriptionId,
        String host,
        int number,
        Instant startedAt,
        Duration duration,
        int status,
        String outcome) {}
