package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/**
 * Starts instances and raises events in a transaction of the caller; see {@link OrchestrationClient#in}. Not thread-safe.
 */
public interface TransactionalClient {

    /** As {@link OrchestrationClient#start(String, Object, StartOptions)}. */
    String start(String name, @Nullable Object input, StartOptions options);

    /** As {@link OrchestrationClient#start(String, Object)}. */
    default String start(String name, @Nullable Object input) {
        return start(name, input, StartOptions.NONE);
    }

    /** As {@link OrchestrationClient#raiseEvent(String, String, Object, EventOptions)}. */
    void raiseEvent(String instanceId, String eventName, @Nullable Object payload, EventOptions options);

    /** As {@link OrchestrationClient#raiseEvent(String, String, Object)}. */
    default void raiseEvent(String instanceId, String eventName, @Nullable Object payload) {
        raiseEvent(instanceId, eventName, payload, EventOptions.NONE);
    }
}
