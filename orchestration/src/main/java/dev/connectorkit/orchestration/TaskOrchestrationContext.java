package dev.connectorkit.orchestration;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The operations available to an orchestration. Every call is recorded, and answered from the history in a replay. Must be used on
 * the thread that runs the orchestration only.
 *
 * <p>Implemented by every {@link OrchestrationRuntime}; implementations provide the methods without a default. Options of null are
 * {@link TaskOptions#NONE}.
 */
public interface TaskOrchestrationContext {

    /** Returns the name under which the orchestration is registered. */
    String getName();

    /** Returns the id of this instance. */
    String getInstanceId();

    /**
     * Returns the input.
     *
     * @throws PayloadException if it does not fit the type
     */
    <T extends @Nullable Object> T getInput(TypeRef<T> type);

    /** As {@link #getInput(TypeRef)}. */
    default <T extends @Nullable Object> T getInput(Class<T> type) {
        return getInput(TypeRef.of(type));
    }

    /**
     * Returns the version of this instance, given at its start: null if it has none. The code of a new version may branch on it
     * and keep the old branch for running instances.
     */
    @Nullable String getVersion();

    /**
     * Returns whether this instance runs the new side of a change. True is recorded for instances that reach this call for the
     * first time; false is returned in the replay of an instance that passed this point before the change was deployed.
     *
     * <pre>{@code
     * if (ctx.isPatched("check-stock-first")) {
     *     ctx.callActivity("CheckStock").await();
     * }
     * }</pre>
     *
     * @param patch a name, unique within the orchestration
     */
    boolean isPatched(String patch);

    /** Returns the time of the turn in which this code ran first, with milliseconds; replaces the clock. */
    Instant currentInstant();

    /** Returns {@link #currentInstant()}, under the name of Durable Functions for Java. */
    default Instant getCurrentInstant() {
        return currentInstant();
    }

    /** Returns whether the current code is being replayed from history. */
    boolean isReplaying();

    /** Returns {@link #isReplaying()}, under the name of Durable Functions for Java. */
    default boolean getIsReplaying() {
        return isReplaying();
    }

    /** Returns a new UUID that is the same in every replay. */
    UUID newUuid();

    /** Returns {@link #newUuid()}, under the name of Durable Functions for Java. */
    default UUID newUUID() {
        return newUuid();
    }

    /** Returns a logger that is silent during replays. */
    Logger logger();

    /**
     * Calls an activity.
     *
     * @param input a value that Jackson writes, or null
     * @param type the type of the result
     * @throws IllegalArgumentException if the name is null or blank
     */
    <T extends @Nullable Object> Task<T> callActivity(
            String name, @Nullable Object input, @Nullable TaskOptions options, TypeRef<T> type);

    /** As {@link #callActivity(String, Object, TaskOptions, TypeRef)}. */
    default <T extends @Nullable Object> Task<T> callActivity(
            String name, @Nullable Object input, @Nullable TaskOptions options, Class<T> type) {
        return callActivity(name, input, options, TypeRef.of(type));
    }

    /** As {@link #callActivity(String, Object, TaskOptions, TypeRef)}, without a result. */
    default Task<Void> callActivity(String name, @Nullable Object input, @Nullable TaskOptions options) {
        return callActivity(name, input, options, Void.class);
    }

    /** As {@link #callActivity(String, Object, TaskOptions, TypeRef)}, with one attempt. */
    default <T extends @Nullable Object> Task<T> callActivity(String name, @Nullable Object input, TypeRef<T> type) {
        return callActivity(name, input, TaskOptions.NONE, type);
    }

    /** As {@link #callActivity(String, Object, TaskOptions, TypeRef)}, with one attempt. */
    default <T extends @Nullable Object> Task<T> callActivity(String name, @Nullable Object input, Class<T> type) {
        return callActivity(name, input, TaskOptions.NONE, type);
    }

    /** As {@link #callActivity(String, Object, TaskOptions, TypeRef)}, without input. */
    default <T extends @Nullable Object> Task<T> callActivity(String name, Class<T> type) {
        return callActivity(name, null, TaskOptions.NONE, type);
    }

    /** As {@link #callActivity(String, Object, TaskOptions, TypeRef)}, without a result. */
    default Task<Void> callActivity(String name, @Nullable Object input) {
        return callActivity(name, input, TaskOptions.NONE, Void.class);
    }

    /** As {@link #callActivity(String, Object, TaskOptions, TypeRef)}, without input and result. */
    default Task<Void> callActivity(String name, TaskOptions options) {
        return callActivity(name, null, options, Void.class);
    }

    /** As {@link #callActivity(String, Object, TaskOptions, TypeRef)}, without input and result. */
    default Task<Void> callActivity(String name) {
        return callActivity(name, null, TaskOptions.NONE, Void.class);
    }

    /**
     * Starts another orchestration as a child. It is terminated if this one is terminated recursively.
     *
     * @param input a value that Jackson writes, or null
     * @param options may set its id and version; the defaults are a derived id and the version of this instance
     * @param type the type of the result
     * @throws IllegalArgumentException if the name is null or blank
     */
    <T extends @Nullable Object> Task<T> callSubOrchestrator(
            String name, @Nullable Object input, @Nullable TaskOptions options, TypeRef<T> type);

    /** As {@link #callSubOrchestrator(String, Object, TaskOptions, TypeRef)}, with one attempt. */
    default <T extends @Nullable Object> Task<T> callSubOrchestrator(
            String name, @Nullable Object input, TypeRef<T> type) {
        return callSubOrchestrator(name, input, TaskOptions.NONE, type);
    }

    /** As {@link #callSubOrchestrator(String, Object, TaskOptions, TypeRef)}, with one attempt. */
    default <T extends @Nullable Object> Task<T> callSubOrchestrator(
            String name, @Nullable Object input, Class<T> type) {
        return callSubOrchestrator(name, input, TaskOptions.NONE, TypeRef.of(type));
    }

    /** As {@link #callSubOrchestrator(String, Object, TaskOptions, TypeRef)}, with this id, or a derived one if it is null. */
    default <T extends @Nullable Object> Task<T> callSubOrchestrator(
            String name,
            @Nullable Object input,
            @Nullable String instanceId,
            @Nullable TaskOptions options,
            Class<T> type) {
        TaskOptions given = options == null ? TaskOptions.NONE : options;
        return callSubOrchestrator(name, input, given.withInstanceId(instanceId), TypeRef.of(type));
    }

    /** As {@link #callSubOrchestrator(String, Object, String, TaskOptions, Class)}, without a result. */
    default Task<Void> callSubOrchestrator(
            String name, @Nullable Object input, @Nullable String instanceId, @Nullable TaskOptions options) {
        return callSubOrchestrator(name, input, instanceId, options, Void.class);
    }

    /** As {@link #callSubOrchestrator(String, Object, String, TaskOptions, Class)}, with one attempt. */
    default <T extends @Nullable Object> Task<T> callSubOrchestrator(
            String name, @Nullable Object input, @Nullable String instanceId, Class<T> type) {
        return callSubOrchestrator(name, input, instanceId, TaskOptions.NONE, type);
    }

    /** As {@link #callSubOrchestrator(String, Object, TaskOptions, TypeRef)}, without a result. */
    default Task<Void> callSubOrchestrator(String name, @Nullable Object input) {
        return callSubOrchestrator(name, input, TaskOptions.NONE, TypeRef.of(Void.class));
    }

    /** As {@link #callSubOrchestrator(String, Object, TaskOptions, TypeRef)}, without input and result. */
    default Task<Void> callSubOrchestrator(String name) {
        return callSubOrchestrator(name, null);
    }

    /**
     * Sets a durable timer for a time; a past time fires at once.
     *
     * @throws IllegalArgumentException if the time is after the year 9999
     */
    Task<Void> createTimer(Instant fireAt);

    /** As {@link #createTimer(Instant)}. */
    default Task<Void> createTimer(ZonedDateTime fireAt) {
        return createTimer(Required.given("time of a timer", fireAt).toInstant());
    }

    /** Sets a durable timer for a time from {@link #currentInstant()}; one after the year 9999 never fires. */
    Task<Void> createTimer(Duration delay);

    /**
     * Waits for an event of exactly this name. The waits of a name are served in the order in which they were made, and its
     * events in the order in which they were raised; an event is kept until a wait takes it.
     */
    <T extends @Nullable Object> Task<T> waitForExternalEvent(String name, TypeRef<T> type);

    /** As {@link #waitForExternalEvent(String, TypeRef)}. */
    default <T extends @Nullable Object> Task<T> waitForExternalEvent(String name, Class<T> type) {
        return waitForExternalEvent(name, TypeRef.of(type));
    }

    /** As {@link #waitForExternalEvent(String, TypeRef)}, ignoring the payload. */
    default Task<Void> waitForExternalEvent(String name) {
        return waitForExternalEvent(name, Void.class);
    }

    /**
     * As {@link #waitForExternalEvent(String, TypeRef)}, cancelling the task after the timeout. A timeout of null, a negative one
     * and one of {@link Long#MAX_VALUE} seconds wait without limit.
     */
    <T extends @Nullable Object> Task<T> waitForExternalEvent(String name, TypeRef<T> type, @Nullable Duration timeout);

    /** As {@link #waitForExternalEvent(String, TypeRef, Duration)}. */
    default <T extends @Nullable Object> Task<T> waitForExternalEvent(
            String name, Class<T> type, @Nullable Duration timeout) {
        return waitForExternalEvent(name, TypeRef.of(type), timeout);
    }

    /** As {@link #waitForExternalEvent(String, TypeRef, Duration)}, with the parameters in the order of Durable Functions for Java. */
    default <T extends @Nullable Object> Task<T> waitForExternalEvent(
            String name, @Nullable Duration timeout, Class<T> type) {
        return waitForExternalEvent(name, type, timeout);
    }

    /** As {@link #waitForExternalEvent(String, TypeRef, Duration)}, ignoring the payload. */
    default Task<Void> waitForExternalEvent(String name, @Nullable Duration timeout) {
        return waitForExternalEvent(name, Void.class, timeout);
    }

    /** Raises an event at another instance, exactly once; it is dropped if the instance is unknown or has finished. */
    void sendEvent(String instanceId, String eventName, @Nullable Object payload);

    /** As {@link #sendEvent(String, String, Object)}, without payload. */
    default void sendEvent(String instanceId, String eventName) {
        sendEvent(instanceId, eventName, null);
    }

    /**
     * Returns a task that ends when all have, with their results in the order of the tasks.
     *
     * @return the task; it fails with {@link CompositeTaskFailedException} if one of them failed
     */
    <T extends @Nullable Object> Task<List<T>> allOf(List<Task<T>> tasks);

    /** As {@link #allOf(List)}, for tasks of different types, which are awaited for their results afterwards. */
    Task<Void> allOf(Task<?>... tasks);

    /** Returns a task that ends with the first that completes or fails; the others continue. */
    Task<Task<?>> anyOf(List<Task<?>> tasks);

    /** As {@link #anyOf(List)}. */
    default Task<Task<?>> anyOf(Task<?>... tasks) {
        return anyOf(Arrays.asList(Required.given("tasks of anyOf", tasks)));
    }

    /** Sets the custom status that clients see: a value that Jackson writes, null for none. */
    void setCustomStatus(@Nullable Object status);

    /** As {@code setCustomStatus(null)}. */
    default void clearCustomStatus() {
        setCustomStatus(null);
    }

    /**
     * Ends this run and starts the orchestration again under the same id and version, with this input and an empty history.
     * Unprocessed events are kept for the next run, in order; open tasks are abandoned. Does not return.
     */
    void continueAsNew(@Nullable Object input);

    /** As {@link #continueAsNew(Object)}, dropping unprocessed events unless {@code preserveUnprocessedEvents}. */
    void continueAsNew(@Nullable Object input, boolean preserveUnprocessedEvents);
}
