package dev.connectorkit.temporal;

import com.google.protobuf.ByteString;
import dev.connectorkit.orchestration.InstanceEvent;
import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.RuntimeStatus;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingChildExecutionInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Terminates and deletes instances, with their sub-orchestrations if asked to. Thread-safe. */
record Endings(Shared shared, Server server) {

    private static final int MOST_RUNS = 1000;

    /** Terminates a run, and then its unfinished children, so that it cannot start others. */
    void terminate(WorkflowExecutionInfo info, @Nullable String reason, boolean recursive) {
        WorkflowExecution run = info.getExecution();
        Set<WorkflowExecution> children = new LinkedHashSet<>();
        if (recursive) {
            children.addAll(pendingChildren(run));
        }
        server.terminate(run, reason);
        announce(info);
        if (recursive) {
            children.addAll(pendingChildren(run));
            children.forEach(child -> terminateChild(child, reason));
        }
    }

    private List<WorkflowExecution> pendingChildren(WorkflowExecution run) {
        return server
                .describe(run.getWorkflowId(), run.getRunId())
                .map(DescribeWorkflowExecutionResponse::getPendingChildrenList)
                .orElse(List.of())
                .stream()
                .map(Endings::execution)
                .toList();
    }

    private static WorkflowExecution execution(PendingChildExecutionInfo child) {
        return Server.execution(child.getWorkflowId(), null);
    }

    private void terminateChild(WorkflowExecution child, @Nullable String reason) {
        server.describe(child.getWorkflowId(), null).ifPresent(found -> {
            WorkflowExecutionInfo info = found.getWorkflowExecutionInfo();
            if (!Statuses.of(info, server.wire()).isFinished()) {
                try {
                    terminate(info, reason, true);
                } catch (StatusRuntimeException e) { // has ended meanwhile
                    if (!Server.isUnknown(e)) {
                        throw e;
                    }
                }
            }
        });
    }

    private void announce(WorkflowExecutionInfo info) {
        Duration age = Duration.between(Statuses.instant(info.getStartTime()), Instant.now());
        InstanceEvent instance = new InstanceEvent(
                info.getExecution().getWorkflowId(), info.getType().getName(), age.isNegative() ? Duration.ZERO : age);
        shared.announce(listener -> listener.terminated(instance));
    }

    /** Deletes an instance as {@link #purge}, unless it was started again since it was listed. */
    int purgeListed(String id, boolean recursive) {
        try {
            return purge(id, recursive);
        } catch (InstanceStateException e) {
            return 0;
        }
    }

    /** Deletes all runs of an instance and returns the number of deleted instances. */
    int purge(String id, boolean recursive) {
        Optional<WorkflowExecutionInfo> found =
                server.describe(id, null).map(DescribeWorkflowExecutionResponse::getWorkflowExecutionInfo);
        if (found.isEmpty()) {
            return 0;
        }
        RuntimeStatus status = Statuses.of(found.get(), server.wire());
        if (!status.isFinished()) {
            throw new InstanceStateException(id, status, "only a finished one can be purged");
        }
        int purged = recursive ? purgeChildren(found.get().getExecution()) : 0;
        deleteAll(found.get().getExecution());
        return purged + 1;
    }

    private int purgeChildren(WorkflowExecution run) {
        int purged = 0;
        Set<String> children = new LinkedHashSet<>();
        for (HistoryEvent event : historyOf(run)) {
            if (event.hasChildWorkflowExecutionStartedEventAttributes()) {
                children.add(event.getChildWorkflowExecutionStartedEventAttributes()
                        .getWorkflowExecution()
                        .getWorkflowId());
            }
        }
        for (String child : children) {
            boolean finished = server.describe(child, null)
                    .filter(info -> Statuses.of(info.getWorkflowExecutionInfo(), server.wire())
                            .isFinished())
                    .isPresent();
            purged += finished ? purgeListed(child, true) : 0;
        }
        return purged;
    }

    /** Returns the history of a run; empty if it was deleted meanwhile. */
    private List<HistoryEvent> historyOf(WorkflowExecution run) {
        try {
            return server.history(run);
        } catch (InstanceNotFoundException e) {
            return List.of();
        }
    }

    /** Deletes the newest run and those before it; the server does it in the background. */
    private void deleteAll(WorkflowExecution newest) {
        Set<WorkflowExecution> runs = new LinkedHashSet<>();
        runs.add(newest);
        String query = "WorkflowId = " + Queries.quoted(newest.getWorkflowId()) + " AND ExecutionStatus != 'Running'";
        server.list(query, MOST_RUNS, ByteString.EMPTY)
                .getExecutionsList()
                .forEach(info -> runs.add(info.getExecution()));
        for (WorkflowExecution run : runs) {
            try {
                server.delete(run);
            } catch (StatusRuntimeException e) { // is deleted already
                if (!Server.isUnknown(e)) {
                    throw e;
                }
            }
        }
    }
}
