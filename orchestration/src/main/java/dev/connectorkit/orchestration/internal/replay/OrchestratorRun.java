package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.RegisteredOrchestration;
import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.orchestration.history.HistoryEvent;
import dev.connectorkit.orchestration.history.HistoryEvent.Action;
import dev.connectorkit.orchestration.internal.json.PayloadCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the code of an orchestration from its start over what happened and what is new. Events are taken one at a time, and only
 * when the code waits, so that it sees the same order in every replay, wherever the turns ended.
 */
final class OrchestratorRun implements TaskOrchestrationContext {

    private static final Logger LOG = LoggerFactory.getLogger(OrchestratorRun.class);

    private final InstanceState state;
    private final PayloadCodec codec;
    private final EventFeed feed;
    private final Calls calls;
    private final EventWaits waits = new EventWaits();
    private final Thread thread = Thread.currentThread();
    private @Nullable Logger logger;
    private @Nullable Outcome ended;
    private boolean inCallback;
    private int uuids;
    private @Nullable String customStatus;

    OrchestratorRun(InstanceState state, List<HistoryEvent> fresh, PayloadCodec codec) {
        this.state = state;
        this.codec = codec;
        this.feed = new EventFeed(state.history(), fresh);
        this.calls = new Calls(this, codec, state.history().actions());
        this.customStatus = state.customStatus();
    }

    Outcome execute(RegisteredOrchestration<?, ?> orchestration) {
        feed.next(); // the start
        if (feed.heldAtStart()) {
            return new Outcome.Blocked();
        }
        Outcome outcome;
        boolean signalled = false;
        try {
            outcome = new Outcome.Completed(call(orchestration));
        } catch (TurnSignal signal) {
            outcome = new Outcome.Blocked();
            signalled = true;
        } catch (Throwable thrown) {
            outcome = new Outcome.Failed(FailureDetails.of(thrown));
        }
        if (ended != null) {
            if (!signalled) {
                LOG.warn(
                        "Orchestration {} caught the Error that takes its thread out of a wait, in instance {}; what it did after"
                                + " that is ignored. It must catch Exception, not Throwable or Error",
                        state.name(),
                        state.id());
            }
            outcome = ended;
        }
        String missing = calls.missing();
        return missing == null || (outcome instanceof Outcome.Failed failed && Divergence.is(failed))
                ? outcome
                : Divergence.failure(missing);
    }

    private <I extends @Nullable Object> @Nullable String call(RegisteredOrchestration<I, ?> orchestration)
            throws Exception {
        I input = codec.read(state.input(), orchestration.input(), "input of orchestration " + state.name());
        Object output = orchestration.code().run(this, input);
        return codec.write(output, "output of orchestration " + state.name());
    }

    List<Action> added() {
        return calls.added();
    }

    @Nullable String customStatus() {
        return customStatus;
    }

    boolean isSuspended() {
        return feed.isSuspended();
    }

    /** Refuses calls from other threads and after the end. */
    void check() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("The context of an orchestration was used on thread "
                    + Thread.currentThread().getName()
                    + "; it belongs to the thread that runs the orchestration. Work on other threads belongs into an"
                    + " activity");
        }
        if (ended != null) {
            throw TurnSignal.INSTANCE;
        }
    }

    private TurnSignal end(Outcome outcome) {
        ended = outcome;
        return TurnSignal.INSTANCE;
    }

    /** Ends the run because the code does something else than before. */
    TurnSignal diverge(String how) {
        return end(Divergence.failure(how));
    }

    void awaitDone(RunTask<?> task) {
        check();
        if (inCallback && task.isOpen()) {
            throw new IllegalStateException("A function of thenApply must not wait for a task that has not ended");
        }
        while (task.isOpen()) {
            HistoryEvent event = feed.next();
            if (event == null) {
                throw end(new Outcome.Blocked());
            }
            process(event);
        }
    }

    private void process(HistoryEvent event) {
        if (event instanceof HistoryEvent.EventRaised raised) {
            waits.raised(raised);
        } else if (event instanceof HistoryEvent.Answer answer) {
            calls.answered(answer);
        }
    }

    /** Runs what was handed to a task; it may use the context but not wait. */
    <R extends @Nullable Object> R callback(Supplier<R> function) {
        boolean before = inCallback;
        inCallback = true;
        try {
            return function.get();
        } finally {
            inCallback = before;
        }
    }

    @Override
    public <T extends @Nullable Object> Task<T> callActivity(
            String name, @Nullable Object input, TaskOptions options, TypeRef<T> type) {
        check();
        String json = codec.write(input, "input of activity " + name);
        return calls.call(
                name, type, options.retryPolicy(), id -> new HistoryEvent.TaskScheduled(feed.now(), id, name, json));
    }

    @Override
    public <T extends @Nullable Object> Task<T> callSubOrchestrator(
            String name, @Nullable Object input, TaskOptions options, TypeRef<T> type) {
        check();
        String json = codec.write(input, "input of orchestration " + name);
        return calls.call(name, type, options.retryPolicy(), id -> {
            String given = options.instanceId();
            String child = given == null ? derived("sub/" + id).toString().replace("-", "") : given;
            return new HistoryEvent.SubOrchestrationCreated(feed.now(), id, name, child, json);
        });
    }

    @Override
    public RunTask<Void> createTimer(Instant fireAt) {
        check();
        return calls.timer(fireAt);
    }

    @Override
    public RunTask<Void> createTimer(Duration delay) {
        return createTimer(currentInstant().plus(delay));
    }

    @Override
    public <T extends @Nullable Object> RunTask<T> waitForExternalEvent(String name, TypeRef<T> type) {
        check();
        RunTask<T> task = new RunTask<>(this, name);
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
        check();
        String json = codec.write(payload, "payload of event " + eventName);
        calls.record(id -> new HistoryEvent.EventSent(feed.now(), id, eventName, instanceId, json));
    }

    @Override
    public <T extends @Nullable Object> Task<List<T>> allOf(List<Task<T>> tasks) {
        check();
        return Composition.allOf(this, tasks);
    }

    @Override
    public Task<Void> allOf(Task<?>... tasks) {
        check();
        return Composition.allOf(this, tasks);
    }

    @Override
    public Task<Task<?>> anyOf(List<Task<?>> tasks) {
        check();
        return Composition.anyOf(this, tasks);
    }

    @Override
    public void setCustomStatus(@Nullable Object status) {
        check();
        customStatus = codec.write(status, "custom status");
    }

    @Override
    public void continueAsNew(@Nullable Object input) {
        continueAsNew(input, true);
    }

    @Override
    public void continueAsNew(@Nullable Object input, boolean preserveUnprocessedEvents) {
        check();
        List<HistoryEvent.EventRaised> carried = new ArrayList<>();
        if (preserveUnprocessedEvents) {
            carried.addAll(waits.rest());
            carried.addAll(feed.rest());
            carried.sort(Comparator.comparingLong(HistoryEvent.EventRaised::message));
        }
        throw end(new Outcome.Continued(codec.write(input, "input of orchestration " + state.name()), carried));
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
        check();
        return derived("uuid/" + uuids++);
    }

    private UUID derived(String what) {
        return UUID.nameUUIDFromBytes((state.execution() + "/" + what).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Logger logger() {
        Logger known = logger;
        if (known == null) {
            known = ReplayLogger.of(LoggerFactory.getLogger(state.name()), () -> feed.isReplaying() || ended != null);
            logger = known;
        }
        return known;
    }
}
