package dev.connectorkit.sdk.action;

import java.time.Duration;

/**
 * The operation of an event, for {@link OperationListener}s. Contains nothing of its input and result, and nothing that opens its status.
 *
 * @param operationId the id of the operation
 * @param action the name of the action
 * @param age the time since the operation was accepted; at its end, its duration
 */
public record OperationEvent(String operationId, String action, Duration age) {}
