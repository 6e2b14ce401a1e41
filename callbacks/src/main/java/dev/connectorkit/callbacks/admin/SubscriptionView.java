package dev.connectorkit.callbacks.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription, without its callback URL.
 *
 * @param id the id, which authorizes nothing
 * @param event the name of the event, or the group of a one-time subscription
 * @param oneTime whether the subscription is removed after its one delivery
 * @param push whether it was created by a legacy push trigger
 * @param label the id of a push trigger, otherwise empty
 * @param host the host and port of the callback URL
 * @param filter the filter as JSON
 * @param reason the reason for the state, empty if active
 * @param refusals the number of consecutive refusals (401, 403, 404) by the receiver
 * @param expiresAt the time when it expires, null if it does not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubscriptionView(
        String id,
        String event,
        boolean oneTime,
        boolean push,
        String label,
        String host,
        @JsonRawValue String filter,
        SubscriptionState state,
        String reason,
        int refusals,
        Instant createdAt,
        @Nullable Instant expiresAt) {}
