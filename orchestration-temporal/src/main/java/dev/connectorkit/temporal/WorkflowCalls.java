package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.TaskFailedException;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.orchestration.runtime.RetryingCall;
import dev.connectorkit.orchestration.runtime.RunTask;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.ExternalWorkflowStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Activities, child workflows and signals of a run. */
final class WorkflowCalls {

    /** Longer than any activity; lost workers are noticed by the heartbeats of this adapter. */
    private static final Duration UNLIMITED = Duration.ofDays(3650);

    private final Shared shared;
    private final OrchestrationRun run;
    private final WorkflowContext context;
    private final ActivityOptions.Builder activities;
    private final Map<String, Promise<Void>> sent = new HashMap<>();
    private int count;

    WorkflowCalls(Shared shared, OrchestrationRun run, WorkflowContext context) {
        this.shared = shared;
        this.run = run;
        this.context = context;
        // Failures of the code are not retriable for Temporal; a lost worker is.
        this.activities = ActivityOptions.newBuilder()
                .setStartToCloseTimeout(UNLIMITED)
                .setHeartbeatTimeout(shared.lease())
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofMillis(200))
                        .setMaximumInterval(Duration.ofSeconds(10))
                        .build());
    }

    /** Starts one attempt and returns its task; {@code first} is the number of the first attempt. */
    @FunctionalInterface
    private interface Attempt<T extends @Nullable Object> {
        RunTask<T> start(int number, int first);
    }

    <T extends @Nullable Object> RunTask<T> activity(
            String name, @Nullable String json, TaskOptions options, TypeRef<T> type) {
        return call(name, options, (number, first) -> {
            ActivityDetails details = new ActivityDetails(
                    context.execution() + "-" + first, millis(options.timeout()), millis(options.heartbeatTimeout()));
            Promise<RawValue> promise = Workflow.newUntypedActivityStub(activities.build())
                    .executeAsync(name, RawValue.class, Wire.raw(json), Wire.object(details));
            return task(name, promise, type);
        });
    }

    private static long millis(@Nullable Duration limit) {
        return limit == null ? 0 : Math.max(1, limit.toMillis());
    }

    <T extends @Nullable Object> RunTask<T> child(
            String name, @Nullable String json, TaskOptions options, TypeRef<T> type) {
        String version = options.version() == null ? context.getVersion() : options.version();
        return call(name, options, (number, first) -> {
            String named = options.instanceId();
            String id =
                    named == null ? context.derived("sub/" + number).toString().replace("-", "") : named;
            ChildWorkflowStub child = Workflow.newUntypedChildWorkflowStub(
                    name,
                    ChildWorkflowOptions.newBuilder()
                            .setWorkflowId(id)
                            .setTaskQueue(shared.taskQueue())
                            .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                            // The client terminates children if it is asked to; they outlive the end of their parent.
                            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                            .setMemo(Memo.first(version, Map.of(), json, Workflow.currentTimeMillis()))
                            .build());
            Promise<RawValue> promise =
                    child.executeAsync(RawValue.class, Wire.raw(json), Wire.object(RunDetails.first(version, 0)));
            run.mustBeAccepted(child.getExecution());
            return task(name, promise, type);
        });
    }

    /** Sends an event after those before it to the same instance: the server does not keep the order of concurrent signals. */
    void send(String instanceId, String event, @Nullable String json) {
        Promise<Void> before = sent.get(instanceId);
        ExternalWorkflowStub receiver = Workflow.newUntypedExternalWorkflowStub(instanceId);
        Promise<Void> now = Async.procedure(() -> {
            if (before != null) {
                before.get();
            }
            try {
                receiver.signal(event, Wire.raw(json));
            } catch (RuntimeException e) {
                context.logger().debug("Event {} was dropped: instance {} does not run", event, instanceId, e);
            }
        });
        sent.put(instanceId, now);
        run.mustBeAccepted(now);
    }

    private <T extends @Nullable Object> RunTask<T> call(String name, TaskOptions options, Attempt<T> attempt) {
        if (options.retryPolicy() == null && options.retryHandler() == null) {
            int number = count++;
            return attempt.start(number, number);
        }
        RetryingCall.Attempts<T> attempts = first -> {
            int number = count++;
            int call = first < 0 ? number : first;
            return new RetryingCall.Started<>(attempt.start(number, call), call);
        };
        return new RetryingCall<>(run, name, options, attempts).start();
    }

    private <T extends @Nullable Object> RunTask<T> task(String name, Promise<RawValue> promise, TypeRef<T> type) {
        RunTask<T> task = new RunTask<>(run, name);
        run.whenDone(
                promise,
                result -> task.complete(() -> shared.payloads().read(Wire.text(result), type, "result of " + name)),
                failure -> task.fail(new TaskFailedException(name, Failures.ofTask(failure, name))));
        return task;
    }
}
