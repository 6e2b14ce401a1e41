package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.Partition;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The partitions that this node runs, none before it starts. A hint only: the store lets no two nodes write the same turn.
 * Thread-safe.
 */
final class PartitionAssignment {

    private static final Set<Integer> ALL =
            IntStream.range(0, Partition.COUNT).boxed().collect(Collectors.toUnmodifiableSet());

    private volatile String node = UUID.randomUUID().toString();
    private volatile Set<Integer> mine = Set.of();

    /** Assigns all partitions, for an engine that has the database to itself. */
    void assignAll() {
        mine = ALL;
    }

    void assign(Set<Integer> partitions) {
        mine = Set.copyOf(partitions);
    }

    /** Gives the node another id, without partitions. */
    void rejoin(String id) {
        mine = Set.of();
        node = id;
    }

    Set<Integer> partitions() {
        return mine;
    }

    /** Returns the id under which this node holds activities. */
    String node() {
        return node;
    }

    /** Returns whether an instance runs here. */
    boolean has(String instanceId) {
        return mine.contains(Partition.of(instanceId));
    }
}
