package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.ActivityRow;
import dev.connectorkit.orchestration.internal.store.ActivityStore;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Maintenance;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
    private boolean queued;
    private boolean claiming;

    /** The activities of claims that failed, and may be stored all the same. Belongs to the claim that runs. */
    private List<ActivityRow> unsure = List.of();

    ActivityQueue(Database database, ActivityStore store, PartitionAssignment assignment, Maintenance maintenance) {
        this.database = database;
        this.store = store;
        this.assignment = assignment;
        this.maintenance = maintenance;
    }

    /** Records that there may be activities in the queue. */
    synchronized void look() {
        queued = true;
    }

    /**
     * Claims as many activities as there are places, if there may be any.
     *
     * @param claimed receives them
     * @param again is called when another claim may find more
     */
    void claim(ActivitySlots slots, Consumer<List<ActivityRow>> claimed, Runnable again) {
        int room = begin(slots);
        if (room == 0) {
            return;
        }
        String node = assignment.node();
        Maintenance.after(database.submit(tx -> claim(tx, node, room)), (rows, failure) -> {
            if (failure != null) {
                slots.unreserve(room);
                end(true);
                LOG.error("Activities could not be claimed from the queue; this is retried", failure);
                maintenance.later(again, RETRY_MILLIS);
                return;
            }
            unsure = List.of();
            slots.unreserve(room - rows.size());
            end(rows.size() == room);
            claimed.accept(rows);
            again.run();
        });
    }

    private List<ActivityRow> claim(Transaction tx, String node, int room) throws SQLException {
        store.release(tx, unsure);
        List<ActivityRow> rows = store.claim(tx, node, room);
        unsure = Stream.concat(unsure.stream(), rows.stream()).toList();
        return rows;
    }

    /** Reserves the places of a claim; in one step, so that a place that becomes free meanwhile is seen here or by the caller that freed it. */
    private synchronized int begin(ActivitySlots slots) {
        int room = queued && !claiming ? slots.refill() : 0;
        if (room > 0) {
            claiming = true;
            queued = false;
        }
        return room;
    }

    private synchronized void end(boolean more) {
        claiming = false;
        queued |= more;
    }
}
