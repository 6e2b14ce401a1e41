package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.RetryPolicy;
import dev.connectorkit.orchestration.TaskFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call that is made again after a failure, with durable timers between the attempts. */
final class RetryingCall<T extends @Nullable Object> {

    private final OrchestratorRun run;
    private final RetryPolicy policy;
    private final Supplier<RunTask<T>> attempt;
    private final RunTask<T> result;
    private final Instant began;
    private int attempts;

    RetryingCall(OrchestratorRun run, String name, RetryPolicy policy, Supplier<RunTask<T>> attempt) {
        this.run = run;
        this.policy = policy;
        this.attempt = attempt;
        this.result = new RunTask<>(run, name);
        this.began = run.now();
    }

    RunTask<T> start() {
        next();
        return result;
    }

    private void next() {
        attempts++;
        RunTask<T> task = attempt.get();
        task.onDone(() -> ended(task));
    }

    private void ended(RunTask<T> task) {
        RuntimeException failure = task.failure();
        if (failure == null) {
            result.complete(task::result);
            return;
        }
        Duration delay = null;
        if (result.isOpen() && failure instanceof TaskFailedException failed) {
            Duration elapsed = Duration.between(began, run.now());
            delay = run.callback(() -> policy.nextDelay(attempts, elapsed, failed.getErrorDetails()));
        }
        if (delay == null) {
            result.fail(failure);
            return;
        }
        RunTask<Void> timer = run.timer(delay);
        result.onCancel(timer::cancel);
        timer.onDone(() -> {
            if (result.isOpen() && !timer.isCancelled()) {
                next();
            }
        });
    }
}
