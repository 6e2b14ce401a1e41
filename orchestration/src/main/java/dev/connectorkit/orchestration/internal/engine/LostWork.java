package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.HeldWork;
import dev.connectorkit.orchestration.internal.store.Partition;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Maintenance;
import dev.connectorkit.storage.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Releases the work that no node has in memory any more. Thread-safe. */
record LostWork(Database database, HeldWork store, ClusterNotifier notifier, Maintenance maintenance) {

    private static final long RETRY_MILLIS = 1000;

    /** Releases all, for the start of the only node. */
    void releaseAll() {
        release(store::all);
    }

    /** Releases that of nodes that are gone. */
    void releaseOrphans() {
        release(store::orphans);
    }

    private void release(Work<List<HeldWork.Held>> find) {
        database.read(find).forEach(this::release);
    }

    private void release(HeldWork.Held held) {
        boolean unused = database.write(tx -> {
            boolean released = store.release(tx, held);
            if (released) {
                tx.wake(notifier.activityChannel());
                tx.wake(notifier.channel(Partition.of(held.instanceId())));
            }
            return released;
        });
    }

    /**
     * Releases that of one instance, which may be stored although its commit failed; tries until the database answers.
     *
     * @param held the instance, null if no work of it can be lost
     * @param then runs afterwards
     */
    void releaseLater(HeldWork.@Nullable Held held, long millis, Runnable then) {
        maintenance.later(
                () -> {
                    boolean done = false;
                    try {
                        if (held != null) {
                            release(held);
                        }
                        done = true;
                    } finally {
                        if (done) {
                            then.run();
                        } else {
                            releaseLater(held, RETRY_MILLIS, then);
                        }
                    }
                },
                millis);
    }
}
