package dev.connectorkit.orchestration;

/**
 * Listener for the starts and ends of instances, sub-orchestrations included. It is called after the change was stored, by the engine that
 * stored it, on internal threads, possibly concurrently, and must return quickly. An exception is logged and otherwise ignored. A change that
 * was stored just before a crash may not be reported.
 */
public interface OrchestrationListener {

    /** Called when the first turn of an instance has been stored. */
    default void started(InstanceEvent instance) {}

    /** Called when an instance has completed. */
    default void completed(InstanceEvent instance) {}

    /** Called when an instance has failed; after a rewind it may fail again. */
    default void failed(InstanceEvent instance, FailureDetails failure) {}

    /** Called when a client has terminated an instance. */
    default void terminated(InstanceEvent instance) {}
}
