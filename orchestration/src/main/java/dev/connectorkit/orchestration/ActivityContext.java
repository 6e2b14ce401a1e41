package dev.connectorkit.orchestration;

/** The call that an activity serves. Thread-safe. */
public interface ActivityContext {

    /** Returns the instance that called. */
    String instanceId();

    /** Returns the name under which the activity was called. */
    String name();

    /**
     * Returns a key for services that accept an idempotency key: the same for every attempt, restart and rewind of this call, and
     * different from that of any other call.
     */
    String taskKey();

    /**
     * Reports progress; only needed if the call has a {@linkplain TaskOptions#heartbeatTimeout() heartbeat timeout}.
     *
     * @throws ActivityCanceledException if the call has timed out or the engine is closing: the result would be discarded
     */
    void heartbeat();
}
