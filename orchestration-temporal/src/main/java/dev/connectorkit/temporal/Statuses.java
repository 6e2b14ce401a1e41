package dev.connectorkit.temporal;

import com.google.protobuf.Timestamp;
import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the state of instances: from the description and the memo of a run, and the last event of one that has ended. */
record Statuses(Server server) {

    static RuntimeStatus of(WorkflowExecutionInfo info, Wire wire) {
        WorkflowExecutionStatus status = info.getStatus();
        return switch (status) {
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> RuntimeStatus.COMPLETED;
            case WORKFLOW_EXECUTION_STATUS_FAILED, WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> RuntimeStatus.FAILED;
            case WORKFLOW_EXECUTION_STATUS_TERMINATED, WORKFLOW_EXECUTION_STATUS_CANCELED -> RuntimeStatus.TERMINATED;
            default -> running(memo(info, Memo.STATE, wire));
        };
    }

    private static RuntimeStatus running(@Nullable String state) {
        if (state == null) {
            return RuntimeStatus.PENDING;
        }
        return state.equals(Memo.SUSPENDED) ? RuntimeStatus.SUSPENDED : RuntimeStatus.RUNNING;
    }

    static @Nullable String memo(WorkflowExecutionInfo info, String key, Wire wire) {
        Payload value = info.getMemo().getFieldsMap().get(key);
        return value == null ? null : wire.decoded(value);
    }

    /** Returns the state of a run, or empty if it has been deleted since it was described. */
    Optional<OrchestrationStatus> find(WorkflowExecutionInfo info) {
        try {
            return Optional.of(status(info));
        } catch (InstanceNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the state of a run.
     *
     * @throws InstanceNotFoundException if it has been deleted since it was described
     */
    OrchestrationStatus status(WorkflowExecutionInfo info) {
        Wire wire = server.wire();
        RuntimeStatus state = of(info, wire);
        String version = memo(info, Memo.VERSION, wire);
        String created = memo(info, Memo.CREATED_AT, wire);
        OrchestrationStatus.Builder status = OrchestrationStatus.builder(
                        info.getExecution().getWorkflowId(), info.getType().getName(), state)
                .version(version == null ? null : Wire.parsed(version, String.class))
                .tags(Wire.texts(memo(info, Memo.TAGS, wire)))
                .input(input(info))
                .customStatus(memo(info, Memo.CUSTOM_STATUS, wire))
                .createdAt(
                        created == null ? instant(info.getStartTime()) : Instant.ofEpochMilli(Long.parseLong(created)))
                .lastUpdatedAt(instant(state.isFinished() ? info.getCloseTime() : info.getStartTime()));
        if (state.isFinished()) {
            server.closeEvent(info.getExecution(), 0).ifPresent(event -> end(event, status));
        }
        return status.build();
    }

    private @Nullable String input(WorkflowExecutionInfo info) {
        Wire wire = server.wire();
        if (!"true".equals(memo(info, "longInput", wire)) && info.getMemo().containsFields(Memo.INPUT)) {
            return memo(info, Memo.INPUT, wire);
        }
        return wire.first(server.firstEvent(info.getExecution())
                .getWorkflowExecutionStartedEventAttributes()
                .getInput());
    }

    private void end(HistoryEvent event, OrchestrationStatus.Builder status) {
        Wire wire = server.wire();
        if (event.hasWorkflowExecutionCompletedEventAttributes()) {
            status.output(wire.first(
                    event.getWorkflowExecutionCompletedEventAttributes().getResult()));
        } else if (event.hasWorkflowExecutionFailedEventAttributes()) {
            status.failure(Failures.ofEvent(
                    event.getWorkflowExecutionFailedEventAttributes().getFailure(), wire));
        } else if (event.hasWorkflowExecutionTerminatedEventAttributes()) {
            status.output(Wire.quoted(
                    event.getWorkflowExecutionTerminatedEventAttributes().getReason()));
        } else if (event.hasWorkflowExecutionTimedOutEventAttributes()) {
            FailureDetails details = Failures.notRetriable(
                    "java.util.concurrent.TimeoutException", "The workflow reached its timeout on the server");
            status.failure(details);
        }
    }

    static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).truncatedTo(ChronoUnit.MILLIS);
    }
}
