package dev.connectorkit.orchestration.runtime;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.RetryContext;
import dev.connectorkit.orchestration.RetryHandler;
import dev.connectorkit.orchestration.RetryPolicy;
import dev.connectorkit.orchestration.TaskFailedException;
import dev.connectorkit.orchestration.TaskOptions;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A call that is attempted again after a failure, with durable timers between the attempts. */
public final class RetryingCall<T extends @Nullable Object> {

    /** Starts attempts. */
    @FunctionalInterface
    public interface Attempts<T extends @Nullable Object> {

        /**
         * Starts an attempt.
         *
         * @param first the id of the first attempt, -1 if this is the first
         */
        Started<T> start(int first);
    }

    /**
     * An attempt.
     *
     * @param task its result
     * @param first the id of the first attempt
     */
    public record Started<T extends @Nullable Object>(RunTask<T> task, int first) {}

    private final RunLoop run;
    private final @Nullable RetryPolicy policy;
    private final @Nullable RetryHandler handler;
    private final Attempts<T> attempts;
    private final RunTask<T> result;
    private final Instant began;
    private int count;
    private int first = -1;

    /** Creates a call with a retry policy, a retry handler, or both. */
    public RetryingCall(RunLoop run, String name, TaskOptions options, Attempts<T> attempts) {
        this.run = run;
        this.policy = options.retryPolicy();
        this.handler = options.retryHandler();
        this.attempts = attempts;
        this.result = new RunTask<>(run, name);
        this.began = run.now();
    }

    /** Starts the first attempt and returns the task of the call. */
    public RunTask<T> start() {
        next();
        return result;
    }

    private void next() {
        count++;
        Started<T> attempt = attempts.start(first);
        first = attempt.first();
        attempt.task().onDone(() -> ended(attempt.task()));
    }

    private void ended(RunTask<T> task) {
        RuntimeException failure = task.failure();
        if (failure == null) {
            result.complete(task::result);
        } else if (result.isOpen() && failure instanceof TaskFailedException failed) {
            retry(failed);
        } else {
            result.fail(failure);
        }
    }

    private void retry(TaskFailedException failure) {
        Duration delay;
        try {
            delay = run.callback(() -> delay(failure.getErrorDetails()));
        } catch (Throwable e) {
            if (e instanceof Error error && run.unwinds(error)) {
                throw error;
            }
            result.fail(e, failure.getTaskName());
            return;
        }
        if (delay == null) {
            result.fail(failure);
        } else if (delay.isZero()) {
            next();
        } else {
            RunTask<Void> timer = run.timer(delay);
            result.onCancel(timer::cancel);
            timer.onDone(() -> {
                if (result.isOpen() && !timer.isCancelled()) {
                    next();
                }
            });
        }
    }

    /** Returns the delay before the next attempt, null if absent. */
    private @Nullable Duration delay(FailureDetails failure) {
        Duration between = Duration.between(began, run.now());
        Duration elapsed = between.isNegative() ? Duration.ZERO : between;
        Duration delay = policy == null
                ? failure.nonRetriable() ? null : Duration.ZERO
                : policy.nextDelay(count, elapsed, failure);
        return delay == null || handler == null || handler.handle(new RetryContext(count, failure, elapsed))
                ? delay
                : null;
    }
}
