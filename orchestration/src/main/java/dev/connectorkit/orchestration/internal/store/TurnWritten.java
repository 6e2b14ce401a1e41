package dev.connectorkit.orchestration.internal.store;

import java.util.List;

/**
 * What a stored turn has caused.
 *
 * @param sent messages that are in inboxes now
 * @param started instances that were added
 */
public record TurnWritten(List<StoredMessage> sent, List<NewInstance> started) {}
