package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.InstanceNotFoundException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The calls of Temporal's service that this adapter makes itself. Thread-safe. */
record Server(WorkflowClient client, Wire wire) {

    /** Returns the service; its calls wait for a server that cannot be reached until their deadline. */
    private WorkflowServiceBlockingStub stub() {
        return client.getWorkflowServiceStubs().blockingStub().withWaitForReady();
    }

    private String namespace() {
        return client.getOptions().getNamespace();
    }

    static WorkflowExecution execution(String id, @Nullable String run) {
        return WorkflowExecution.newBuilder()
                .setWorkflowId(id)
                .setRunId(run == null ? "" : run)
                .build();
    }

    /** Returns the description of a run, the newest for null; empty if it is unknown. */
    Optional<DescribeWorkflowExecutionResponse> describe(String id, @Nullable String run) {
        try {
            return Optional.of(stub().describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(namespace())
                    .setExecution(execution(id, run))
                    .build()));
        } catch (StatusRuntimeException e) {
            if (isUnknown(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Returns whether the server does not know the instance, or does not accept its id. */
    static boolean isUnknown(StatusRuntimeException e) {
        return e.getStatus().getCode() == Status.Code.NOT_FOUND
                || e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT;
    }

    /**
     * Returns the first event of a run.
     *
     * @throws InstanceNotFoundException if the run has been deleted
     */
    HistoryEvent firstEvent(WorkflowExecution run) {
        return events(stub(), page(run).setMaximumPageSize(1).build())
                .getHistory()
                .getEvents(0);
    }

    private static GetWorkflowExecutionHistoryResponse events(
            WorkflowServiceBlockingStub stub, GetWorkflowExecutionHistoryRequest request) {
        try {
            return stub.getWorkflowExecutionHistory(request);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                throw new InstanceNotFoundException(request.getExecution().getWorkflowId());
            }
            throw e;
        }
    }

    /**
     * Returns the whole history of a run.
     *
     * @throws InstanceNotFoundException if the run has been deleted
     */
    List<HistoryEvent> history(WorkflowExecution run) {
        List<HistoryEvent> events = new ArrayList<>();
        GetWorkflowExecutionHistoryRequest.Builder request = page(run);
        GetWorkflowExecutionHistoryResponse page;
        do {
            page = events(stub(), request.build());
            events.addAll(page.getHistory().getEventsList());
            request.setNextPageToken(page.getNextPageToken());
        } while (!page.getNextPageToken().isEmpty());
        return events;
    }

    /**
     * Returns the last event of a run that has ended, or waits for it; empty if it has not ended in time.
     *
     * @throws InstanceNotFoundException if the run has been deleted
     */
    Optional<HistoryEvent> closeEvent(WorkflowExecution run, long waitMillis) {
        GetWorkflowExecutionHistoryRequest request = page(run)
                .setHistoryEventFilterType(HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                .setWaitNewEvent(waitMillis > 0)
                .build();
        WorkflowServiceBlockingStub waiting =
                waitMillis > 0 ? stub().withDeadlineAfter(waitMillis, TimeUnit.MILLISECONDS) : stub();
        try {
            List<HistoryEvent> events = events(waiting, request).getHistory().getEventsList();
            return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
        } catch (StatusRuntimeException e) {
            Status.Code code = e.getStatus().getCode();
            if (waitMillis > 0 && (code == Status.Code.DEADLINE_EXCEEDED || code == Status.Code.UNAVAILABLE)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private GetWorkflowExecutionHistoryRequest.Builder page(WorkflowExecution run) {
        return GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace(namespace())
                .setExecution(run);
    }

    void terminate(WorkflowExecution run, @Nullable String reason) {
        stub().terminateWorkflowExecution(TerminateWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace())
                .setWorkflowExecution(run)
                .setReason(reason == null ? "" : reason)
                .build());
    }

    /** Resets a run to the state before a task of its workflow, identified by the event that completed the task. */
    void reset(WorkflowExecution run, long event, @Nullable String reason) {
        stub().resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace())
                .setWorkflowExecution(run)
                .setReason(reason == null ? "" : reason)
                .setWorkflowTaskFinishEventId(event)
                .setRequestId(UUID.randomUUID().toString())
                .build());
    }

    void delete(WorkflowExecution run) {
        stub().deleteWorkflowExecution(DeleteWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace())
                .setWorkflowExecution(run)
                .build());
    }

    ListWorkflowExecutionsResponse list(String query, int size, com.google.protobuf.ByteString page) {
        return stub().listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                .setNamespace(namespace())
                .setQuery(query)
                .setPageSize(size)
                .setNextPageToken(page)
                .build());
    }
}
