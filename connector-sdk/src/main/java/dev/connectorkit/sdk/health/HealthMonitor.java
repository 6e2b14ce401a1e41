package dev.connectorkit.sdk.health;

import dev.connectorkit.storage.Database;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Observes the parts of a runtime. A check takes no longer than {@value #WAIT_MILLIS} ms, whatever the database does. Thread-safe. */
public final class HealthMonitor implements AutoCloseable {

    private static final long WAIT_MILLIS = 800;
    private static final long IDLE_SECONDS = 30;

    private final ExecutorService checks =
            new ThreadPoolExecutor(0, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "connectorkit-health");
                thread.setDaemon(true);
                return thread;
            });
    private final Object lock = new Object();
    private volatile @Nullable Database database;
    private volatile boolean accepting;
    private @Nullable CompletableFuture<Boolean> running;

    /** Begins to report ready. */
    public void start(@Nullable Database opened) {
        database = opened;
        accepting = true;
    }

    /** Reports not ready from now on. */
    public void drain() {
        accepting = false;
    }

    /** Returns the state at this moment. */
    public Health health() {
        Map<String, Boolean> readiness = new TreeMap<>();
        readiness.put("accepting", accepting);
        Database opened = database;
        if (opened != null) {
            readiness.put("database", isReachable(opened));
        }
        return new Health(Map.of(), readiness);
    }

    /** Requests that come while a check runs share it, so that a database that hangs costs one thread. */
    private boolean isReachable(Database opened) {
        CompletableFuture<Boolean> check;
        synchronized (lock) {
            if (running == null || running.isDone()) {
                running = CompletableFuture.supplyAsync(() -> select(opened), checks);
            }
            check = running;
        }
        try {
            return check.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private static boolean select(Database opened) {
        return opened.read(tx -> tx.first("SELECT 1", row -> row.getInt(1)).isPresent());
    }

    @Override
    public void close() {
        accepting = false;
        database = null;
        checks.shutdownNow();
    }
}
