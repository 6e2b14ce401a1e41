package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.ActivityRow;
import dev.connectorkit.orchestration.internal.store.ActivityStore;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Maintenance;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims activities from the queue in the store, one claim at a time. Thread-safe. */
final class ActivityQueue {

    private static final Logger LOG = LoggerFactory.getLogger(ActivityQueue.class);
    private static final long RETRY_MILLIS = 1000;

    private final Database database;
    private final ActivityStore store;
    private final PartitionAssignment assignment;
    private final Maintenance maintenance;
    private final AtomicBoolean queued = new AtomicBoolean();
    private final AtomicBoolean claiming = new AtomicBoolean();

    ActivityQueue(Database database, ActivityStore store, PartitionAssignment assignment, Maintenance maintenance) {
        this.database = database;
        this.store = store;
        this.assignment = assignment;
        this.maintenance = maintenance;
    }

    /** Records that there may be activities in the queue. */
    void look() {
        queued.set(true);
    }

    /**
     * Claims as many activities as there are places, if there may be any.
     *
     * @param claimed receives them
     * @param again is called when another claim may find more
     */
    void claim(ActivitySlots slots, Consumer<List<ActivityRow>> claimed, Runnable again) {
        if (!queued.get() || !claiming.compareAndSet(false, true)) {
            return;
        }
        int room = slots.refill();
        if (room == 0) {
            claiming.set(false);
            return;
        }
        queued.set(false);
        String node = assignment.node();
        Maintenance.after(database.submit(tx -> store.claim(tx, node, room)), (rows, failure) -> {
            claiming.set(false);
            if (failure != null) {
                slots.unreserve(room);
                queued.set(true);
                LOG.error("Activities could not be claimed from the queue; this is retried", failure);
                maintenance.later(again, RETRY_MILLIS);
                return;
            }
            slots.unreserve(room - rows.size());
            if (rows.size() == room) {
                queued.set(true);
            }
            claimed.accept(rows);
            again.run();
        });
    }
}
