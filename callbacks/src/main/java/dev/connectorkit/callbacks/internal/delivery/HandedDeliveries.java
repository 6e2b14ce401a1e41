package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.Delivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The deliveries to one host that were handed over by publications of this node and have not begun. One that waits for a second
 * goes back to the store with all behind it, where other nodes find them, and fewer are taken until answers come. Guarded by the lock
 * of {@link HostScheduler}.
 */
final class HandedDeliveries {

    /** The largest number for one host. */
    static final int MOST = 1024;

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int offered;
    private int most = MOST;

    boolean hasRoom() {
        return offered + waiting.size() < most;
    }

    /** Reserves room for one that is being stored. */
    void offer() {
        offered++;
    }

    void withdraw() {
        offered--;
    }

    /** Adds one that was offered and is stored. */
    void accept(Delivery delivery, long nanoTime) {
        offered--;
        waiting.add(new Waiting(delivery, nanoTime));
    }

    boolean isReady() {
        return !waiting.isEmpty();
    }

    /** Returns whether nothing waits, and nothing is being stored. */
    boolean isEmpty() {
        return offered == 0 && waiting.isEmpty();
    }

    boolean isLate(long nanoTime) {
        Waiting first = waiting.peek();
        return first != null && nanoTime - first.sinceNanos() > LONGEST_NANOS;
    }

    /** Removes the next one, of which there must be one. */
    Delivery next() {
        return waiting.remove().delivery();
    }

    /** Removes all, and takes half as many from now on. */
    List<Delivery> giveUp() {
        most /= 2;
        List<Delivery> all = new ArrayList<>();
        waiting.forEach(each -> all.add(each.delivery()));
        waiting.clear();
        return all;
    }

    /** Takes one more, as the host has answered. */
    void answered() {
        most = Math.min(MOST, most + 1);
    }

    private record Waiting(Delivery delivery, long sinceNanos) {}
}
