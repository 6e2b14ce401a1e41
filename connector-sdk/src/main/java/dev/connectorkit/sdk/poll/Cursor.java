package dev.connectorkit.sdk.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of a trigger over items that have a time and an id: "everything after here" that loses nothing. Items are
 * delivered in the order of their times. Unlike a bare timestamp it
 *
 * <ul>
 *   <li>distinguishes items of one instant by their ids, also when the second appears after the first was delivered;
 *   <li>finds items that appear late, up to the {@linkplain dev.connectorkit.annotations.TriggerState#lookBack() look-back}
 *       after their time, as long as no more than {@value #CAPACITY} newer ones were delivered before them, or fewer where
 *       the other query parameters of the trigger leave less room in the URL;
 *   <li>gives the same items again when the same poll is repeated.
 * </ul>
 *
 * <pre>{@code
 * public Poll<Order> orders(@TriggerState Cursor since) {
 *     return since.oneAtATime(store.changedSince(since.from()), Order::changedAt, Order::id);
 * }
 * }</pre>
 *
 * <p>An item that changes its time is a new item: its id counts together with its time. Ids are kept as 48 bits of their
 * SHA-256, so that the text of a cursor stays under 1,100 characters.
 *
 * <p>Immutable and thread-safe.
 */
public final class Cursor {

    /** The number of delivered items that a cursor remembers, and the most that one batch delivers. */
    public static final int CAPACITY = 64;

    private final Mark floor; // everything up to here counts as delivered
    private final NavigableSet<Mark> delivered; // beyond the floor; never changed after construction
    private final Duration lookBack;
    private final boolean first;

    private Cursor(Mark floor, NavigableSet<Mark> delivered, Duration lookBack, boolean first) {
        this.floor = floor;
        this.delivered = delivered;
        this.lookBack = lookBack;
        this.first = first;
    }

    /** A cursor before all items of this instant. */
    public static Cursor at(Instant instant) {
        return new Cursor(Mark.before(instant), new TreeSet<>(), Duration.ZERO, false);
    }

    /**
     * The cursor that a method gets on the first poll: it delivers nothing, and takes what is there already as delivered.
     *
     * @param now the time of the poll
     * @param lookBack how late items may appear
     */
    public static Cursor first(Instant now, Duration lookBack) {
        return new Cursor(Mark.before(now.minus(lookBack)), new TreeSet<>(), lookBack, true);
    }

    /**
     * Reads what {@link #toString} wrote, or a bare ISO 8601 instant.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Cursor parse(String text) {
        CursorText read = CursorText.parse(text);
        return new Cursor(read.floor(), read.delivered(), Duration.ZERO, false);
    }

    /** Returns the position with another look-back; the look-back is the trigger's and does not travel in the text. */
    public Cursor withLookBack(Duration lookBack) {
        return new Cursor(floor, delivered, lookBack, first);
    }

    /** The time from which the source must list its items, those of this very instant included. */
    public Instant from() {
        return floor.time();
    }

    /**
     * The oldest item that was not delivered yet; the others wait for the next polls, which follow at once.
     *
     * @param items everything since {@link #from()}, in any order; what is older or was delivered is left out
     * @param timeOf the time of an item, the same whenever the item is listed
     * @param idOf the id of an item, unique among the items of one instant
     */
    public <T> Poll<T> oneAtATime(
            Collection<? extends T> items, Function<? super T, Instant> timeOf, Function<? super T, String> idOf) {
        Poll<List<T>> page = batch(items, timeOf, idOf, 1);
        return page instanceof Poll.Found<List<T>> found
                ? new Poll.Found<>(found.payload().get(0), found.state(), found.more(), null)
                : new Poll.Nothing<>(((Poll.Nothing<List<T>>) page).state(), null);
    }

    /** The oldest items that were not delivered yet, at most {@value #CAPACITY}; parameters as above. */
    public <T> Poll<List<T>> batch(
            Collection<? extends T> items, Function<? super T, Instant> timeOf, Function<? super T, String> idOf) {
        return batch(items, timeOf, idOf, CAPACITY);
    }

    /**
     * The oldest items that were not delivered yet; parameters as above.
     *
     * @param limit the most to deliver at once, from 1 to {@value #CAPACITY}
     */
    public <T> Poll<List<T>> batch(
            Collection<? extends T> items,
            Function<? super T, Instant> timeOf,
            Function<? super T, String> idOf,
            int limit) {
        if (limit < 1 || limit > CAPACITY) {
            throw new IllegalArgumentException("The limit must be from 1 to " + CAPACITY + ", but is " + limit);
        }
        SortedMap<Mark, T> waiting = new TreeMap<>();
        for (T item : items) {
            Mark mark = Mark.of(timeOf.apply(item), idOf.apply(item));
            if (mark.compareTo(floor) > 0 && !delivered.contains(mark)) {
                waiting.put(mark, item);
            }
        }
        if (first) {
            return Poll.nothing(after(waiting));
        }
        if (waiting.isEmpty()) {
            return Poll.nothing();
        }
        SortedMap<Mark, T> page = new TreeMap<>();
        for (Map.Entry<Mark, T> entry : waiting.entrySet()) {
            if (page.size() == limit) {
                break;
            }
            page.put(entry.getKey(), entry.getValue());
        }
        return new Poll.Found<>(List.copyOf(page.values()), after(page), waiting.size() > limit, null);
    }

    /** Returns the number of delivered items that this cursor remembers. */
    public int remembered() {
        return delivered.size();
    }

    /**
     * Returns the position with a shorter text: only the newest delivered items are remembered one by one. Everything up to
     * the others counts as delivered, late items before them included.
     *
     * @param most how many to remember at most, 0 or more
     */
    public Cursor remembering(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("A cursor cannot remember " + most + " items; give 0 or more");
        }
        NavigableSet<Mark> kept = new TreeSet<>(delivered);
        return new Cursor(floorAfterForgetting(floor, kept, most), kept, lookBack, first);
    }

    /** Forgets what is before the floor and, oldest first, what is too many; the floor moves with it. */
    private static Mark floorAfterForgetting(Mark floor, NavigableSet<Mark> marks, int most) {
        Mark newFloor = floor;
        while (!marks.isEmpty() && (marks.first().compareTo(newFloor) < 0 || marks.size() > most)) {
            Mark oldest = marks.pollFirst();
            newFloor = oldest.compareTo(newFloor) > 0 ? oldest : newFloor;
        }
        return newFloor;
    }

    private Cursor after(SortedMap<Mark, ?> page) {
        NavigableSet<Mark> all = new TreeSet<>(delivered);
        all.addAll(page.keySet());
        Mark newFloor = floor;
        if (!all.isEmpty()) {
            Mark horizon = Mark.before(all.last().time().minus(lookBack));
            newFloor = horizon.compareTo(floor) > 0 ? horizon : floor;
        }
        return new Cursor(floorAfterForgetting(newFloor, all, CAPACITY), all, lookBack, false);
    }

    /** The cursor as text: an ISO 8601 instant, followed by what was delivered after it. */
    @Override
    public String toString() {
        return CursorText.write(floor, delivered);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cursor cursor && floor.equals(cursor.floor) && delivered.equals(cursor.delivered);
    }

    @Override
    public int hashCode() {
        return 31 * floor.hashCode() + delivered.hashCode();
    }
}
