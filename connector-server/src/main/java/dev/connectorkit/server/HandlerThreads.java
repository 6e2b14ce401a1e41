package dev.connectorkit.server;

import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;

/** Assigns requests to the workers, but those for the health to threads of their own, which no slow resource takes. */
final class HandlerThreads implements RequestExecutorProvider, AutoCloseable {

    private static final int HEALTH_THREADS = 2;
    private static final Set<String> HEALTH = Set.of("/health", "/health/live", "/health/ready");

    private final String basePath;
    private final ExecutorService health = Executors.newFixedThreadPool(HEALTH_THREADS, task -> {
        Thread thread = new Thread(task, "connector-health");
        thread.setDaemon(true);
        return thread;
    });

    HandlerThreads(String basePath) {
        this.basePath = basePath;
    }

    @Override
    public Executor getExecutor(Request request) {
        String path = request.getRequestURI();
        return path.startsWith(basePath) && HEALTH.contains(path.substring(basePath.length()))
                ? health
                : request.getContext().getConnection().getTransport().getWorkerThreadPool();
    }

    @Override
    public void close() {
        health.shutdownNow();
    }
}
