package dev.connectorkit.callbacks.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that has not arrived yet.
 *
 * @param id the id, sent to the receiver as {@code webhook-id}
 * @param event the name of the event, or the group of a one-time subscription
 * @param host the host and port of the callback URL
 * @param attempts the number of attempts that counted
 * @param dueAt the time of the next attempt, null while the delivery waits for its predecessor
 * @param underWay whether an attempt is in progress
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
        String id,
        String eventId,
        String subscriptionId,
        String event,
        String host,
        int attempts,
        Instant publishedAt,
        @Nullable Instant dueAt,
        boolean underWay) {}
