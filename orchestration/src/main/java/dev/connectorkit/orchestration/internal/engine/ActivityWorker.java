package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.orchestration.internal.store.ActivityRow;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import dev.connectorkit.storage.Maintenance;
import dev.connectorkit.storage.Threads;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs activities, a bounded number at a time; further ones wait in the queue of the store, for any node. An activity that times
 * out frees its slot at once, even if its thread goes on. Thread-safe.
 */
final class ActivityWorker {

    private static final Logger LOG = LoggerFactory.getLogger(ActivityWorker.class);
    private static final long RETRY_MILLIS = 1000;

    private final ActivityRunner runner;
    private final ActivitySlots slots;
    private final ActivityQueue queue;
    private final Dispatcher dispatcher;
    private final Maintenance maintenance;
    private final ExecutorService threads = Executors.newCachedThreadPool(Threads.daemon("orchestration-activity"));
    private final Set<RunningActivity> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ActivityWorker(
            ActivityRunner runner,
            ActivitySlots slots,
            ActivityQueue queue,
            Dispatcher dispatcher,
            Maintenance maintenance) {
        this.runner = runner;
        this.slots = slots;
        this.queue = queue;
        this.dispatcher = dispatcher;
        this.maintenance = maintenance;
    }

    /** Runs activities with reserved places; {@code queued} more were put into the queue. */
    void run(List<ActivityRow> activities, int queued) {
        activities.forEach(slots::add);
        startNext();
        if (queued > 0) {
            lookIntoQueue();
        }
    }

    /** Requests to read the queue. */
    void lookIntoQueue() {
        queue.look();
        claim();
    }

    private void claim() {
        if (!closed) {
            queue.claim(slots, claimed -> run(claimed, 0), this::claim);
        }
    }

    private void startNext() {
        for (ActivityRow row = slots.next(); row != null && !closed; row = slots.next()) {
            try {
                start(row);
            } catch (RejectedExecutionException e) {
                return;
            } catch (RuntimeException | Error e) {
                slots.putBack(row);
                LOG.error("Activity {} could not be started; this is retried", row.name(), e);
                maintenance.later(this::startNext, RETRY_MILLIS);
                return;
            }
        }
    }

    private void start(ActivityRow row) {
        RunningActivity activity = new RunningActivity(row, () -> closed);
        threads.execute(() -> {
            try {
                activity.runOn(Thread.currentThread());
                running.add(activity);
                end(activity, runner.run(activity, row.taskId(), row.input()));
            } catch (RuntimeException | Error e) {
                LOG.error("Activity {} has no answer", row.name(), e);
                end(activity, runner.failed(row.taskId(), e));
            } finally {
                activity.runOn(null);
                running.remove(activity);
            }
        });
        if (activity.hasLimits()) {
            watch(activity);
        }
    }

    /** Checks the limits of an activity when they may be exceeded. */
    private void watch(RunningActivity activity) {
        long millis = TimeUnit.NANOSECONDS.toMillis(activity.remaining()) + 1;
        maintenance.later(
                () -> {
                    if (activity.remaining() > 0) {
                        if (!activity.isOver()) {
                            watch(activity);
                        }
                        return;
                    }
                    HistoryEvent answer =
                            runner.failed(activity.row().taskId(), new TimeoutException(activity.overdue()));
                    if (end(activity, answer)) {
                        LOG.warn("{}, for instance {}; it is abandoned", activity.overdue(), activity.instanceId());
                        activity.interrupt();
                    }
                },
                millis);
    }

    private boolean end(RunningActivity activity, HistoryEvent answer) {
        if (!activity.end()) {
            return false;
        }
        slots.ended();
        if (!closed) {
            ActivityRow row = activity.row();
            dispatcher.answered(new StoredMessage(0, new Message(row.instanceId(), row.execution(), answer), row));
            startNext();
            claim();
        }
        return true;
    }

    /** Interrupts the activities, which run again when an engine starts, and waits a moment for them. */
    void close(long millis) throws InterruptedException {
        closed = true;
        threads.shutdownNow();
        if (!threads.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
            LOG.warn("{} activities do not react to their interruption", running.size());
        }
    }
}
