package dev.connectorkit.orchestration;

import java.time.Duration;

/**
 * The instance of an event, for {@link OrchestrationListener}s. Contains nothing of its input and output.
 *
 * @param instanceId the id of the instance
 * @param name the name of the orchestration
 * @param age the time since the instance was created; at its end, its duration
 */
public record InstanceEvent(String instanceId, String name, Duration age) {}
