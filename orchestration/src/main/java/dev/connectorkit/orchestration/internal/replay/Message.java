package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.HistoryEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to an instance.
 *
 * @param instanceId the instance
 * @param execution the run that it is for, null for any
 * @param event the event, with the time of its arrival
 */
public record Message(String instanceId, @Nullable String execution, HistoryEvent event) {}
