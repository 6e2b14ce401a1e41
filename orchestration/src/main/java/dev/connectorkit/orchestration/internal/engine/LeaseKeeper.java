package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.NodeStore;
import dev.connectorkit.orchestration.internal.store.Partition;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Maintenance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the partitions of one of several nodes. A node has one lease on all its partitions and activities and renews it on a
 * thread of its own; the partitions of a silent node are shared among the others. Nodes give partitions up until each has its
 * share.
 */
final class LeaseKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final int BEATS_PER_SCAN = 6;
    private static final int SHOWN_ID = 8;

    private final Database database;
    private final NodeStore store;
    private final Duration lease;
    private final PartitionAssignment assignment;
    private final ClusterNotifier notifier;
    private final Work work;
    private final Health health;
    private final Maintenance heartbeat;
    private final List<Runnable> listeners = new ArrayList<>();
    private final Set<Integer> woken = ConcurrentHashMap.newKeySet();
    private long beats;
    private volatile boolean closed;

    /**
     * The work that follows a change of partitions; it runs on {@code thread}, and not on that of the lease.
     *
     * @param thread runs the scans
     * @param stored finds stored work
     * @param cache is cleared
     * @param activities looks into the queue
     * @param lost releases the work of nodes that are gone
     */
    record Work(Maintenance thread, StoredWork stored, StateCache cache, ActivityWorker activities, LostWork lost) {}

    LeaseKeeper(
            Database database,
            NodeStore store,
            Duration lease,
            PartitionAssignment assignment,
            ClusterNotifier notifier,
            Work work,
            Health health) {
        this.database = database;
        this.store = store;
        this.lease = lease;
        this.assignment = assignment;
        this.notifier = notifier;
        this.work = work;
        this.health = health;
        this.heartbeat = new Maintenance("orchestration-lease", health::happened);
    }

    void start() {
        join(assignment.node());
        for (int part = 0; part < Partition.COUNT; part++) {
            int each = part;
            listen(notifier.channel(part), () -> woken(each));
        }
        listen(notifier.activityChannel(), () -> work.thread().now(work.activities()::lookIntoQueue));
        beat();
        // Not earlier: two beats at once could each undo the assignment of the other.
        listen(notifier.nodesChannel(), () -> heartbeat.now(this::beat));
        heartbeat.every(this::beat, Math.max(1, lease.toMillis() / 3));
    }

    private void join(String node) {
        database.write(tx -> {
            store.join(tx, node, lease);
            tx.wake(notifier.nodesChannel());
            return true;
        });
    }

    private void listen(String channel, Runnable listener) {
        listeners.add(database.onWake(channel, () -> {
            if (!closed) {
                listener.run();
            }
        }));
    }

    /** Combines many notifications of the same partitions into one scan. */
    private void woken(int part) {
        if (assignment.partitions().contains(part) && woken.add(part)) {
            work.thread().now(this::scanWoken);
        }
    }

    private void scanWoken() {
        Set<Integer> parts = Set.copyOf(woken);
        woken.removeAll(parts);
        if (!parts.isEmpty()) {
            work.stored().woken(parts);
        }
    }

    /** Renews the lease, takes over from dead nodes, and takes or gives partitions. */
    private void beat() {
        if (closed) {
            return;
        }
        try {
            renew();
            int expired = database.write(tx -> store.expire(tx, assignment.node()));
            int orphans = database.write(store::freeOrphans);
            work.thread().now(work.lost()::releaseOrphans);
            balance();
            health.works("lease");
            if (expired > 0) {
                LOG.warn(
                        "{} nodes did not renew their leases; their partitions and activities are taken over", expired);
            }
            if (expired > 0 || orphans > 0 || ++beats % BEATS_PER_SCAN == 0) {
                // Messages stored by the previous owner just after it lost the partition.
                scan(assignment.partitions());
            }
        } catch (RuntimeException e) {
            if (!closed) {
                health.fails("lease", "The lease of this node could not be renewed: " + e.getMessage());
                LOG.error("The lease of this node could not be renewed; this is retried", e);
            }
        }
    }

    private void scan(Set<Integer> parts) {
        work.thread().now(() -> {
            work.stored().acquired(parts);
            work.activities().lookIntoQueue();
        });
    }

    private void renew() {
        if (database.write(tx -> store.renew(tx, assignment.node(), lease))) {
            return;
        }
        String again = UUID.randomUUID().toString();
        LOG.warn(
                "Lost the lease (no heartbeat for {}); rejoining with the new node id {}",
                lease,
                again.substring(0, SHOWN_ID));
        work.cache().clear();
        join(again);
        assignment.rejoin(again);
    }

    private void balance() {
        String me = assignment.node();
        Set<Integer> before = assignment.partitions();
        Set<Integer> now = database.write(tx -> {
            int nodes = Math.max(1, store.count(tx));
            int share = Math.max(1, (Partition.COUNT + nodes - 1) / nodes);
            int have = store.partitions(tx, me).size();
            if (have < share) {
                store.take(tx, me, share - have);
            } else if (have > share) {
                store.give(tx, me, have - share);
                tx.wake(notifier.nodesChannel());
            }
            return store.partitions(tx, me);
        });
        Set<Integer> gained = new HashSet<>(now);
        gained.removeAll(before);
        if (!gained.isEmpty()) {
            work.cache().clear();
        }
        assignment.assign(now);
        if (!gained.isEmpty()) {
            scan(gained);
        }
    }

    /** Gives everything up. */
    void close() {
        closed = true;
        heartbeat.close();
        listeners.forEach(Runnable::run);
        String node = assignment.node();
        assignment.assign(Set.of());
        database.write(tx -> {
            store.leave(tx, node);
            tx.wake(notifier.nodesChannel());
            return true;
        });
    }
}
