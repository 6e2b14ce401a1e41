package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.HistoryEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event that a client raises.
 *
 * @param instanceId the instance
 * @param event the event
 * @param key its idempotency key, null for none
 */
public record NewEvent(
        String instanceId, HistoryEvent event, @Nullable String key) {}
