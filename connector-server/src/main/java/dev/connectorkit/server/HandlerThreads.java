package dev.connectorkit.server;

import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;

/** Assigns requests to the workers, but those for the health to threads of their own, which no slow resource takes. */
final class HandlerThreads implements RequestExecutorProvider, AutoCloseable {

    private static final int HEALTH_THREADS = 2;
    private static final Set<String> HEALTH = Set.of("/health", "/health/live", "/health/ready");

    private final String basePath;
    private final ExecutorService workers;
    private final ExecutorService health = pool(HEALTH_THREADS, "connector-health");

    HandlerThreads(int workers, String basePath) {
        this.workers = pool(workers, "connector-worker");
        this.basePath = basePath;
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
        return path.startsWith(basePath) && HEALTH.contains(path.substring(basePath.length())) ? health : workers;
    }

    @Override
    public void close() {
        workers.shutdownNow();
        health.shutdownNow();
    }
}
