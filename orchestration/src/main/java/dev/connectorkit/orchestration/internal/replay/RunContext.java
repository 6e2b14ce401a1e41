package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.orchestration.history.HistoryEvent;
import dev.connectorkit.orchestration.internal.json.PayloadCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the code of an orchestration does things with in one run. */
final class RunContext implements TaskOrchestrationContext {

    private final OrchestratorRun run;
    private final InstanceState state;
    private final PayloadCodec codec;
    private final EventFeed feed;
    private final Calls calls;
    private final EventWaits waits;
    private @Nullable Logger logger;
    private @Nullable String customStatus;
    private int uuids;

    RunContext(
            OrchestratorRun run,
            InstanceState state,
            PayloadCodec codec,
            EventFeed feed,
            Calls calls,
            EventWaits waits) {
        this.run = run;
        this.state = state;
        this.codec = codec;
        this.feed = feed;
        this.calls = calls;
        this.waits = waits;
        this.customStatus = state.customStatus();
    }

    @Nullable String customStatus() {
        return customStatus;
    }

    @Override
    public <T extends @Nullable Object> Task<T> callActivity(
            String name, @Nullable Object input, TaskOptions options, TypeRef<T> type) {
        run.check();
        String json = codec.write(input, "input of activity " + name);
        return calls.call(
                name, type, options.retryPolicy(), id -> new HistoryEvent.TaskScheduled(feed.now(), id, name, json));
    }

    @Override
    public <T extends @Nullable Object> Task<T> callSubOrchestrator(
            String name, @Nullable Object input, TaskOptions options, TypeRef<T> type) {
        run.check();
        String json = codec.write(input, "input of orchestration " + name);
        return calls.call(name, type, options.retryPolicy(), id -> {
            String given = options.instanceId();
            String child = given == null ? derived("sub/" + id).toString().replace("-", "") : given;
            return new HistoryEvent.SubOrchestrationCreated(feed.now(), id, name, child, json);
        });
    }

    @Override
    public RunTask<Void> createTimer(Instant fireAt) {
        run.check();
        return calls.timer(fireAt);
    }

    @Override
    public RunTask<Void> createTimer(Duration delay) {
        return run.timer(delay);
    }

    @Override
    public <T extends @Nullable Object> RunTask<T> waitForExternalEvent(String name, TypeRef<T> type) {
        run.check();
        RunTask<T> task = new RunTask<>(run, name);
        waits.add(name, task, event -> () -> codec.read(event.input(), type, "payload of event " + name));
        return task;
    }

    @Override
    public <T extends @Nullable Object> Task<T> waitForExternalEvent(String name, TypeRef<T> type, Duration timeout) {
        RunTask<T> task = waitForExternalEvent(name, type);
        if (!task.isOpen()) {
            return task;
        }
        RunTask<Void> timer = createTimer(timeout);
        task.onDone(timer::cancel);
        timer.onDone(() -> task.cancelled("No event " + name + " came within " + timeout));
        return task;
    }

    @Override
    public void sendEvent(String instanceId, String eventName, @Nullable Object payload) {
        run.check();
        String json = codec.write(payload, "payload of event " + eventName);
        calls.record(id -> new HistoryEvent.EventSent(feed.now(), id, eventName, instanceId, json));
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
        customStatus = codec.write(status, "custom status");
    }

    @Override
    public void continueAsNew(@Nullable Object input) {
        continueAsNew(input, true);
    }

    @Override
    public void continueAsNew(@Nullable Object input, boolean preserveUnprocessedEvents) {
        run.check();
        List<HistoryEvent.EventRaised> carried = new ArrayList<>();
        if (preserveUnprocessedEvents) {
            carried.addAll(waits.rest());
            carried.addAll(feed.rest());
            carried.sort(Comparator.comparingLong(HistoryEvent.EventRaised::message));
        }
        throw run.end(new Outcome.Continued(codec.write(input, "input of orchestration " + state.name()), carried));
    }

    @Override
    public String getName() {
        return state.name();
    }

    @Override
    public String getInstanceId() {
        return state.id();
    }

    @Override
    public <T extends @Nullable Object> T getInput(TypeRef<T> type) {
        return codec.read(state.input(), type, "input of orchestration " + state.name());
    }

    @Override
    public Instant currentInstant() {
        return feed.now();
    }

    @Override
    public boolean isReplaying() {
        return feed.isReplaying();
    }

    @Override
    public UUID newUuid() {
        run.check();
        return derived("uuid/" + uuids++);
    }

    private UUID derived(String what) {
        return UUID.nameUUIDFromBytes((state.execution() + "/" + what).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Logger logger() {
        Logger known = logger;
        if (known == null) {
            known = ReplayLogger.of(LoggerFactory.getLogger(state.name()), () -> feed.isReplaying() || run.hasEnded());
            logger = known;
        }
        return known;
    }
}
