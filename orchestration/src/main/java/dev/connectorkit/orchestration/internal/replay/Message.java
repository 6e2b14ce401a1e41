package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.history.HistoryEvent;
import org.jspecify.annotations.Nullable;

/**
 * Something for an instance.
 *
 * @param instanceId the instance
 * @param execution the run it is for, null for whichever is there
 * @param event what happened, with its time
 */
public record Message(String instanceId, @Nullable String execution, HistoryEvent event) {}
