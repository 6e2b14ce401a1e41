package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.NodeStore;
import dev.connectorkit.orchestration.internal.store.Partition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of one of several nodes. Each node has one lease on all its partitions and activities and renews it; what a
 * silent node had is shared among the others. Nodes give partitions up until each has its share.
 */
final class LeasedOwnership implements Ownership {

    private static final Logger LOG = LoggerFactory.getLogger(LeasedOwnership.class);

    private static final int BEATS_PER_LOOK = 6;

    private final Node node;
    private final Settings settings;
    private final NodeStore store;
    private final List<Runnable> listeners = new ArrayList<>();
    private volatile String id = UUID.randomUUID().toString();
    private final Set<Integer> woken = ConcurrentHashMap.newKeySet();
    private volatile Set<Integer> mine = Set.of();
    private int beats;

    LeasedOwnership(Node node, Settings settings) {
        this.node = node;
        this.settings = settings;
        this.store = new NodeStore(settings.hub());
    }

    @Override
    public Set<Integer> partitions() {
        return mine;
    }

    @Override
    public String node() {
        return id;
    }

    void start() {
        node.database().write(tx -> {
            store.join(tx, id, settings.lease());
            tx.wake(node.others().nodesChannel());
            return true;
        });
        for (int part = 0; part < Partition.COUNT; part++) {
            int each = part;
            listen(node.others().channel(part), () -> woken(each));
        }
        listen(
                node.others().activityChannel(),
                () -> node.chores().now(() -> node.activities().lookIntoQueue()));
        listen(node.others().nodesChannel(), () -> node.chores().now(this::beat));
        beat();
        long third = Math.max(1, settings.lease().toMillis() / 3);
        node.chores().every(this::beat, third);
    }

    private void listen(String channel, Runnable listener) {
        listeners.add(node.database().onWake(channel, () -> {
            if (!node.isClosed()) {
                listener.run();
            }
        }));
    }

    /** Many calls for the same partitions become one look. */
    private void woken(int part) {
        if (mine.contains(part) && woken.add(part)) {
            node.chores().now(this::look);
        }
    }

    private void look() {
        Set<Integer> parts = Set.copyOf(woken);
        woken.removeAll(parts);
        if (!parts.isEmpty()) {
            node.woken(parts);
        }
    }

    /** Renews the lease, takes over from dead nodes, and takes or gives partitions. */
    private void beat() {
        try {
            renew();
            int expired = node.database().write(store::expire);
            int orphans = node.database().write(store::freeOrphans);
            balance();
            if (expired > 0) {
                LOG.warn(
                        "{} nodes of task hub {} were silent for too long; what they had is taken over",
                        expired,
                        node.hub());
            }
            if (orphans > 0) {
                node.activities().lookIntoQueue();
            }
            if (expired > 0 || ++beats % BEATS_PER_LOOK == 0) {
                // What was stored for this node by one that took itself for the owner, a moment too late.
                node.acquired(mine);
                node.activities().lookIntoQueue();
            }
        } catch (RuntimeException e) {
            if (!node.isClosed()) {
                LOG.error("The lease of this node could not be renewed; this is tried again", e);
            }
        }
    }

    private void renew() {
        if (node.database().write(tx -> store.renew(tx, id, settings.lease()))) {
            return;
        }
        LOG.warn("This node was silent for longer than its lease, and what it had was given away; it begins anew");
        mine = Set.of();
        node.cache().clear();
        String again = UUID.randomUUID().toString();
        node.database().write(tx -> {
            store.join(tx, again, settings.lease());
            return true;
        });
        id = again;
    }

    private void balance() {
        String me = id;
        Set<Integer> before = mine;
        Set<Integer> now = node.database().write(tx -> {
            int share = Math.max(1, (Partition.COUNT + store.count(tx) - 1) / store.count(tx));
            int have = store.partitions(tx, me).size();
            if (have < share) {
                store.take(tx, me, share - have);
            } else if (have > share) {
                store.give(tx, me, have - share);
                tx.wake(node.others().nodesChannel());
            }
            return store.partitions(tx, me);
        });
        mine = Set.copyOf(now);
        Set<Integer> gained = new HashSet<>(now);
        gained.removeAll(before);
        if (!gained.isEmpty()) {
            node.cache().clear();
            node.acquired(gained);
        }
    }

    void close() {
        listeners.forEach(Runnable::run);
        mine = Set.of();
        node.database().write(tx -> {
            store.leave(tx, id);
            tx.wake(node.others().nodesChannel());
            return true;
        });
    }
}
