package dev.connectorkit.sdk.poll;

import dev.connectorkit.annotations.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one poll of a polling trigger. The toolkit converts it to the answer: 200 with the payload or 202 without, a
 * {@code Location} that carries the state to the next poll, and {@code Retry-After}.
 *
 * <p>{@code Poll<Order>} is a single trigger: each 200 starts one run. {@code Poll<List<Order>>} is a batch trigger: the
 * engine starts one run per element.
 *
 * <p>Outcomes are immutable. The state must be of the type that the method's
 * {@link dev.connectorkit.annotations.TriggerState} parameter declares.
 *
 * @param <T> the payload
 */
@Outcome
public sealed interface Poll<T> {

    /**
     * Something new: 200, which starts a run. A batch with no elements is answered as {@link Nothing} is: a 200 is never
     * empty.
     *
     * @param payload what the run gets as its input
     * @param state where the next poll goes on
     * @param more whether more is waiting already; the engine then polls again at once ({@code Retry-After: 0})
     * @param checkAgainIn the time to the next poll when nothing more is waiting; null for the trigger's own
     */
    record Found<T>(
            T payload, Object state, boolean more, @Nullable Duration checkAgainIn) implements Poll<T> {

        @Override
        public Found<T> checkAgainIn(Duration checkAgainIn) {
            return new Found<>(payload, state, more, checkAgainIn);
        }

        /** Returns the outcome with more items waiting: the engine polls again at once. */
        public Found<T> moreWaiting() {
            return new Found<>(payload, state, true, checkAgainIn);
        }
    }

    /**
     * Nothing new: 202, no run.
     *
     * @param state where the next poll goes on; null for where this one started
     * @param checkAgainIn the time to the next poll; null for the trigger's own
     */
    record Nothing<T>(@Nullable Object state, @Nullable Duration checkAgainIn) implements Poll<T> {

        @Override
        public Nothing<T> checkAgainIn(Duration checkAgainIn) {
            return new Nothing<>(state, checkAgainIn);
        }
    }

    /** Returns the outcome with something new, and the state from which the next poll continues. */
    static <T> Found<T> found(T payload, Object state) {
        return new Found<>(payload, state, false, null);
    }

    /** Returns the outcome without anything new; the next poll has the same state. */
    static <T> Poll<T> nothing() {
        return new Nothing<>(null, null);
    }

    /** Returns the outcome without anything new and with another state; on the first poll this sets the start. */
    static <T> Poll<T> nothing(Object state) {
        return new Nothing<>(state, null);
    }

    /**
     * Returns the oldest item alone; the others wait for the next polls, which follow at once.
     *
     * <p>For items whose states differ, such as sequence numbers. Timestamps are seldom unique: use a {@link Cursor}.
     *
     * @param items what is new, in any order
     * @param stateOf the state after an item; items are delivered in this order
     * @throws IllegalArgumentException if the two oldest items have the same state: the second would never be found
     */
    static <T, S extends Comparable<? super S>> Poll<T> oneAtATime(
            Collection<? extends T> items, Function<? super T, S> stateOf) {
        return Poll.<T, S>batch(items, stateOf, 1) instanceof Found<List<T>> page
                ? new Found<>(page.payload().get(0), page.state(), page.more(), null)
                : nothing();
    }

    /**
     * Returns the oldest items together, at most {@code limit}; {@link Nothing} without items.
     *
     * @param items what is new, in any order
     * @param stateOf the state after an item; items are delivered in this order
     * @throws IllegalArgumentException if the limit is below 1, or would cut between two items with the same state
     */
    static <T, S extends Comparable<? super S>> Poll<List<T>> batch(
            Collection<? extends T> items, Function<? super T, S> stateOf, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("The limit of a batch must be at least 1, but is " + limit);
        }
        if (items.isEmpty()) {
            return nothing();
        }
        List<T> ordered = new ArrayList<>(items);
        ordered.sort(Comparator.comparing(stateOf));
        boolean more = ordered.size() > limit;
        List<T> page = more ? ordered.subList(0, limit) : ordered;
        S state = stateOf.apply(page.get(page.size() - 1));
        if (more && stateOf.apply(ordered.get(limit)).compareTo(state) == 0) {
            throw new IllegalArgumentException("Two items have the state " + state
                    + ", and only one fits into this answer: the other would never be found. Use a Cursor, which"
                    + " distinguishes items by their ids.");
        }
        return new Found<>(List.copyOf(page), state, more, null);
    }

    /**
     * Returns the outcome with another time to the next poll. It does not delay items that wait already.
     *
     * @param checkAgainIn a fraction of a second is rounded up
     */
    Poll<T> checkAgainIn(Duration checkAgainIn);
}
