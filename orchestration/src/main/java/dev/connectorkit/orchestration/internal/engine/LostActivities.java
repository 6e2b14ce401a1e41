package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.HeldActivities;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Work;
import java.util.List;

/** Puts activities without rows into the queue when no node runs them any more. Thread-safe. */
final class LostActivities {

    private final Database database;
    private final HeldActivities store;
    private final ClusterNotifier notifier;

    LostActivities(Database database, HeldActivities store, ClusterNotifier notifier) {
        this.database = database;
        this.store = store;
        this.notifier = notifier;
    }

    /** Queues all, for the start of the only node. */
    void queueAll() {
        queue(store::all);
    }

    /** Queues those of nodes that are gone. */
    void queueOrphans() {
        queue(store::orphans);
    }

    private void queue(Work<List<HeldActivities.Held>> find) {
        database.read(find).forEach(this::queue);
    }

    /** Queues those of one instance, if this node still holds it and may have lost them. */
    void queue(String instanceId, String node) {
        queue(new HeldActivities.Held(instanceId, node));
    }

    private void queue(HeldActivities.Held held) {
        int unused = database.write(tx -> {
            int queued = store.queue(tx, held);
            if (queued > 0 && tx.dialect() == Dialect.POSTGRES) {
                tx.wake(notifier.activityChannel());
            }
            return queued;
        });
    }
}
