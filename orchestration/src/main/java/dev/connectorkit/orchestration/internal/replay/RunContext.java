package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.orchestration.runtime.Arguments;
import dev.connectorkit.orchestration.runtime.Composition;
import dev.connectorkit.orchestration.runtime.EventWaits;
import dev.connectorkit.orchestration.runtime.Payloads;
import dev.connectorkit.orchestration.runtime.RunTask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operations of an orchestration in one run. */
final class RunContext implements TaskOrchestrationContext {

    private final OrchestratorRun run;
    private final InstanceState state;
    private final Payloads codec;
    private final EventFeed feed;
    private final Calls calls;
    private final EventWaits waits;
    private @Nullable Logger logger;
    private @Nullable String customStatus;
    private final Map<String, Boolean> asked = new HashMap<>();
    private final List<HistoryEvent.PatchApplied> patches = new ArrayList<>();
    private int uuids;

    RunContext(
            OrchestratorRun run, InstanceState state, Payloads codec, EventFeed feed, Calls calls, EventWaits waits) {
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
            String name, @Nullable Object input, @Nullable TaskOptions options, TypeRef<T> type) {
        run.check();
        Arguments.name("an activity", name);
        Arguments.given("type of a result", type);
        String json = codec.write(input, "input of activity " + name);
        TaskOptions given = options == null ? TaskOptions.NONE : options;
        return calls.call(
                name,
                type,
                given,
                (id, first) -> new HistoryEvent.TaskScheduled(
                        feed.now(), id, name, json, first, given.timeout(), given.heartbeatTimeout()));
    }

    @Override
    public <T extends @Nullable Object> Task<T> callSubOrchestrator(
            String name, @Nullable Object input, @Nullable TaskOptions options, TypeRef<T> type) {
        run.check();
        Arguments.name("an orchestration", name);
        Arguments.given("type of a result", type);
        String json = codec.write(input, "input of orchestration " + name);
        TaskOptions given = options == null ? TaskOptions.NONE : options;
        String version = given.version() == null ? state.instance().version() : given.version();
        return calls.call(name, type, given, (id, first) -> {
            String named = given.instanceId();
            String child = named == null ? derived("sub/" + id).toString().replace("-", "") : named;
            return new HistoryEvent.SubOrchestrationCreated(feed.now(), id, name, child, json, version);
        });
    }

    @Override
    public RunTask<Void> createTimer(Instant fireAt) {
        run.check();
        return calls.timer(Arguments.time(fireAt));
    }

    @Override
    public RunTask<Void> createTimer(Duration delay) {
        return run.timer(Arguments.delay(delay));
    }

    @Override
    public <T extends @Nullable Object> RunTask<T> waitForExternalEvent(String name, TypeRef<T> type) {
        run.check();
        Arguments.name("an event", name);
        Arguments.given("type of a payload", type);
        RunTask<T> task = new RunTask<>(run, name);
        waits.add(name, task, event -> () -> codec.read(event.input(), type, "payload of event " + name));
        return task;
    }

    @Override
    public <T extends @Nullable Object> Task<T> waitForExternalEvent(
            String name, TypeRef<T> type, @Nullable Duration timeout) {
        RunTask<T> task = waitForExternalEvent(name, type);
        if (!task.isOpen() || timeout == null || timeout.isNegative()) {
            return task;
        }
        RunTask<Void> timer = createTimer(timeout);
        task.onDone(timer::cancel);
        timer.onDone(() -> task.cancelled("No event " + name + " arrived within " + timeout));
        return task;
    }

    @Override
    public void sendEvent(String instanceId, String eventName, @Nullable Object payload) {
        run.check();
        Arguments.name("an instance id", instanceId);
        Arguments.name("an event", eventName);
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
    public @Nullable String getVersion() {
        return state.instance().version();
    }

    @Override
    public boolean isPatched(String patch) {
        run.check();
        Arguments.name("a patch", patch);
        return asked.computeIfAbsent(patch, this::decide);
    }

    private boolean decide(String patch) {
        if (state.history().isPatched(patch)) {
            return true;
        }
        if (feed.isReplaying()) {
            return false;
        }
        patches.add(new HistoryEvent.PatchApplied(feed.now(), patch));
        return true;
    }

    /** Continues after a turn, whose patches the history has now. */
    void resume() {
        patches.clear();
    }

    List<HistoryEvent.PatchApplied> patches() {
        return patches;
    }

    @Override
    public <T extends @Nullable Object> T getInput(TypeRef<T> type) {
        Arguments.given("type of an input", type);
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
