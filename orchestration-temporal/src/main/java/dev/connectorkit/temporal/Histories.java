package dev.connectorkit.temporal;

import com.google.protobuf.Duration;
import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.RuntimeStatus;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.SignalExternalWorkflowExecutionInitiatedEventAttributes;
import io.temporal.api.history.v1.StartChildWorkflowExecutionInitiatedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionSignaledEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads Temporal's histories; ids of actions are those of the events that recorded them. */
record Histories(Wire wire) {

    /**
     * Returns the event to which a failed run is reset: the task of the workflow that requested the first activity or child that
     * failed, or else the last task.
     */
    static long resetPoint(List<io.temporal.api.history.v1.HistoryEvent> events) {
        long requested = Long.MAX_VALUE;
        long last = 0;
        for (io.temporal.api.history.v1.HistoryEvent event : events) {
            if (event.hasActivityTaskFailedEventAttributes()) {
                requested = Math.min(
                        requested, event.getActivityTaskFailedEventAttributes().getScheduledEventId());
            } else if (event.hasActivityTaskTimedOutEventAttributes()) {
                requested = Math.min(
                        requested,
                        event.getActivityTaskTimedOutEventAttributes().getScheduledEventId());
            } else if (event.hasChildWorkflowExecutionFailedEventAttributes()) {
                requested = Math.min(
                        requested,
                        event.getChildWorkflowExecutionFailedEventAttributes().getInitiatedEventId());
            } else if (event.hasWorkflowTaskCompletedEventAttributes()) {
                last = event.getEventId();
            }
        }
        long point = 0;
        for (io.temporal.api.history.v1.HistoryEvent event : events) {
            if (event.hasWorkflowTaskCompletedEventAttributes() && event.getEventId() < requested) {
                point = event.getEventId();
            }
        }
        return requested == Long.MAX_VALUE ? last : point;
    }

    List<HistoryEvent> of(List<io.temporal.api.history.v1.HistoryEvent> events) {
        List<HistoryEvent> all = new ArrayList<>();
        events.forEach(event -> of(event).ifPresent(all::add));
        return all;
    }

    private Optional<HistoryEvent> of(io.temporal.api.history.v1.HistoryEvent event) {
        Instant at = Statuses.instant(event.getEventTime());
        int id = (int) event.getEventId();
        return Optional.ofNullable(
                switch (event.getEventType()) {
                    case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED ->
                        started(at, event.getWorkflowExecutionStartedEventAttributes());
                    case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED ->
                        scheduled(at, id, event.getActivityTaskScheduledEventAttributes());
                    case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
                        new HistoryEvent.TaskCompleted(
                                at,
                                (int) event.getActivityTaskCompletedEventAttributes()
                                        .getScheduledEventId(),
                                text(event.getActivityTaskCompletedEventAttributes()
                                        .getResult()));
                    case EVENT_TYPE_ACTIVITY_TASK_FAILED ->
                        new HistoryEvent.TaskFailed(
                                at,
                                (int) event.getActivityTaskFailedEventAttributes()
                                        .getScheduledEventId(),
                                failure(event.getActivityTaskFailedEventAttributes()
                                        .getFailure()));
                    case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT ->
                        new HistoryEvent.TaskFailed(
                                at,
                                (int) event.getActivityTaskTimedOutEventAttributes()
                                        .getScheduledEventId(),
                                failure(event.getActivityTaskTimedOutEventAttributes()
                                        .getFailure()));
                    case EVENT_TYPE_TIMER_STARTED ->
                        new HistoryEvent.TimerCreated(
                                at,
                                id,
                                at.plus(java(
                                        event.getTimerStartedEventAttributes().getStartToFireTimeout())));
                    case EVENT_TYPE_TIMER_FIRED ->
                        new HistoryEvent.TimerFired(
                                at, (int) event.getTimerFiredEventAttributes().getStartedEventId());
                    case EVENT_TYPE_TIMER_CANCELED ->
                        new HistoryEvent.TimerCanceled(at, id, (int)
                                event.getTimerCanceledEventAttributes().getStartedEventId());
                    case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED ->
                        child(at, id, event.getStartChildWorkflowExecutionInitiatedEventAttributes());
                    case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED ->
                        new HistoryEvent.SubOrchestrationCompleted(
                                at,
                                (int) event.getChildWorkflowExecutionCompletedEventAttributes()
                                        .getInitiatedEventId(),
                                text(event.getChildWorkflowExecutionCompletedEventAttributes()
                                        .getResult()));
                    case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_FAILED ->
                        new HistoryEvent.SubOrchestrationFailed(
                                at,
                                (int) event.getChildWorkflowExecutionFailedEventAttributes()
                                        .getInitiatedEventId(),
                                failure(event.getChildWorkflowExecutionFailedEventAttributes()
                                        .getFailure()));
                    case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_TERMINATED ->
                        new HistoryEvent.SubOrchestrationFailed(
                                at,
                                (int) event.getChildWorkflowExecutionTerminatedEventAttributes()
                                        .getInitiatedEventId(),
                                Failures.notRetriable("Terminated", "The sub-orchestration was terminated"));
                    case EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED ->
                        sent(at, id, event.getSignalExternalWorkflowExecutionInitiatedEventAttributes());
                    case EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED ->
                        signalled(at, id, event.getWorkflowExecutionSignaledEventAttributes());
                    case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED ->
                        new HistoryEvent.ExecutionCompleted(
                                at,
                                RuntimeStatus.COMPLETED,
                                text(event.getWorkflowExecutionCompletedEventAttributes()
                                        .getResult()),
                                null);
                    case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED ->
                        new HistoryEvent.ExecutionCompleted(
                                at,
                                RuntimeStatus.FAILED,
                                null,
                                failure(event.getWorkflowExecutionFailedEventAttributes()
                                        .getFailure()));
                    case EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED ->
                        new HistoryEvent.ExecutionTerminated(
                                at,
                                event.getWorkflowExecutionTerminatedEventAttributes()
                                        .getReason(),
                                false);
                    default -> null;
                });
    }

    private HistoryEvent started(Instant at, WorkflowExecutionStartedEventAttributes event) {
        String json = second(event.getInput());
        RunDetails details = json == null ? RunDetails.NONE : Wire.parsed(json, RunDetails.class);
        return new HistoryEvent.ExecutionStarted(
                at,
                event.getWorkflowType().getName(),
                event.getOriginalExecutionRunId(),
                text(event.getInput()),
                details.version());
    }

    private HistoryEvent scheduled(Instant at, int id, ActivityTaskScheduledEventAttributes event) {
        String json = second(event.getInput());
        ActivityDetails details =
                json == null ? new ActivityDetails("", 0, 0) : Wire.parsed(json, ActivityDetails.class);
        return new HistoryEvent.TaskScheduled(
                at,
                id,
                event.getActivityType().getName(),
                text(event.getInput()),
                id,
                limit(details.timeoutMillis()),
                limit(details.heartbeatMillis()));
    }

    private static java.time.@Nullable Duration limit(long millis) {
        return millis == 0 ? null : java.time.Duration.ofMillis(millis);
    }

    private HistoryEvent child(Instant at, int id, StartChildWorkflowExecutionInitiatedEventAttributes event) {
        String json = second(event.getInput());
        RunDetails details = json == null ? RunDetails.NONE : Wire.parsed(json, RunDetails.class);
        return new HistoryEvent.SubOrchestrationCreated(
                at,
                id,
                event.getWorkflowType().getName(),
                event.getWorkflowId(),
                text(event.getInput()),
                details.version());
    }

    private HistoryEvent sent(Instant at, int id, SignalExternalWorkflowExecutionInitiatedEventAttributes event) {
        return new HistoryEvent.EventSent(
                at, id, event.getSignalName(), event.getWorkflowExecution().getWorkflowId(), text(event.getInput()));
    }

    private HistoryEvent signalled(Instant at, int id, WorkflowExecutionSignaledEventAttributes event) {
        return switch (event.getSignalName()) {
            case Mailbox.SUSPEND -> new HistoryEvent.ExecutionSuspended(at, reason(event.getInput()));
            case Mailbox.RESUME -> new HistoryEvent.ExecutionResumed(at, reason(event.getInput()));
            default -> new HistoryEvent.EventRaised(at, event.getSignalName(), text(event.getInput()), at, id);
        };
    }

    private @Nullable String reason(Payloads input) {
        String json = text(input);
        return json == null ? null : Wire.parsed(json, String.class);
    }

    private @Nullable String text(Payloads payloads) {
        return wire.first(payloads);
    }

    private @Nullable String second(Payloads payloads) {
        return payloads.getPayloadsCount() < 2 ? null : wire.decoded(payloads.getPayloads(1));
    }

    private FailureDetails failure(Failure failure) {
        return Failures.ofEvent(failure, wire);
    }

    private static java.time.Duration java(Duration duration) {
        return java.time.Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }
}
