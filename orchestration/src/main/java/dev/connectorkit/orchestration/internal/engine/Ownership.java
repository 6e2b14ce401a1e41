package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.Partition;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which partitions this node runs. Only a hint: the store lets no two nodes write the same turn. */
interface Ownership {

    /** Everything, for the only node. */
    Ownership ALL = new Ownership() {

        private final Set<Integer> all =
                IntStream.range(0, Partition.COUNT).boxed().collect(Collectors.toUnmodifiableSet());

        @Override
        public Set<Integer> partitions() {
            return all;
        }

        @Override
        public String node() {
            return "only";
        }
    };

    /** The partitions. */
    Set<Integer> partitions();

    /** Under what name this node has activities. */
    String node();

    /** Whether an instance is run here. */
    default boolean has(String instanceId) {
        return partitions().contains(Partition.of(instanceId));
    }
}
