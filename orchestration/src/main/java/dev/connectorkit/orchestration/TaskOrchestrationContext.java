package dev.connectorkit.orchestration;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What an orchestration does things with. Every call is recorded; when the code runs again, it is answered from the record. To be
 * used on the thread that runs the orchestration only.
 *
 * <p>An interface without types of the engine, so that the same orchestration may run elsewhere through an adapter. Code that
 * implements it writes the methods without a default.
 */
public interface TaskOrchestrationContext {

    /** The name the orchestration was registered by. */
    String getName();

    /** The id of this instance. */
    String getInstanceId();

    /**
     * The input.
     *
     * @throws PayloadException if it does not fit the type
     */
    <T extends @Nullable Object> T getInput(TypeRef<T> type);

    /** As {@link #getInput(TypeRef)}. */
    default <T extends @Nullable Object> T getInput(Class<T> type) {
        return getInput(TypeRef.of(type));
    }

    /** The time, to be used instead of a clock: of the turn in which this code ran first. In milliseconds. */
    Instant currentInstant();

    /** The name of {@link #currentInstant()} in Durable Functions for Java. */
    default Instant getCurrentInstant() {
        return currentInstant();
    }

    /** Whether this very code has run before and is only brought to where it stood. */
    boolean isReplaying();

    /** The name of {@link #isReplaying()} in Durable Functions for Java. */
    default boolean getIsReplaying() {
        return isReplaying();
    }

    /** A UUID that is the same in every replay. */
    UUID newUuid();

    /** The name of {@link #newUuid()} in Durable Functions for Java. */
    default UUID newUUID() {
        return newUuid();
    }

    /** A logger that is silent while replaying. */
    Logger logger();

    /**
     * Calls an activity.
     *
     * @param input anything Jackson writes, or null
     * @param type what it results in
     */
    <T extends @Nullable Object> Task<T> callActivity(
            String name, @Nullable Object input, TaskOptions options, TypeRef<T> type);

    /** As {@link #callActivity(String, Object, TaskOptions, TypeRef)}. */
    default <T extends @Nullable Object> Task<T> callActivity(
            String name, @Nullable Object input, TaskOptions options, Class<T> type) {
        return callActivity(name, input, options, TypeRef.of(type));
    }

    /** As {@link #callActivity(String, Object, TaskOptions, TypeRef)}, without a result. */
    default Task<Void> callActivity(String name, @Nullable Object input, TaskOptions options) {
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
     * Starts another orchestration and waits for its end. It ends when this one is terminated with its children.
     *
     * @param input anything Jackson writes, or null
     * @param options may give it an id; otherwise one is derived
     * @param type what it results in
     */
    <T extends @Nullable Object> Task<T> callSubOrchestrator(
            String name, @Nullable Object input, TaskOptions options, TypeRef<T> type);

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

    /** As {@link #callSubOrchestrator(String, Object, TaskOptions, TypeRef)}, with this id or, if it is null, one that is derived. */
    default <T extends @Nullable Object> Task<T> callSubOrchestrator(
            String name, @Nullable Object input, @Nullable String instanceId, TaskOptions options, Class<T> type) {
        return callSubOrchestrator(name, input, new TaskOptions(options.retryPolicy(), instanceId), TypeRef.of(type));
    }

    /** As {@link #callSubOrchestrator(String, Object, String, TaskOptions, Class)}, without a result. */
    default Task<Void> callSubOrchestrator(
            String name, @Nullable Object input, @Nullable String instanceId, TaskOptions options) {
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

    /** A timer that ends at this time, or at once if it is past; any length, and it survives restarts. */
    Task<Void> createTimer(Instant fireAt);

    /** As {@link #createTimer(Instant)}. */
    default Task<Void> createTimer(ZonedDateTime fireAt) {
        return createTimer(fireAt.toInstant());
    }

    /** A timer that ends this long after {@link #currentInstant()}. */
    default Task<Void> createTimer(Duration delay) {
        return createTimer(currentInstant().plus(delay));
    }

    /**
     * Waits for an event of exactly this name. Waits of one name are served in the order in which they were made, and events
     * in the order in which they were raised; an event that nobody waits for is kept until somebody does.
     */
    <T extends @Nullable Object> Task<T> waitForExternalEvent(String name, TypeRef<T> type);

    /** As {@link #waitForExternalEvent(String, TypeRef)}. */
    default <T extends @Nullable Object> Task<T> waitForExternalEvent(String name, Class<T> type) {
        return waitForExternalEvent(name, TypeRef.of(type));
    }

    /** As {@link #waitForExternalEvent(String, TypeRef)}, whatever the payload. */
    default Task<Void> waitForExternalEvent(String name) {
        return waitForExternalEvent(name, Void.class);
    }

    /** As {@link #waitForExternalEvent(String, TypeRef)}; when this time is over, the task is cancelled. */
    <T extends @Nullable Object> Task<T> waitForExternalEvent(String name, TypeRef<T> type, Duration timeout);

    /** As {@link #waitForExternalEvent(String, TypeRef, Duration)}. */
    default <T extends @Nullable Object> Task<T> waitForExternalEvent(String name, Class<T> type, Duration timeout) {
        return waitForExternalEvent(name, TypeRef.of(type), timeout);
    }

    /** As {@link #waitForExternalEvent(String, TypeRef, Duration)}, in the order of Durable Functions for Java. */
    default <T extends @Nullable Object> Task<T> waitForExternalEvent(String name, Duration timeout, Class<T> type) {
        return waitForExternalEvent(name, type, timeout);
    }

    /** As {@link #waitForExternalEvent(String, TypeRef, Duration)}, whatever the payload. */
    default Task<Void> waitForExternalEvent(String name, Duration timeout) {
        return waitForExternalEvent(name, Void.class, timeout);
    }

    /** Raises an event at another instance, once; if that is not there or has ended, the event is dropped. */
    void sendEvent(String instanceId, String eventName, @Nullable Object payload);

    /** As {@link #sendEvent(String, String, Object)}, without payload. */
    default void sendEvent(String instanceId, String eventName) {
        sendEvent(instanceId, eventName, null);
    }

    /**
     * Ends when all have, with their results in the order of the tasks.
     *
     * @return a task that fails with {@link CompositeTaskFailedException} if one of them failed
     */
    <T extends @Nullable Object> Task<List<T>> allOf(List<Task<T>> tasks);

    /** As {@link #allOf(List)}, for tasks of different types, which are then awaited for their results. */
    Task<Void> allOf(Task<?>... tasks);

    /** Ends with the first that ends, whatever way; the others go on. */
    Task<Task<?>> anyOf(List<Task<?>> tasks);

    /** As {@link #anyOf(List)}. */
    default Task<Task<?>> anyOf(Task<?>... tasks) {
        return anyOf(List.of(tasks));
    }

    /** What clients see of where this instance stands: anything Jackson writes, null for nothing. */
    void setCustomStatus(@Nullable Object status);

    /** As {@code setCustomStatus(null)}. */
    default void clearCustomStatus() {
        setCustomStatus(null);
    }

    /**
     * Ends this run and starts the orchestration again under the same id, with this input and an empty history. Events that
     * nobody has waited for yet are there for the next run, in order; open tasks are given up. Does not return.
     */
    void continueAsNew(@Nullable Object input);

    /** As {@link #continueAsNew(Object)}; without {@code preserveUnprocessedEvents}, events not waited for are dropped. */
    void continueAsNew(@Nullable Object input, boolean preserveUnprocessedEvents);
}
