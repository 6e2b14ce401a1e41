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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the code of an orchestration from its start over its history and new events. Events are taken one at a time, and only when
 * the code waits, so that it sees the same order in every replay, independently of the ends of turns.
 */
final class OrchestratorRun implements RunLoop {

    private static final Logger LOG = LoggerFactory.getLogger(OrchestratorRun.class);

    private final InstanceState state;
    private final Payloads codec;
    private final EventFeed feed;
    private final Calls calls;
    private final EventWaits waits = new EventWaits();
    private final RunContext context;
    private final Thread thread = Thread.currentThread();
    private @Nullable Outcome ended;
    private boolean inCallback;

    OrchestratorRun(InstanceState state, EventFeed feed, ActionLog actions, Payloads codec) {
        this.state = state;
        this.codec = codec;
        this.feed = feed;
        this.calls = new Calls(this, codec, actions);
        this.context = new RunContext(this, state, codec, feed, calls, waits);
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
                        "Orchestration {} caught the Error that unwinds it while it waits, in instance {}; what it did afterwards"
                                + " is ignored. It must catch Exception, not Throwable or Error",
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
        Object output = orchestration.code().run(context, input);
        return codec.write(output, "output of orchestration " + state.name());
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
