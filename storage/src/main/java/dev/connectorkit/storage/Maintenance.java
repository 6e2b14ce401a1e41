package dev.connectorkit.storage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs periodic and delayed tasks on a thread. A task that fails is reported and keeps its schedule; tasks after the end are
 * ignored. Thread-safe.
 */
public final class Maintenance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private final Consumer<String> problems;
    private final ScheduledExecutorService thread;

    /**
     * Starts the thread.
     *
     * @param problems takes a sentence about each task that failed, on the thread of the task
     */
    public Maintenance(String name, Consumer<String> problems) {
        this.problems = problems;
        this.thread = Executors.newSingleThreadScheduledExecutor(Threads.daemon(name));
    }

    /** Runs a task as soon as those before it have ended. */
    public void now(Runnable task) {
        later(task, 0);
    }

    /** Runs a task after this many milliseconds. */
    public void later(Runnable task, long millis) {
        try {
            Future<?> unused = thread.schedule(guarded(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Ignored a task that was submitted after the close");
        }
    }

    /** Runs a task again and again, this many milliseconds after its end. */
    public void every(Runnable task, long millis) {
        Future<?> unused = thread.scheduleWithFixedDelay(guarded(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Calls back with the result or the failure, on the thread of the database; the callback must be short. */
    public static <T extends @Nullable Object> void after(
            CompletableFuture<T> work, BiConsumer<? super T, ? super @Nullable Throwable> callback) {
        Future<?> unused = work.whenComplete((result, failure) -> {
            try {
                callback.accept(result, failure);
            } catch (RuntimeException | Error e) {
                LOG.error("The task after a commit failed", e);
            }
        });
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                if (!thread.isShutdown()) {
                    report(e);
                }
            }
        };
    }

    private void report(Throwable failure) {
        try {
            problems.accept(
                    "A maintenance task failed with " + failure.getClass().getName());
            LOG.error("A maintenance task failed", failure);
        } catch (RuntimeException | Error e) {
            // Without memory even the report may fail; the schedule goes on.
        }
    }

    /** Ends the thread; a task that runs is interrupted. Idempotent. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
