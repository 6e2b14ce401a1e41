package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.ActivityCanceledException;
import dev.connectorkit.orchestration.ActivityContext;
import dev.connectorkit.orchestration.internal.store.ActivityRow;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One run of an activity. It ends once: with its result, its failure, or a timeout. Thread-safe. */
final class RunningActivity implements ActivityContext {

    private final ActivityRow row;
    private final BooleanSupplier closed;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final long begin = System.nanoTime();
    private volatile long heartbeat = begin;
    private @Nullable Thread thread;

    RunningActivity(ActivityRow row, BooleanSupplier closed) {
        this.row = row;
        this.closed = closed;
    }

    ActivityRow row() {
        return row;
    }

    /** Sets the thread of the run, null after its end. */
    synchronized void runOn(@Nullable Thread worker) {
        thread = worker;
    }

    /** Ends the run; returns false if it has ended. */
    boolean end() {
        return ended.compareAndSet(false, true);
    }

    boolean isOver() {
        return ended.get();
    }

    /** Interrupts the thread unless it has left the activity. */
    synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    boolean hasLimits() {
        return row.timeout() != null || row.heartbeatTimeout() != null;
    }

    /** Returns the nanoseconds until the run times out unless it reports progress. */
    long remaining() {
        long now = System.nanoTime();
        return Math.min(left(row.timeout(), now - begin), left(row.heartbeatTimeout(), now - heartbeat));
    }

    private static long left(@Nullable Duration limit, long passed) {
        return limit == null ? Long.MAX_VALUE : Limits.nanos(limit) - passed;
    }

    /** Returns the message of a run that has timed out. */
    String overdue() {
        Duration timeout = row.timeout();
        boolean whole = timeout != null && left(timeout, System.nanoTime() - begin) <= 0;
        return "Activity " + row.name()
                + (whole
                        ? " did not end within " + timeout
                        : " did not report a heartbeat within " + row.heartbeatTimeout());
    }

    @Override
    public String instanceId() {
        return row.instanceId();
    }

    @Override
    public String name() {
        return row.name();
    }

    @Override
    public String taskKey() {
        return row.execution() + "-" + row.call();
    }

    @Override
    public void heartbeat() {
        if (ended.get() || closed.getAsBoolean()) {
            throw new ActivityCanceledException(row.name());
        }
        heartbeat = System.nanoTime();
    }
}
