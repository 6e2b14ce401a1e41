package dev.connectorkit.orchestration.internal.store;

import java.util.List;

/**
 * The effects of a stored turn on others.
 *
 * @param sent messages that were appended to inboxes
 * @param started instances that were added
 */
public record TurnWritten(List<StoredMessage> sent, List<NewInstance> started) {}
