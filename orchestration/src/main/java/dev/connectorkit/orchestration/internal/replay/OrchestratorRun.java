package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.HistoryEvent.Action;
import dev.connectorkit.orchestration.RegisteredOrchestration;
import dev.connectorkit.orchestration.runtime.Arguments;
import dev.connectorkit.orchestration.runtime.EventWaits;
import dev.connectorkit.orchestration.runtime.Payloads;
import dev.connectorkit.orchestration.runtime.RunLoop;
import dev.connectorkit.orchestration.runtime.RunTask;
import dev.connectorkit.storage.Coroutine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the code of an orchestration from its start over its history and new events. Events are taken one at a time, and only when
 * the code waits, so that it sees the same order in every replay, independently of the ends of turns. On a thread of its own the code
 * may go on with the events of further turns.
 */
final class OrchestratorRun implements RunLoop {

    private static final Logger LOG = LoggerFactory.getLogger(OrchestratorRun.class);

    private final InstanceState state;
    private final Payloads codec;
    private final EventFeed feed;
    private final Calls calls;
    private final EventWaits waits = new EventWaits();
    private final RunContext context;
    private @Nullable Thread thread;
    private @Nullable Coroutine own;
    private List<HistoryEvent> next = List.of();
    private Outcome outcome = new Outcome.Blocked();
    private @Nullable Outcome ended;
    private boolean inCallback;

    OrchestratorRun(InstanceState state, EventFeed feed, ActionLog actions, Payloads codec) {
        this.state = state;
        this.codec = codec;
        this.feed = feed;
        this.calls = new Calls(this, codec, actions);
        this.context = new RunContext(this, state, codec, feed, calls, waits);
    }

    /** Returns whether it can go on with the events of another turn. */
    boolean isResumable() {
        return feed.isResumable();
    }

    /** Runs the code until it ends or waits; returns the run. */
    OrchestratorRun execute(RegisteredOrchestration<?, ?> orchestration) {
        thread = Thread.currentThread();
        outcome = run(orchestration);
        return this;
    }

    /** Runs the code until it ends, on the thread of a coroutine, which pauses where it waits. */
    void execute(RegisteredOrchestration<?, ?> orchestration, Coroutine coroutine) {
        own = coroutine;
        execute(orchestration);
    }

    /** Runs the code on with the events of the next turn, once its history has those of the last; returns false if it has ended. */
    boolean resume(Coroutine coroutine, List<HistoryEvent> events) {
        next = events;
        return coroutine.resume();
    }

    /** Waits for the next turn; returns false if the code must unwind. */
    private boolean pause() {
        if (own == null || calls.missing() != null) {
            return false;
        }
        outcome = new Outcome.Blocked();
        if (!own.pause()) {
            return false;
        }
        feed.resume(next);
        calls.resume();
        context.resume();
        return true;
    }

    /** Returns the end of the turn. */
    Outcome outcome() {
        return outcome;
    }

    private Outcome run(RegisteredOrchestration<?, ?> orchestration) {
        feed.next(); // the start
        if (feed.heldAtStart()) {
            return new Outcome.Blocked();
        }
        Outcome end;
        boolean signalled = false;
        try {
            end = new Outcome.Completed(codec.run(orchestration, context, state.input()));
        } catch (TurnSignal signal) {
            end = new Outcome.Blocked();
            signalled = true;
        } catch (Throwable thrown) {
            end = new Outcome.Failed(FailureDetails.of(thrown));
        }
        if (ended != null) {
            if (!signalled) {
                LOG.warn(
                        "Orchestration {} caught the Error that unwinds it while it waits, in instance {}; what it did afterwards"
                                + " is ignored. It must catch Exception, not Throwable or Error",
                        state.name(),
                        state.id());
            }
            end = ended;
        }
        String missing = calls.missing();
        return missing == null || (end instanceof Outcome.Failed failed && Divergence.is(failed))
                ? end
                : Divergence.failure(missing);
    }

    List<Action> added() {
        return calls.added();
    }

    List<Action> again() {
        return calls.again();
    }

    List<HistoryEvent.PatchApplied> patches() {
        return context.patches();
    }

    @Nullable String customStatus() {
        return context.customStatus();
    }

    boolean isSuspended() {
        return feed.isSuspended();
    }

    boolean hasEnded() {
        return ended != null;
    }

    @Override
    public Instant now() {
        return feed.now();
    }

    @Override
    public void check() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("The context of an orchestration was used on thread "
                    + Thread.currentThread().getName()
                    + "; it must be used on the thread that runs the orchestration. Work on other threads belongs into an"
                    + " activity");
        }
        if (ended != null) {
            throw TurnSignal.INSTANCE;
        }
    }

    /** Ends the run; the caller throws the result. */
    TurnSignal end(Outcome outcome) {
        ended = outcome;
        return TurnSignal.INSTANCE;
    }

    /** Ends the run because the code does not match its history; the caller throws the result. */
    TurnSignal diverge(String how) {
        return end(Divergence.failure(how));
    }

    @Override
    public void awaitDone(RunTask<?> task) {
        check();
        if (inCallback && task.isOpen()) {
            throw new IllegalStateException("A function of thenApply must not wait for a task that has not ended");
        }
        while (task.isOpen()) {
            HistoryEvent event = feed.next();
            if (event != null) {
                process(event);
            } else if (!pause()) {
                throw end(new Outcome.Blocked());
            }
        }
    }

    private void process(HistoryEvent event) {
        if (event instanceof HistoryEvent.EventRaised raised) {
            waits.raised(raised);
        } else if (event instanceof HistoryEvent.Answer answer) {
            calls.answered(answer);
        }
    }

    @Override
    public <R extends @Nullable Object> R callback(Supplier<R> function) {
        boolean before = inCallback;
        inCallback = true;
        try {
            return function.get();
        } finally {
            inCallback = before;
        }
    }

    @Override
    public boolean unwinds(Error error) {
        return error instanceof TurnSignal;
    }

    @Override
    public RunTask<Void> timer(Duration delay) {
        check();
        return Arguments.isNever(feed.now(), delay)
                ? new RunTask<>(this, "timer")
                : calls.timer(feed.now().plus(delay));
    }
}
