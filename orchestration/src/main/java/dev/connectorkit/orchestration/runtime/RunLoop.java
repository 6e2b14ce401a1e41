package dev.connectorkit.orchestration.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of the code of an orchestration, as its tasks see it. Used on the thread of the run only. */
public interface RunLoop {

    /** Rejects calls from other threads, and unwinds code that continues after the end of the run. */
    void check();

    /** Returns the time of the run. */
    Instant now();

    /** Waits until a task has ended. */
    void awaitDone(RunTask<?> task);

    /** Runs a function of a task; it may use the context but not wait. */
    <R extends @Nullable Object> R callback(Supplier<R> function);

    /** Sets a timer; one after the last time that can be stored never fires. */
    RunTask<Void> timer(Duration delay);

    /** Returns whether an Error unwinds the stack of the run, so that nobody may catch it. */
    boolean unwinds(Error error);
}
