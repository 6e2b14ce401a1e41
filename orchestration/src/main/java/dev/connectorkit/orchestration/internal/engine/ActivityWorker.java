package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.ActivityContext;
import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RegisteredActivity;
import dev.connectorkit.orchestration.history.HistoryEvent;
import dev.connectorkit.orchestration.internal.json.PayloadCodec;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.orchestration.internal.store.ActivityRow;
import dev.connectorkit.orchestration.internal.store.ActivityStore;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs activities. A node has a bounded number of them at a time; what it cannot have waits in the queue in the store, for any
 * node. Thread-safe.
 */
final class ActivityWorker {

    private static final Logger LOG = LoggerFactory.getLogger(ActivityWorker.class);
    private static final int AHEAD = 4;

    private final Node node;
    private final Orchestrations orchestrations;
    private final PayloadCodec codec;
    private final ActivityStore store;
    private final ExecutorService threads;
    private final int capacity;
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicBoolean queued = new AtomicBoolean();
    private final AtomicBoolean claiming = new AtomicBoolean();

    ActivityWorker(
            Node node,
            Orchestrations orchestrations,
            PayloadCodec codec,
            ActivityStore store,
            ExecutorService threads,
            int parallel) {
        this.node = node;
        this.orchestrations = orchestrations;
        this.codec = codec;
        this.store = store;
        this.threads = threads;
        this.capacity = parallel * AHEAD;
    }

    /** Makes room for new activities; returns for how many there is. */
    int reserve(int wanted) {
        if (wanted == 0) {
            return 0;
        }
        while (true) {
            int now = held.get();
            int granted = Math.max(0, Math.min(wanted, capacity - now));
            if (held.compareAndSet(now, now + granted)) {
                return granted;
            }
        }
    }

    void unreserve(int count) {
        held.addAndGet(-count);
    }

    /** Runs activities for which there is room; {@code waiting} more were put into the queue. */
    void run(List<ActivityRow> activities, int waiting) {
        for (ActivityRow activity : activities) {
            start(activity);
        }
        if (waiting > 0) {
            lookIntoQueue();
        }
    }

    /** There may be activities in the queue. */
    void lookIntoQueue() {
        queued.set(true);
        claim();
    }

    private void claim() {
        if (!queued.get() || held.get() > capacity / 2 || node.isClosed() || !claiming.compareAndSet(false, true)) {
            return;
        }
        int room = reserve(capacity);
        queued.set(false);
        String name = node.ownership().node();
        Chores.after(node.database().submit(tx -> store.claim(tx, name, room)), (claimed, failure) -> {
            claiming.set(false);
            if (failure != null) {
                unreserve(room);
                queued.set(true);
                LOG.error("Activities could not be taken from the queue; this is tried again", failure);
                node.later(this::claim);
                return;
            }
            unreserve(room - claimed.size());
            if (claimed.size() == room) {
                queued.set(true);
            }
            claimed.forEach(this::start);
            claim();
        });
    }

    private void start(ActivityRow activity) {
        if (threads.isShutdown()) {
            return;
        }
        threads.execute(() -> {
            HistoryEvent answer = answer(activity);
            held.decrementAndGet();
            claim();
            if (!node.isClosed()) {
                node.answered(new StoredMessage(
                        0, new Message(activity.instanceId(), activity.execution(), answer), activity));
            }
        });
    }

    private HistoryEvent answer(ActivityRow activity) {
        RegisteredActivity<?, ?> code = orchestrations.activity(activity.name());
        try {
            if (code == null) {
                throw new UnknownActivityException("No activity " + activity.name() + " is registered here; known are "
                        + orchestrations.activityNames());
            }
            String result = call(code, activity);
            return new HistoryEvent.TaskCompleted(now(), activity.taskId(), result);
        } catch (Throwable thrown) {
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new HistoryEvent.TaskFailed(now(), activity.taskId(), FailureDetails.of(thrown));
        }
    }

    private <I extends @Nullable Object> @Nullable String call(RegisteredActivity<I, ?> code, ActivityRow activity)
            throws Exception {
        I input = codec.read(activity.input(), code.input(), "input of activity " + activity.name());
        String key = activity.execution() + "-" + activity.taskId();
        Object output = code.code().run(new ActivityContext(activity.instanceId(), activity.name(), key), input);
        return codec.write(output, "output of activity " + activity.name());
    }

    private Instant now() {
        return node.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static final class UnknownActivityException extends dev.connectorkit.orchestration.NonRetriableException {
        private static final long serialVersionUID = 1L;

        UnknownActivityException(String message) {
            super(message);
        }
    }
}
