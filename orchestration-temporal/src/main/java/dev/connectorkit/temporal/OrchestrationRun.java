package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.HistoryEvent.EventRaised;
import dev.connectorkit.orchestration.runtime.Arguments;
import dev.connectorkit.orchestration.runtime.RunLoop;
import dev.connectorkit.orchestration.runtime.RunTask;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread of one workflow run. What arrives is queued and processed one piece at a time, and only when the code waits, as in the
 * embedded engine; nothing is processed while the instance is suspended.
 */
final class OrchestrationRun implements RunLoop {

    private final Thread thread = Thread.currentThread();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final List<Promise<?>> pending = new ArrayList<>();
    private boolean suspended;
    private boolean ended;
    private boolean inCallback;

    /** Queues an event; called on any thread of the workflow. */
    void arrived(EventRaised event, Runnable delivery) {
        arrivals.add(new Arrival(event, delivery));
    }

    /** Queues the end of a promise. */
    <T extends @Nullable Object> void whenDone(
            Promise<T> promise, Consumer<T> completed, Consumer<RuntimeException> failed) {
        Promise<Boolean> unused = promise.handle((value, failure) -> {
            arrivals.add(
                    new Arrival(null, failure == null ? () -> completed.accept(value) : () -> failed.accept(failure)));
            return true;
        });
    }

    /** Returns the events that have not been processed. */
    List<EventRaised> unprocessed() {
        return arrivals.stream()
                .map(Arrival::event)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** Something to process; {@code event} is null unless it is the arrival of an event. */
    private record Arrival(@Nullable EventRaised event, Runnable delivery) {}

    /** Keeps the run from ending before a command was accepted: Temporal drops those of a run that has ended. */
    void mustBeAccepted(Promise<?> command) {
        pending.add(command);
    }

    /** Waits for the commands that must be accepted, whatever becomes of them. */
    void settle() {
        Workflow.await(() -> pending.stream().allMatch(Promise::isCompleted));
    }

    void suspended(boolean value) {
        suspended = value;
    }

    boolean isSuspended() {
        return suspended;
    }

    void awaitResumed() {
        Workflow.await(() -> !suspended);
    }

    /** Ends the run; the caller throws the result. */
    EndOfRun end() {
        ended = true;
        return EndOfRun.INSTANCE;
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public void check() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("The context of an orchestration was used on thread "
                    + Thread.currentThread().getName()
                    + "; it must be used on the thread that runs the orchestration. Work on other threads belongs into an"
                    + " activity");
        }
        if (ended) {
            throw EndOfRun.INSTANCE;
        }
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }

    @Override
    public void awaitDone(RunTask<?> task) {
        check();
        if (inCallback && task.isOpen()) {
            throw new IllegalStateException("A function of thenApply must not wait for a task that has not ended");
        }
        while (task.isOpen()) {
            Workflow.await(() -> !suspended && !arrivals.isEmpty());
            arrivals.remove().delivery().run();
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
    public RunTask<Void> timer(Duration delay) {
        check();
        RunTask<Void> task = new RunTask<>(this, "timer");
        if (Arguments.isNever(now(), delay)) {
            return task;
        }
        // Rounded up: a timer must not fire before its time.
        Duration millis = Duration.ofMillis(delay.plusNanos(999_999).toMillis());
        CancellationScope scope = Workflow.newCancellationScope(() -> {
            Promise<Void> timer = Workflow.newTimer(millis);
            whenDone(timer, fired -> task.complete(OrchestrationRun::nothing), failure -> {});
        });
        task.onCancel(() -> scope.cancel());
        scope.run();
        return task;
    }

    @SuppressWarnings("NullAway") // the only value of Void
    private static Void nothing() {
        return null;
    }

    @Override
    public boolean unwinds(Error error) {
        return isUnwinding(error);
    }

    /** Returns whether an Error unwinds the stack, for this adapter or for Temporal. */
    static boolean isUnwinding(Throwable thrown) {
        return thrown instanceof EndOfRun
                || (thrown instanceof Error && thrown.getClass().getName().startsWith("io.temporal."));
    }
}
