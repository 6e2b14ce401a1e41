package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.OrchestrationStatus;

/**
 * The status of an instance, with its identity among those that had the same id.
 *
 * @param origin the execution of its first run
 * @param status the status
 */
public record Snapshot(String origin, OrchestrationStatus status) {}
