package dev.connectorkit.callbacks.internal.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to be stored.
 *
 * @param event the name of the event
 * @param key its identity, created by {@link SubscriptionKeys#clientKey}
 * @param push whether it is a legacy push trigger
 * @param label names it to an operator; a push trigger's id, else empty
 * @param host and port of the callback URL
 * @param url the callback URL, unchanged
 * @param filter as JSON
 * @param matchKey the one key of payloads it wants, empty for all
 * @param expiresAt when it ends by itself, null for never
 */
public record NewSubscription(
        String event,
        String key,
        boolean push,
        String label,
        String host,
        String url,
        String filter,
        String matchKey,
        @Nullable Instant expiresAt) {}
