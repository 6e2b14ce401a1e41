package dev.connectorkit.callbacks.internal.store;

import java.util.Set;

/**
 * Memory that a node can use for more large payloads.
 *
 * @param bytes the number of bytes
 * @param idle whether the node holds no large payload, so that one of any size is admitted
 * @param held the ids of the events whose payloads the node holds
 */
public record PayloadBudget(long bytes, boolean idle, Set<String> held) {

    /** Payloads up to this size are always admitted: their number is limited by that of concurrent attempts. */
    public static final int SMALL = 64 * 1024;
}
