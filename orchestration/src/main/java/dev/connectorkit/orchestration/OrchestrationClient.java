package dev.connectorkit.orchestration;

import dev.connectorkit.orchestration.history.HistoryEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Starts, watches and steers instances. What it returns from is stored: an instance that was started will run, an event that was
 * raised will arrive, whatever crashes. Payloads are anything Jackson writes, or {@link RawJson}. Thread-safe.
 */
public interface OrchestrationClient {

    /**
     * Starts an instance.
     *
     * @return its id
     * @throws InstanceStateException if there is an unfinished instance of this id
     * @throws IllegalArgumentException if orchestrations are registered here and this is none of them
     * @throws NotJsonException if the input is {@link RawJson}, and not JSON
     * @throws PayloadException if the input cannot be written as JSON
     */
    String start(String name, @Nullable Object input, StartOptions options);

    /** Starts an instance now under a new id. */
    default String start(String name, @Nullable Object input) {
        return start(name, input, StartOptions.NONE);
    }

    /** Where an instance stands; empty if it is not known. */
    Optional<OrchestrationStatus> status(String instanceId);

    /**
     * Waits until an instance has begun.
     *
     * @throws InstanceNotFoundException if it is not known
     * @throws TimeoutException if that takes longer
     */
    OrchestrationStatus waitForStart(String instanceId, Duration timeout) throws TimeoutException;

    /**
     * Waits until an instance has finished.
     *
     * @throws InstanceNotFoundException if it is not known
     * @throws TimeoutException if that takes longer
     */
    OrchestrationStatus waitForCompletion(String instanceId, Duration timeout) throws TimeoutException;

    /**
     * The value of a payload in a status.
     *
     * @param json as in {@link OrchestrationStatus#output()}
     * @throws PayloadException if it does not fit the type
     */
    <T extends @Nullable Object> T read(@Nullable String json, TypeRef<T> type);

    /** As {@link #read(String, TypeRef)}. */
    default <T extends @Nullable Object> T read(@Nullable String json, Class<T> type) {
        return read(json, TypeRef.of(type));
    }

    /**
     * Raises an event at an instance.
     *
     * @throws InstanceNotFoundException if it is not known
     * @throws InstanceStateException if it has finished
     * @throws NotJsonException if the payload is {@link RawJson}, and not JSON
     * @throws PayloadException if the payload cannot be written as JSON
     */
    void raiseEvent(String instanceId, String eventName, @Nullable Object payload);

    /** As {@link #raiseEvent(String, String, Object)}, without payload. */
    default void raiseEvent(String instanceId, String eventName) {
        raiseEvent(instanceId, eventName, null);
    }

    /**
     * Ends an instance from outside.
     *
     * @param recursive whether its sub-orchestrations end too
     * @throws InstanceNotFoundException if it is not known
     * @throws InstanceStateException if it has finished
     */
    void terminate(String instanceId, @Nullable String reason, boolean recursive);

    /** Ends an instance and its sub-orchestrations from outside. */
    default void terminate(String instanceId, @Nullable String reason) {
        terminate(instanceId, reason, true);
    }

    /**
     * Stops an instance for a while; what comes is kept.
     *
     * @throws InstanceNotFoundException if it is not known
     * @throws InstanceStateException if it has finished
     */
    void suspend(String instanceId, @Nullable String reason);

    /**
     * Lets a suspended instance go on.
     *
     * @throws InstanceNotFoundException if it is not known
     * @throws InstanceStateException if it has finished
     */
    void resume(String instanceId, @Nullable String reason);

    /**
     * Sets a failed instance back to before its failure: failed activities run again, failed sub-orchestrations are rewound.
     *
     * @throws InstanceNotFoundException if it is not known
     * @throws InstanceStateException if it has not failed
     */
    void rewind(String instanceId, @Nullable String reason);

    /**
     * Starts an orchestration again with the input of this instance.
     *
     * @param newId under a new id, or under the same, for which it must have finished
     * @return the id
     * @throws InstanceNotFoundException if it is not known
     * @throws InstanceStateException if it has not finished and the id is to be the same
     */
    String restart(String instanceId, boolean newId);

    /**
     * Removes an instance with its history.
     *
     * @return whether there was one
     * @throws InstanceStateException if it has not finished
     */
    boolean purge(String instanceId);

    /**
     * Removes finished instances with their histories; unfinished ones stay whatever the filter says.
     *
     * @param filter which; its limit and token are of no meaning
     * @return how many
     */
    int purge(InstanceQuery filter);

    /** One page of instances. */
    InstancePage query(InstanceQuery query);

    /**
     * The history of an instance; empty while it is pending, and of the newest run only.
     *
     * @throws InstanceNotFoundException if it is not known
     */
    List<HistoryEvent> history(String instanceId);
}
