package dev.connectorkit.orchestration.internal.store;

/** Instances are spread over a fixed number of partitions; one node at a time runs the turns of a partition. */
public final class Partition {

    /** The number of partitions. Stored with the instances: it cannot be changed. */
    public static final int COUNT = 64;

    private Partition() {}

    /** Returns the partition of an instance. */
    public static int of(String instanceId) {
        return Math.floorMod(instanceId.hashCode() * 0x9E3779B1, COUNT);
    }
}
