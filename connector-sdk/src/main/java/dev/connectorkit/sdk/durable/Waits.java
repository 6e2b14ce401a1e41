package dev.connectorkit.sdk.durable;

import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests that wait for an instance to finish: on threads of their own, so that waiting stops nobody else. Thread-safe. */
final class Waits implements AutoCloseable {

    private static final int MOST = 256;
    private static final long IDLE_SECONDS = 30;

    private final OrchestrationClient client;
    private final ExecutorService threads =
            new ThreadPoolExecutor(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "connector-waiting");
                thread.setDaemon(true);
                return thread;
            });

    /** For instances of this client. */
    public Waits(OrchestrationClient client) {
        this.client = client;
    }

    /** Returns the status when it has finished; empty after the timeout, at once if too many wait already, or when this closes. */
    CompletionStage<Optional<OrchestrationStatus>> finished(String id, Duration timeout) {
        try {
            return CompletableFuture.supplyAsync(() -> await(id, timeout), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    /** Waits on the thread of the caller. */
    Optional<OrchestrationStatus> await(String id, Duration timeout) {
        try {
            return Optional.of(client.waitForCompletion(id, timeout));
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    /** Answers all waiting requests, which then poll. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
