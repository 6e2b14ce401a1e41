package dev.connectorkit.orchestration.runtime;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskCanceledException;
import dev.connectorkit.orchestration.TaskFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A task of one run. Its result is decoded when it is read. */
public final class RunTask<T extends @Nullable Object> implements Task<T> {

    private final RunLoop run;
    private final String name;
    private final List<Runnable> listeners = new ArrayList<>(1);
    private @Nullable Supplier<T> value;
    private @Nullable RuntimeException failure;
    private boolean done;
    private boolean cancelled;
    private boolean observed;
    private @Nullable Runnable onCancel;

    /** Creates an open task of a run. */
    public RunTask(RunLoop run, String name) {
        this.run = run;
        this.name = name;
    }

    /** Returns the name of the activity, sub-orchestration or event. */
    public String name() {
        return name;
    }

    /** Completes the task unless it has ended. */
    public void complete(Supplier<T> result) {
        if (!done) {
            value = result;
            end();
        }
    }

    /** Fails the task unless it has ended. */
    public void fail(RuntimeException cause) {
        if (!done) {
            failure = cause;
            end();
        }
    }

    /** Fails with anything that a function of the orchestration has thrown, also undeclared checked exceptions. */
    public void fail(Throwable thrown, String task) {
        fail(thrown instanceof RuntimeException e ? e : new TaskFailedException(task, FailureDetails.of(thrown)));
    }

    /** Cancels the task unless it has ended, without its effects. */
    public void cancelled(String message) {
        if (!done) {
            failure = new TaskCanceledException(message, name);
            cancelled = true;
            end();
        }
    }

    private void end() {
        done = true;
        for (Runnable listener : List.copyOf(listeners)) {
            listener.run();
        }
        listeners.clear();
    }

    /** Calls the listener when the task ends, or at once if it has. */
    public void onDone(Runnable listener) {
        if (done) {
            listener.run();
        } else {
            listeners.add(listener);
        }
    }

    /** Sets the effect of a cancellation. */
    public void onCancel(Runnable action) {
        onCancel = action;
    }

    /** Returns the failure, null if it has not failed. */
    public @Nullable RuntimeException failure() {
        return failure;
    }

    /** Returns whether the task has not ended. */
    public boolean isOpen() {
        return !done;
    }

    /** Returns whether the orchestration has read its end. */
    public boolean isObserved() {
        return observed;
    }

    /** Records that the orchestration has read the end. */
    public void observe() {
        observed = true;
    }

    /** Returns the result of a task that is done. */
    public T result() {
        observed = true;
        if (failure == null && value != null) {
            try {
                T result = value.get();
                value = () -> result;
                return result;
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        throw failure == null ? new IllegalStateException("Task " + name + " has not ended") : failure;
    }

    @Override
    public T await() {
        run.awaitDone(this);
        return result();
    }

    @Override
    public boolean isDone() {
        observed |= done;
        return done;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean cancel() {
        run.check();
        if (done) {
            return false;
        }
        if (onCancel != null) {
            onCancel.run();
        }
        cancelled("Task " + name + " was cancelled");
        return true;
    }

    @Override
    public <R extends @Nullable Object> Task<R> thenApply(Function<? super T, ? extends R> function) {
        run.check();
        Arguments.given("function of a task", function);
        RunTask<R> next = new RunTask<>(run, name);
        next.onCancel(this::cancel);
        onDone(() -> {
            if (cancelled) {
                next.cancelled("Task " + name + " was cancelled");
                return;
            }
            try {
                R result = run.callback(() -> function.apply(result()));
                next.complete(() -> result);
            } catch (Throwable e) {
                if (e instanceof Error error && run.unwinds(error)) {
                    throw error;
                }
                next.fail(e, name);
            }
        });
        return next;
    }
}
