package dev.connectorkit.orchestration.internal.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done now and then, and what follows a commit; failures are logged, and after the end nothing is done. Thread-safe. */
final class Chores {

    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Threads.named("orchestration-chores"));

    void now(Runnable chore) {
        later(chore, 0);
    }

    void later(Runnable chore, long millis) {
        try {
            Future<?> unused = thread.schedule(guarded(chore), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Nothing more is done after the end");
        }
    }

    void every(Runnable chore, long millis) {
        Future<?> unused = thread.scheduleWithFixedDelay(guarded(chore), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Has this called with the result or the failure; on the database's thread, so it must be short. */
    static <T extends @Nullable Object> void after(
            CompletableFuture<T> work, BiConsumer<? super T, ? super @Nullable Throwable> callback) {
        Future<?> unused = work.whenComplete((result, failure) -> {
            try {
                callback.accept(result, failure);
            } catch (RuntimeException | Error e) {
                LOG.error("What follows a commit failed", e);
            }
        });
    }

    private Runnable guarded(Runnable chore) {
        return () -> {
            try {
                chore.run();
            } catch (RuntimeException | Error e) {
                if (!thread.isShutdown()) {
                    LOG.error("A chore failed", e);
                }
            }
        };
    }

    void close() {
        thread.shutdownNow();
    }
}
