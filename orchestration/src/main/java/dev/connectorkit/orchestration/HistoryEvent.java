package dev.connectorkit.orchestration;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the history of an instance. A request of the orchestration is an {@link Action} with an id; an {@link Answer}
 * refers to that id. Payloads are JSON text, null if absent. Immutable.
 *
 * <p>As JSON ({@link dev.connectorkit.orchestration.history.HistoryJson}) an event is one object: {@code type} is the name of
 * the record, its components follow by name, times as ISO 8601, payloads as embedded JSON; null components are omitted.
 */
public sealed interface HistoryEvent {

    /** Returns the time of the turn that recorded this event. */
    Instant at();

    /** Returns the payload as JSON text, or null if this event has none. */
    default @Nullable String payload() {
        return null;
    }

    /** A request of the orchestration. */
    sealed interface Action extends HistoryEvent {

        /** Returns the id, unique within a run. */
        int id();
    }

    /** The end of an action. */
    sealed interface Answer extends HistoryEvent {

        /** Returns the id of the action. */
        int taskId();
    }

    /**
     * The first event of every run.
     *
     * @param at the time of the turn
     * @param name the orchestration
     * @param execution distinguishes the runs under one instance id
     * @param input JSON text
     * @param version the version of the instance, null if it has none
     */
    record ExecutionStarted(
            Instant at,
            String name,
            String execution,
            @Nullable String input,
            @Nullable String version) implements HistoryEvent {
        @Override
        public @Nullable String payload() {
            return input;
        }
    }

    /**
     * An activity was called.
     *
     * @param at the time of the turn
     * @param id the action
     * @param name the activity
     * @param input JSON text
     * @param call the id of the first attempt of this call; equal to {@code id} without retries
     * @param timeout the longest time that one attempt may run, null for no limit
     * @param heartbeatTimeout the longest time between two heartbeats, null for no limit
     */
    record TaskScheduled(
            Instant at,
            int id,
            String name,
            @Nullable String input,
            int call,
            @Nullable Duration timeout,
            @Nullable Duration heartbeatTimeout)
            implements Action {
        @Override
        public @Nullable String payload() {
            return input;
        }
    }

    /** An activity completed. */
    record TaskCompleted(Instant at, int taskId, @Nullable String result) implements Answer {
        @Override
        public @Nullable String payload() {
            return result;
        }
    }

    /** An activity failed. */
    record TaskFailed(Instant at, int taskId, FailureDetails failure) implements Answer {}

    /** A timer was set. */
    record TimerCreated(Instant at, int id, Instant fireAt) implements Action {}

    /** A timer fired. */
    record TimerFired(Instant at, int taskId) implements Answer {}

    /** A timer was cancelled. */
    record TimerCanceled(Instant at, int id, int timerId) implements Action {}

    /**
     * A sub-orchestration was started.
     *
     * @param at the time of the turn
     * @param id the action
     * @param name the orchestration
     * @param instanceId the instance
     * @param input JSON text
     * @param version the version of the instance, null if it has none
     */
    record SubOrchestrationCreated(
            Instant at,
            int id,
            String name,
            String instanceId,
            @Nullable String input,
            @Nullable String version) implements Action {
        @Override
        public @Nullable String payload() {
            return input;
        }
    }

    /** A sub-orchestration completed. */
    record SubOrchestrationCompleted(
            Instant at, int taskId, @Nullable String result) implements Answer {
        @Override
        public @Nullable String payload() {
            return result;
        }
    }

    /** A sub-orchestration failed, was terminated, or could not be started. */
    record SubOrchestrationFailed(Instant at, int taskId, FailureDetails failure) implements Answer {}

    /** An event was sent to another instance. */
    record EventSent(
            Instant at,
            int id,
            String name,
            String instanceId,
            @Nullable String input) implements Action {
        @Override
        public @Nullable String payload() {
            return input;
        }
    }

    /** An external event arrived; {@code message} is unique and increases in the order in which events were raised. */
    record EventRaised(Instant at, String name, @Nullable String input, Instant raisedAt, long message)
            implements HistoryEvent {
        @Override
        public @Nullable String payload() {
            return input;
        }
    }

    /** The orchestration took the new side of a patch; see {@link TaskOrchestrationContext#isPatched}. */
    record PatchApplied(Instant at, String name) implements HistoryEvent {}

    /** The instance was suspended. */
    record ExecutionSuspended(Instant at, @Nullable String reason) implements HistoryEvent {}

    /** The instance was resumed. */
    record ExecutionResumed(Instant at, @Nullable String reason) implements HistoryEvent {}

    /** The instance was terminated; {@code recursive} if its sub-orchestrations are terminated too. */
    record ExecutionTerminated(Instant at, @Nullable String reason, boolean recursive) implements HistoryEvent {}

    /**
     * The failed instance was rewound.
     *
     * @param at the time of the turn
     * @param reason the reason given by the client
     * @param failed the ids of the actions whose failures were removed; each runs again when the code requests it
     */
    record ExecutionRewound(Instant at, @Nullable String reason, List<Integer> failed) implements HistoryEvent {

        /** Copies the ids. */
        public ExecutionRewound {
            failed = List.copyOf(failed);
        }
    }

    /** The last event of a run, with a result or a failure. */
    record ExecutionCompleted(
            Instant at,
            RuntimeStatus status,
            @Nullable String result,
            @Nullable FailureDetails failure) implements HistoryEvent {
        @Override
        public @Nullable String payload() {
            return result;
        }
    }
}
