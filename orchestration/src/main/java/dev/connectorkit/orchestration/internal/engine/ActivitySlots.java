package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.ActivityRow;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The bounded number of activities of a node: so many run, and a few times as many wait for a slot. Thread-safe. */
final class ActivitySlots {

    private static final int AHEAD = 4;

    private final int parallel;
    private final int capacity;
    private final Deque<ActivityRow> waiting = new ArrayDeque<>();
    private int held;
    private int running;

    ActivitySlots(int parallel) {
        this.parallel = parallel;
        this.capacity = parallel * AHEAD;
    }

    /** Reserves places; returns their number, which may be less than wanted. */
    synchronized int reserve(int wanted) {
        int granted = Math.max(0, Math.min(wanted, capacity - held));
        held += granted;
        return granted;
    }

    synchronized void unreserve(int count) {
        held -= count;
    }

    /** Returns the places to fill from the queue in the store, 0 if that is not worth a query. The rest is for turns of this node. */
    synchronized int refill() {
        return held > capacity / 2 ? 0 : reserve(capacity / 2);
    }

    /** Adds an activity with a reserved place. */
    synchronized void add(ActivityRow activity) {
        waiting.add(activity);
    }

    /** Returns an activity that may run now, null if nothing waits or no slot is free. */
    synchronized @Nullable ActivityRow next() {
        if (running >= parallel || waiting.isEmpty()) {
            return null;
        }
        running++;
        return waiting.remove();
    }

    /** Frees the slot and the place of an activity. */
    synchronized void ended() {
        running--;
        held--;
    }

    /** Puts an activity back that could not be started. */
    synchronized void putBack(ActivityRow activity) {
        running--;
        waiting.addFirst(activity);
    }
}
