package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.ActivityCanceledException;
import dev.connectorkit.orchestration.ActivityContext;
import dev.connectorkit.orchestration.FailureDetails;
import io.temporal.activity.ActivityInfo;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of an activity. It ends once: with its result, its failure, or a timeout, which is reported even if the code does not
 * react to its interruption. Until then the worker reports to Temporal that it lives. Thread-safe.
 */
final class ActivityRun implements ActivityContext {

    private static final Logger LOG = LoggerFactory.getLogger(ActivityRun.class);

    private final ActivityInfo info;
    private final ActivityDetails details;
    private final ManualActivityCompletionClient temporal;
    private final BooleanSupplier closing;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final long begin = System.nanoTime();
    private volatile long heartbeat = begin;
    private @Nullable Thread thread = Thread.currentThread();
    private @Nullable Future<?> signs;
    private @Nullable Future<?> limits;

    ActivityRun(
            ActivityInfo info,
            ActivityDetails details,
            ManualActivityCompletionClient temporal,
            BooleanSupplier closing) {
        this.info = info;
        this.details = details;
        this.temporal = temporal;
        this.closing = closing;
    }

    /** Reports that this worker lives, three times in each lease, and watches the limits of the call. */
    synchronized void watch(ScheduledExecutorService watch, Duration lease) {
        long period = Math.max(1, lease.toMillis() / 3);
        signs = watch.scheduleAtFixedRate(this::sign, period, period, TimeUnit.MILLISECONDS);
        watchLimits(watch);
    }

    private synchronized void watchLimits(ScheduledExecutorService watch) {
        long remaining = remaining(System.nanoTime());
        if (!ended.get() && remaining < Long.MAX_VALUE) {
            limits = watch.schedule(() -> limitReached(watch), Math.max(1, remaining), TimeUnit.NANOSECONDS);
        }
    }

    private void sign() {
        try {
            if (!ended.get()) {
                temporal.recordHeartbeat(null);
            }
        } catch (RuntimeException e) { // the instance has ended, or the server cannot be reached
            if (e instanceof io.temporal.client.ActivityCompletionException
                    || e instanceof io.temporal.failure.CanceledFailure) {
                if (ended.compareAndSet(false, true)) {
                    LOG.debug("Nobody waits for activity {} of instance {}", name(), instanceId(), e);
                    release();
                }
                interrupt();
            } else {
                LOG.debug("The heartbeat of activity {} could not be reported", name(), e);
            }
        }
    }

    /** Frees the slot of the worker; there is no instance any more that takes the report. */
    private void release() {
        try {
            temporal.reportCancellation(null);
        } catch (RuntimeException e) {
            LOG.debug("The end of activity {} was not taken", name(), e);
        }
    }

    private void limitReached(ScheduledExecutorService watch) {
        long now = System.nanoTime();
        if (remaining(now) > 0) {
            watchLimits(watch);
            return;
        }
        boolean whole = left(details.timeoutMillis(), now - begin) <= 0;
        String message = "Activity " + name()
                + (whole
                        ? " did not end within " + Duration.ofMillis(details.timeoutMillis())
                        : " did not report a heartbeat within " + Duration.ofMillis(details.heartbeatMillis()));
        failed(FailureDetails.of(new TimeoutException(message)));
        interrupt();
    }

    private long remaining(long now) {
        return Math.min(left(details.timeoutMillis(), now - begin), left(details.heartbeatMillis(), now - heartbeat));
    }

    private static long left(long millis, long passed) {
        return millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis) - passed;
    }

    void completed(@Nullable String json) {
        end(() -> temporal.complete(Wire.raw(json)));
    }

    /** Reports a failure; one that the end of this worker caused is left to another worker. */
    void failed(FailureDetails failure) {
        end(() -> temporal.fail(
                closing.getAsBoolean()
                        ? ApplicationFailure.newFailure("The worker closes", "WorkerClosing")
                        : Failures.toTemporal(failure)));
    }

    private void end(Runnable report) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            report.run();
        } catch (RuntimeException e) {
            LOG.warn(
                    "The end of activity {} of instance {} could not be reported; Temporal runs it again if its instance"
                            + " still waits",
                    name(),
                    instanceId(),
                    e);
        }
    }

    /** Ends the watch: the thread has left the code. */
    synchronized void left() {
        thread = null;
        if (signs != null) {
            signs.cancel(false);
        }
        if (limits != null) {
            limits.cancel(false);
        }
    }

    private synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public String instanceId() {
        return info.getWorkflowId();
    }

    @Override
    public String name() {
        return info.getActivityType();
    }

    @Override
    public String taskKey() {
        return details.taskKey();
    }

    @Override
    public void heartbeat() {
        if (ended.get() || closing.getAsBoolean()) {
            throw new ActivityCanceledException(name());
        }
        heartbeat = System.nanoTime();
    }
}
