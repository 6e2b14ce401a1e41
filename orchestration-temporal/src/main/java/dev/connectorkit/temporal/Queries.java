package dev.connectorkit.temporal;

import com.google.protobuf.ByteString;
import dev.connectorkit.orchestration.InstancePage;
import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds instances by Temporal's lists, which lag behind by a moment and begin with the newest. States that Temporal does not have,
 * and tags, are compared after a page was read, so that a page may be shorter than its limit. Thread-safe.
 */
record Queries(Shared shared, Server server, Statuses statuses, Endings endings) {

    InstancePage query(InstanceQuery query) {
        String token = query.token();
        ListWorkflowExecutionsResponse page = server.list(text(query), query.limit(), position(token));
        List<OrchestrationStatus> found = new ArrayList<>();
        for (WorkflowExecutionInfo listed : page.getExecutionsList()) {
            current(listed).filter(status -> matches(status, query)).ifPresent(found::add);
        }
        ByteString next = page.getNextPageToken();
        return new InstancePage(
                found, next.isEmpty() ? null : Base64.getUrlEncoder().encodeToString(next.toByteArray()));
    }

    private static ByteString position(@Nullable String token) {
        try {
            return token == null
                    ? ByteString.EMPTY
                    : ByteString.copyFrom(Base64.getUrlDecoder().decode(token));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "This is not the token of a page; use the one that the previous page has", e);
        }
    }

    /** Returns the instance unless the listed run is an older one, one that a rewind has replaced, or one that was purged meanwhile. */
    private Optional<OrchestrationStatus> current(WorkflowExecutionInfo listed) {
        return server.describe(listed.getExecution().getWorkflowId(), null)
                .map(description -> description.getWorkflowExecutionInfo())
                .filter(newest -> newest.getExecution()
                        .getRunId()
                        .equals(listed.getExecution().getRunId()))
                .flatMap(statuses::find);
    }

    private static boolean matches(OrchestrationStatus status, InstanceQuery query) {
        return (query.statuses().isEmpty() || query.statuses().contains(status.runtimeStatus()))
                && status.tags().entrySet().containsAll(query.tags().entrySet())
                && isWithin(status.createdAt(), query.createdFrom(), query.createdTo())
                && ((query.completedFrom() == null && query.completedTo() == null)
                        || (status.completedAt() != null
                                && isWithin(status.completedAt(), query.completedFrom(), query.completedTo())));
    }

    private static boolean isWithin(Instant time, @Nullable Instant from, @Nullable Instant to) {
        return (from == null || !time.isBefore(from)) && (to == null || !time.isAfter(to));
    }

    private String text(InstanceQuery query) {
        List<String> conditions = new ArrayList<>();
        conditions.add("TaskQueue = " + quoted(shared.taskQueue()));
        conditions.add("ExecutionStatus != 'ContinuedAsNew'");
        if (!query.statuses().isEmpty()) {
            conditions.add("ExecutionStatus IN (" + states(query.statuses()) + ")");
        }
        if (!query.names().isEmpty()) {
            conditions.add("WorkflowType IN ("
                    + query.names().stream().map(Queries::quoted).collect(Collectors.joining(", ")) + ")");
        }
        String prefix = query.idPrefix();
        if (prefix != null && !prefix.isEmpty()) {
            conditions.add("WorkflowId STARTS_WITH " + quoted(prefix));
        }
        if (query.completedFrom() != null) {
            conditions.add("CloseTime >= " + quoted(query.completedFrom().toString()));
        }
        if (query.completedTo() != null) {
            conditions.add(
                    "CloseTime <= " + quoted(query.completedTo().plusMillis(1).toString()));
        }
        return String.join(" AND ", conditions);
    }

    private static String states(Set<RuntimeStatus> statuses) {
        Set<String> states = new TreeSet<>();
        for (RuntimeStatus status : statuses) {
            switch (status) {
                case COMPLETED -> states.add("'Completed'");
                case FAILED -> states.addAll(List.of("'Failed'", "'TimedOut'"));
                case TERMINATED -> states.addAll(List.of("'Terminated'", "'Canceled'"));
                default -> states.add("'Running'");
            }
        }
        return String.join(", ", states);
    }

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    int purge(InstanceQuery filter, boolean recursive) {
        int purged = 0;
        InstanceQuery query = filter.toBuilder().limit(100).token(null).build();
        while (true) {
            InstancePage page = query(query);
            for (OrchestrationStatus instance : page.instances()) {
                if (instance.runtimeStatus().isFinished()) {
                    purged += endings.purgeListed(instance.instanceId(), recursive);
                }
            }
            if (page.token() == null) {
                return purged;
            }
            query = query.from(page.token());
        }
    }
}
