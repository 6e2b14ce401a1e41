package dev.connectorkit.orchestration;

/**
 * What an activity knows about its call.
 *
 * @param instanceId the orchestration that called it
 * @param name the name it was called by
 * @param taskKey the same for every run of this call and for no other call: for services that take an idempotency key
 */
public record ActivityContext(String instanceId, String name, String taskKey) {}
