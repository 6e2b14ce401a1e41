package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.IdReuse;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.orchestration.runtime.Arguments;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts instances. Thread-safe. */
record Starts(Shared shared, Server server, Endings endings) {

    String start(String name, @Nullable Object input, StartOptions options) {
        Arguments.name("an orchestration", name);
        Arguments.given("options of a start", options);
        if (!shared.orchestrations().orchestrationNames().isEmpty()
                && shared.orchestrations().orchestration(name) == null) {
            throw new IllegalArgumentException("No orchestration " + name + " is registered; known are "
                    + shared.orchestrations().orchestrationNames());
        }
        String json = shared.payloads().write(input, "input of orchestration " + name);
        String id = options.instanceId() == null ? UUID.randomUUID().toString().replace("-", "") : options.instanceId();
        String version = options.version() == null ? shared.version() : options.version();
        long startAt = options.startAt() == null ? 0 : options.startAt().toEpochMilli();
        if (options.idReuse() == IdReuse.REPLACE) {
            endRunning(id);
        }
        WorkflowOptions workflow = WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(shared.taskQueue())
                .setWorkflowIdReusePolicy(reuse(options.idReuse()))
                .setWorkflowIdConflictPolicy(conflict(options.idReuse()))
                .setMemo(Memo.first(version, options.tags(), json, System.currentTimeMillis()))
                .build();
        try {
            server.client()
                    .newUntypedWorkflowStub(name, workflow)
                    .start(Wire.raw(json), Wire.object(RunDetails.first(version, startAt)));
        } catch (WorkflowExecutionAlreadyStarted e) {
            if (options.idReuse() != IdReuse.USE_EXISTING && options.idReuse() != IdReuse.USE_RUNNING) {
                throw taken(id);
            }
        }
        return id;
    }

    private InstanceStateException taken(String id) {
        RuntimeStatus status = server.describe(id, null)
                .map(found -> Statuses.of(found.getWorkflowExecutionInfo(), server.wire()))
                .orElse(RuntimeStatus.RUNNING);
        return new InstanceStateException(
                id,
                status,
                status.isFinished() ? "its id may be used once" : "a new instance needs an id that is free");
    }

    private void endRunning(String id) {
        server.describe(id, null).ifPresent(found -> {
            WorkflowExecutionInfo info = found.getWorkflowExecutionInfo();
            if (!Statuses.of(info, server.wire()).isFinished()) {
                endings.terminate(info, "Replaced by a new start", true);
            }
        });
    }

    private static WorkflowIdReusePolicy reuse(IdReuse reuse) {
        return switch (reuse) {
            case REFUSE, USE_EXISTING -> WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE;
            default -> WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE;
        };
    }

    private static WorkflowIdConflictPolicy conflict(IdReuse reuse) {
        return switch (reuse) {
            case REPLACE -> WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING;
            case USE_RUNNING, USE_EXISTING -> WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING;
            default -> WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL;
        };
    }
}
