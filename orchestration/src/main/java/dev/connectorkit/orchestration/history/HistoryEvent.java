package dev.connectorkit.orchestration.history;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.RuntimeStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an instance. What the orchestration asked for is an {@link Action} and has an id, counted from 0;
 * answers refer to that id. Payloads are JSON text, null where there is none. Immutable.
 *
 * <p>As JSON ({@link HistoryJson}) an event is one object: {@code type} is the name of the record, its components follow by name,
 * times as ISO 8601, payloads as the JSON that they are, null ones left out.
 */
public sealed interface HistoryEvent {

    /** When the instance took note of it. */
    Instant at();

    /** The same at another time. */
    HistoryEvent stamped(Instant at);

    /** The only large part of it, JSON text. */
    default @Nullable String payload() {
        return null;
    }

    /** Something that the orchestration asked for. */
    sealed interface Action extends HistoryEvent {

        /** Its place among the actions, from 0. */
        int id();
    }

    /** The end of something that was asked for. */
    sealed interface Answer extends HistoryEvent {

        /** The id of the action. */
        int taskId();
    }

    /** The first event of every run; {@code execution} tells runs under one id apart. */
    record ExecutionStarted(
            Instant at,
            String name,
            String execution,
            @Nullable String input) implements HistoryEvent {
        @Override
        public ExecutionStarted stamped(Instant time) {
            return new ExecutionStarted(time, name, execution, input);
        }

        @Override
        public @Nullable String payload() {
            return input;
        }
    }

    /** An activity was called. */
    record TaskScheduled(
            Instant at, int id, String name, @Nullable String input) implements Action {
        @Override
        public TaskScheduled stamped(Instant time) {
            return new TaskScheduled(time, id, name, input);
        }

        @Override
        public @Nullable String payload() {
            return input;
        }
    }

    /** An activity completed. */
    record TaskCompleted(Instant at, int taskId, @Nullable String result) implements Answer {
        @Override
        public TaskCompleted stamped(Instant time) {
            return new TaskCompleted(time, taskId, result);
        }

        @Override
        public @Nullable String payload() {
            return result;
        }
    }

    /** An activity failed. */
    record TaskFailed(Instant at, int taskId, FailureDetails failure) implements Answer {
        @Override
        public TaskFailed stamped(Instant time) {
            return new TaskFailed(time, taskId, failure);
        }
    }

    /** A timer was set. */
    record TimerCreated(Instant at, int id, Instant fireAt) implements Action {
        @Override
        public TimerCreated stamped(Instant time) {
            return new TimerCreated(time, id, fireAt);
        }
    }

    /** A timer ended. */
    record TimerFired(Instant at, int taskId) implements Answer {
        @Override
        public TimerFired stamped(Instant time) {
            return new TimerFired(time, taskId);
        }
    }

    /** A timer was cancelled. */
    record TimerCanceled(Instant at, int id, int timerId) implements Action {
        @Override
        public TimerCanceled stamped(Instant time) {
            return new TimerCanceled(time, id, timerId);
        }
    }

    /** A sub-orchestration was started. */
    record SubOrchestrationCreated(
            Instant at,
            int id,
            String name,
            String instanceId,
            @Nullable String input) implements Action {
        @Override
        public SubOrchestrationCreated stamped(Instant time) {
            return new SubOrchestrationCreated(time, id, name, instanceId, input);
        }

        @Override
        public @Nullable String payload() {
            return input;
        }
    }

    /** A sub-orchestration completed. */
    record SubOrchestrationCompleted(
            Instant at, int taskId, @Nullable String result) implements Answer {
        @Override
        public SubOrchestrationCompleted stamped(Instant time) {
            return new SubOrchestrationCompleted(time, taskId, result);
        }

        @Override
        public @Nullable String payload() {
            return result;
        }
    }

    /** A sub-orchestration failed, was terminated, or could not be started. */
    record SubOrchestrationFailed(Instant at, int taskId, FailureDetails failure) implements Answer {
        @Override
        public SubOrchestrationFailed stamped(Instant time) {
            return new SubOrchestrationFailed(time, taskId, failure);
        }
    }

    /** An event was sent to another instance. */
    record EventSent(
            Instant at,
            int id,
            String name,
            String instanceId,
            @Nullable String input) implements Action {
        @Override
        public EventSent stamped(Instant time) {
            return new EventSent(time, id, name, instanceId, input);
        }

        @Override
        public @Nullable String payload() {
            return input;
        }
    }

    /** An event came in; {@code message} is unique and rises in the order in which events were raised. */
    record EventRaised(Instant at, String name, @Nullable String input, Instant raisedAt, long message)
            implements HistoryEvent {
        @Override
        public EventRaised stamped(Instant time) {
            return new EventRaised(time, name, input, raisedAt, message);
        }

        /** The same under the number that the store gave it. */
        public EventRaised numbered(long number) {
            return new EventRaised(at, name, input, raisedAt, number);
        }

        @Override
        public @Nullable String payload() {
            return input;
        }
    }

    /** The instance was suspended. */
    record ExecutionSuspended(Instant at, @Nullable String reason) implements HistoryEvent {
        @Override
        public ExecutionSuspended stamped(Instant time) {
            return new ExecutionSuspended(time, reason);
        }
    }

    /** The instance was resumed. */
    record ExecutionResumed(Instant at, @Nullable String reason) implements HistoryEvent {
        @Override
        public ExecutionResumed stamped(Instant time) {
            return new ExecutionResumed(time, reason);
        }
    }

    /** The instance was terminated; {@code recursive} if its sub-orchestrations are too. */
    record ExecutionTerminated(Instant at, @Nullable String reason, boolean recursive) implements HistoryEvent {
        @Override
        public ExecutionTerminated stamped(Instant time) {
            return new ExecutionTerminated(time, reason, recursive);
        }
    }

    /** The instance had failed and was set back to before the failure. */
    record ExecutionRewound(Instant at, @Nullable String reason) implements HistoryEvent {
        @Override
        public ExecutionRewound stamped(Instant time) {
            return new ExecutionRewound(time, reason);
        }
    }

    /** The last event of a run, with a result or a failure. */
    record ExecutionCompleted(
            Instant at,
            RuntimeStatus status,
            @Nullable String result,
            @Nullable FailureDetails failure) implements HistoryEvent {
        @Override
        public ExecutionCompleted stamped(Instant time) {
            return new ExecutionCompleted(time, status, result, failure);
        }

        @Override
        public @Nullable String payload() {
            return result;
        }
    }
}
