package dev.connectorkit.callbacks.metrics;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads values for gauges on a thread of its own, which a database that does not answer may hold. Thread-safe. */
final class DatabaseReader implements AutoCloseable {

    private static final long LONGEST_MILLIS = 1_000;
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor thread;
    private volatile @Nullable Future<Double> late;

    DatabaseReader() {
        thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread reader = new Thread(task, "connectorkit-gauges");
            reader.setDaemon(true);
            return reader;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    /** Returns the value, or NaN if it cannot be read within a second, or if an earlier reading that was late goes on. */
    double read(Supplier<? extends Number> value) {
        Future<Double> earlier = late;
        if (earlier != null && !earlier.isDone()) {
            return Double.NaN;
        }
        try {
            Future<Double> reading = thread.submit(() -> value.get().doubleValue());
            try {
                return reading.get(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                late = reading;
                return Double.NaN;
            }
        } catch (ExecutionException | RejectedExecutionException e) {
            return Double.NaN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        }
    }

    /** Ends the thread; later values are NaN. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
