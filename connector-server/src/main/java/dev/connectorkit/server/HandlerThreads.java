package dev.connectorkit.server;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;
import org.jspecify.annotations.Nullable;

/**
 * Assigns requests to the workers, or to the author's executor, but those for the health to threads of their own, which no slow
 * resource takes. A request that the author's executor rejects is marked, and answered by these threads.
 */
final class HandlerThreads implements RequestExecutorProvider, AutoCloseable {

    private static final int HEALTH_THREADS = 2;
    private static final Set<String> HEALTH = Set.of("/health", "/health/live", "/health/ready");

    private static final String REJECTED = HandlerThreads.class.getName() + ".rejected";

    private final String basePath;
    private final Executor workers;
    private final @Nullable ExecutorService owned;
    private final ExecutorService health = pool(HEALTH_THREADS, "connector-health");

    /** @param executor runs requests in place of the workers, and is not shut down; null for none */
    HandlerThreads(int workers, @Nullable Executor executor, String basePath) {
        this.owned = executor == null ? pool(workers, "connector-worker") : null;
        this.workers = executor == null ? Objects.requireNonNull(owned) : executor;
        this.basePath = basePath;
    }

    /** Returns the beginning of every path; empty for none. */
    String basePath() {
        return basePath;
    }

    /** Returns whether the executor has rejected this request. */
    static boolean isRejected(Request request) {
        return request.getAttribute(REJECTED) != null;
    }

    private static ExecutorService pool(int threads, String name) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Executor getExecutor(Request request) {
        String path = request.getRequestURI();
        boolean asksForHealth = path.startsWith(basePath) && HEALTH.contains(path.substring(basePath.length()));
        return asksForHealth ? health : task -> run(request, task);
    }

    private void run(Request request, Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            request.setAttribute(REJECTED, true);
            health.execute(task);
        }
    }

    @Override
    public void close() {
        if (owned != null) {
            owned.shutdownNow();
        }
        health.shutdownNow();
    }
}
