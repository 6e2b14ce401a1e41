package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.orchestration.runtime.Arguments;
import dev.connectorkit.orchestration.runtime.Composition;
import dev.connectorkit.orchestration.runtime.EventWaits;
import dev.connectorkit.orchestration.runtime.Payloads;
import dev.connectorkit.orchestration.runtime.RunTask;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The operations of an orchestration in one workflow run. */
final class WorkflowContext implements TaskOrchestrationContext {

    /** The end of a run that continues as new. */
    record Continued(@Nullable String input, boolean keepsEvents) {}

    private final WorkflowInfo info = Workflow.getInfo();
    private final OrchestrationRun run;
    private final EventWaits waits;
    private final WorkflowCalls calls;
    private final Payloads payloads;
    private final @Nullable String input;
    private final @Nullable String version;
    private final Map<String, Boolean> patches = new HashMap<>();
    private @Nullable String customStatus;
    private @Nullable Continued continued;
    private int uuids;

    WorkflowContext(Shared shared, OrchestrationRun run, EventWaits waits, @Nullable String input, RunDetails details) {
        this.run = run;
        this.waits = waits;
        this.payloads = shared.payloads();
        this.input = input;
        this.version = details.version();
        this.customStatus = details.customStatus();
        this.calls = new WorkflowCalls(shared, run, this);
    }

    @Override
    public <T extends @Nullable Object> Task<T> callActivity(
            String name, @Nullable Object value, @Nullable TaskOptions options, TypeRef<T> type) {
        run.check();
        Arguments.name("an activity", name);
        Arguments.given("type of a result", type);
        String json = payloads.write(value, "input of activity " + name);
        return calls.activity(name, json, options == null ? TaskOptions.NONE : options, type);
    }

    @Override
    public <T extends @Nullable Object> Task<T> callSubOrchestrator(
            String name, @Nullable Object value, @Nullable TaskOptions options, TypeRef<T> type) {
        run.check();
        Arguments.name("an orchestration", name);
        Arguments.given("type of a result", type);
        String json = payloads.write(value, "input of orchestration " + name);
        return calls.child(name, json, options == null ? TaskOptions.NONE : options, type);
    }

    @Override
    public Task<Void> createTimer(Instant fireAt) {
        Instant time = Arguments.time(fireAt);
        return run.timer(Arguments.delay(Duration.between(run.now(), time)));
    }

    @Override
    public Task<Void> createTimer(Duration delay) {
        return run.timer(Arguments.delay(delay));
    }

    @Override
    public <T extends @Nullable Object> RunTask<T> waitForExternalEvent(String name, TypeRef<T> type) {
        run.check();
        Arguments.name("an event", name);
        Arguments.given("type of a payload", type);
        RunTask<T> task = new RunTask<>(run, name);
        waits.add(name, task, event -> () -> payloads.read(event.input(), type, "payload of event " + name));
        return task;
    }

    @Override
    public <T extends @Nullable Object> Task<T> waitForExternalEvent(
            String name, TypeRef<T> type, @Nullable Duration timeout) {
        RunTask<T> task = waitForExternalEvent(name, type);
        if (!task.isOpen() || timeout == null || timeout.isNegative()) {
            return task;
        }
        RunTask<Void> timer = run.timer(timeout);
        task.onDone(timer::cancel);
        timer.onDone(() -> task.cancelled("No event " + name + " arrived within " + timeout));
        return task;
    }

    @Override
    public void sendEvent(String instanceId, String eventName, @Nullable Object payload) {
        run.check();
        Arguments.name("an instance id", instanceId);
        Arguments.name("an event", eventName);
        calls.send(instanceId, eventName, payloads.write(payload, "payload of event " + eventName));
    }

    @Override
    public <T extends @Nullable Object> Task<List<T>> allOf(List<Task<T>> tasks) {
        run.check();
        return Composition.allOf(run, tasks);
    }

    @Override
    public Task<Void> allOf(Task<?>... tasks) {
        run.check();
        return Composition.allOf(run, tasks);
    }

    @Override
    public Task<Task<?>> anyOf(List<Task<?>> tasks) {
        run.check();
        return Composition.anyOf(run, tasks);
    }

    @Override
    public void setCustomStatus(@Nullable Object status) {
        run.check();
        String json = payloads.write(status, "custom status");
        if (!Objects.equals(json, customStatus)) {
            customStatus = json;
            Workflow.upsertMemo(Memo.of(Memo.CUSTOM_STATUS, json));
        }
    }

    @Override
    public void continueAsNew(@Nullable Object next) {
        continueAsNew(next, true);
    }

    @Override
    public void continueAsNew(@Nullable Object next, boolean preserveUnprocessedEvents) {
        run.check();
        String json = payloads.write(next, "input of orchestration " + getName());
        continued = new Continued(json, preserveUnprocessedEvents);
        throw run.end();
    }

    @Nullable Continued continued() {
        return continued;
    }

    @Nullable String customStatus() {
        return customStatus;
    }

    @Override
    public String getName() {
        return info.getWorkflowType();
    }

    @Override
    public String getInstanceId() {
        return info.getWorkflowId();
    }

    @Override
    public @Nullable String getVersion() {
        return version;
    }

    @Override
    public boolean isPatched(String patch) {
        run.check();
        Arguments.name("a patch", patch);
        return patches.computeIfAbsent(patch, name -> Workflow.getVersion(name, Workflow.DEFAULT_VERSION, 1) == 1);
    }

    @Override
    public <T extends @Nullable Object> T getInput(TypeRef<T> type) {
        Arguments.given("type of an input", type);
        return payloads.read(input, type, "input of orchestration " + getName());
    }

    @Override
    public Instant currentInstant() {
        return run.now();
    }

    @Override
    public boolean isReplaying() {
        return WorkflowUnsafe.isReplaying();
    }

    @Override
    public UUID newUuid() {
        run.check();
        return derived("uuid/" + uuids++);
    }

    /** Returns a UUID that is the same in every replay of this run, also after a reset, and in no other run. */
    UUID derived(String what) {
        return UUID.nameUUIDFromBytes((execution() + "/" + what).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the id of the run, which a reset does not change. */
    String execution() {
        return info.getOriginalExecutionRunId();
    }

    @Override
    public Logger logger() {
        return Workflow.getLogger(getName());
    }
}
