package dev.connectorkit.orchestration;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Starts, queries and manages instances. A method returns when its effect is stored: a started instance will run and a raised
 * event will arrive after any crash. Payloads are values that Jackson writes, or {@link RawJson}. A timeout of null, a negative
 * one and one of {@link Long#MAX_VALUE} seconds wait without limit. Thread-safe.
 */
public interface OrchestrationClient {

    /**
     * Starts an instance.
     *
     * @return its id
     * @throws InstanceStateException if the id is taken and {@link StartOptions#idReuse()} refuses it
     * @throws IllegalArgumentException if the runtime has registered orchestrations, and not this one
     * @throws NotJsonException if the input is an invalid {@link RawJson}
     * @throws PayloadException if the input cannot be written as JSON
     */
    String start(String name, @Nullable Object input, StartOptions options);

    /** Starts an instance now under a new id. */
    default String start(String name, @Nullable Object input) {
        return start(name, input, StartOptions.NONE);
    }

    /** Returns the status of an instance, empty if it is unknown. A suspension is visible once it was requested. */
    Optional<OrchestrationStatus> status(String instanceId);

    /**
     * Waits until the first turn of an instance has run.
     *
     * @throws InstanceNotFoundException if it is unknown, or was replaced while waiting
     * @throws TimeoutException if the timeout elapses first, or the thread is interrupted, which it stays
     */
    OrchestrationStatus waitForStart(String instanceId, @Nullable Duration timeout) throws TimeoutException;

    /**
     * Waits until an instance has finished. Waits for the instance that has this id now, over continue-as-new, and not for one
     * that replaces it.
     *
     * @throws InstanceNotFoundException if it is unknown, or was replaced or purged while waiting
     * @throws TimeoutException if the timeout elapses first, or the thread is interrupted, which it stays
     */
    OrchestrationStatus waitForCompletion(String instanceId, @Nullable Duration timeout) throws TimeoutException;

    /**
     * Returns the value of a payload of a status.
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
     * @throws InstanceNotFoundException if it is unknown
     * @throws InstanceStateException if it has finished
     * @throws IllegalArgumentException if the name is null or empty
     * @throws NotJsonException if the payload is an invalid {@link RawJson}
     * @throws PayloadException if the payload cannot be written as JSON
     */
    void raiseEvent(String instanceId, String eventName, @Nullable Object payload, EventOptions options);

    /** As {@link #raiseEvent(String, String, Object, EventOptions)}, without an idempotency key. */
    default void raiseEvent(String instanceId, String eventName, @Nullable Object payload) {
        raiseEvent(instanceId, eventName, payload, EventOptions.NONE);
    }

    /** As {@link #raiseEvent(String, String, Object)}, without payload. */
    default void raiseEvent(String instanceId, String eventName) {
        raiseEvent(instanceId, eventName, null);
    }

    /**
     * Requests the termination of an instance. Its status is {@code Terminated} after its next turn, for which
     * {@link #waitForCompletion} waits, unless it completes first with an event that was raised before.
     *
     * @param recursive true to terminate its sub-orchestrations too
     * @throws InstanceNotFoundException if it is unknown
     * @throws InstanceStateException if it has finished
     */
    void terminate(String instanceId, @Nullable String reason, boolean recursive);

    /** Terminates an instance and its sub-orchestrations. */
    default void terminate(String instanceId, @Nullable String reason) {
        terminate(instanceId, reason, true);
    }

    /**
     * Suspends an instance; messages are kept until it is resumed.
     *
     * @throws InstanceNotFoundException if it is unknown
     * @throws InstanceStateException if it has finished
     */
    void suspend(String instanceId, @Nullable String reason);

    /**
     * Resumes a suspended instance.
     *
     * @throws InstanceNotFoundException if it is unknown
     * @throws InstanceStateException if it has finished
     */
    void resume(String instanceId, @Nullable String reason);

    /**
     * Rewinds a failed instance: every failed activity runs again and every failed sub-orchestration is rewound; other results
     * are kept.
     *
     * @throws InstanceNotFoundException if it is unknown
     * @throws InstanceStateException if it has not failed
     */
    void rewind(String instanceId, @Nullable String reason);

    /**
     * Starts an orchestration again with the input, the version and the tags of an instance.
     *
     * @param newId true for a new id, false for the same, for which the instance must have finished
     * @return the id
     * @throws InstanceNotFoundException if the instance is unknown
     * @throws InstanceStateException if it has not finished and the id is to be the same
     */
    String restart(String instanceId, boolean newId);

    /**
     * Deletes a finished instance with its history.
     *
     * @param recursive true to delete its finished sub-orchestrations too, with theirs
     * @return the number of deleted instances, 0 if the instance is unknown
     * @throws InstanceStateException if it has not finished
     */
    int purge(String instanceId, boolean recursive);

    /**
     * Deletes a finished instance with its history.
     *
     * @return whether the instance was known
     * @throws InstanceStateException if it has not finished
     */
    default boolean purge(String instanceId) {
        return purge(instanceId, false) > 0;
    }

    /**
     * Deletes the finished instances among those that match, with their histories.
     *
     * @param filter the condition; its limit and token are ignored
     * @param recursive true to delete their finished sub-orchestrations too
     * @return the number of deleted instances
     */
    int purge(InstanceQuery filter, boolean recursive);

    /** As {@link #purge(InstanceQuery, boolean)}, without sub-orchestrations. */
    default int purge(InstanceQuery filter) {
        return purge(filter, false);
    }

    /** Returns one page of instances, each with the status after its last turn. */
    InstancePage query(InstanceQuery query);

    /**
     * Returns the history of the newest run of an instance; empty while it is pending.
     *
     * @throws InstanceNotFoundException if it is unknown
     */
    List<HistoryEvent> history(String instanceId);

    /**
     * Returns a client that starts instances and raises events in a transaction of the caller: they exist once the caller
     * commits and never if the caller rolls back. The connection must be to the database of this runtime, and have auto-commit
     * off. Keep such transactions short; with SQLite they hold up every other write, and should begin immediate
     * ({@code transaction_mode=IMMEDIATE}) if they read first.
     *
     * <p>Methods of the result throw an {@link IllegalStateException} if auto-commit is on, and an exception that names both
     * databases if the connection is to another one.
     *
     * @param connection stays open; the result must be used on the thread that uses the connection, before the commit
     */
    TransactionalClient in(Connection connection);
}
