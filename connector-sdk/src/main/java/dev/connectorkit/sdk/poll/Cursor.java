package dev.connectorkit.sdk.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
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
 *   <li>delivers an item that is dated in the future once, and moves no further than the time of the poll for it;
 *   <li>gives the same items again when the same poll is repeated.
 * </ul>
 *
 * <pre>{@code
 * public Poll<Order> orders(@TriggerState Cursor since) {
 *     return since.oneAtATime(store.changedSince(since.from()), Order::changedAt, Order::id);
 * }
 * }</pre>
 *
 * <p>An item that changes its time is a new item: its id counts together with its time. The exception is an item that was
 * delivered with a time in the future and then gets a time that is not after its delivery: the time was corrected.
 *
 * <p>Items that are dated in the future are delivered after all others, and remembered one by one until their times have
 * passed: up to {@value #EARLY_CAPACITY}, or fewer where the URL has less room. Any beyond that wait until their times have
 * come or until others no longer exist.
 *
 * <p>Ids are kept as 48 bits of their SHA-256.
 *
 * <p>Immutable and thread-safe.
 */
public final class Cursor {

    /** The number of delivered items that a cursor remembers, and the most that one batch delivers. */
    public static final int CAPACITY = 64;

    /** The number of delivered items with times in the future that a cursor remembers. */
    public static final int EARLY_CAPACITY = 100;

    private static final int MARGIN = 16; // bytes that the floor may grow by

    private final Mark floor; // everything up to here counts as delivered
    private final NavigableSet<Mark> delivered; // beyond the floor; never changed after construction
    private final EarlyItems early;
    private final Moment moment;

    /** The circumstances of a poll, which do not travel in the text. */
    private record Moment(Instant now, Duration lookBack, int room, boolean first) {

        static final Moment NONE = new Moment(Instant.MAX, Duration.ZERO, Integer.MAX_VALUE, false);
    }

    private Cursor(Mark floor, NavigableSet<Mark> delivered, EarlyItems early, Moment moment) {
        this.floor = floor;
        this.delivered = delivered;
        this.early = early;
        this.moment = moment;
    }

    private Cursor(CursorCodec read) {
        this(read.floor(), read.delivered(), read.early(), Moment.NONE);
    }

    /** Returns a cursor before all items of this instant. */
    public static Cursor at(Instant instant) {
        return new Cursor(Mark.before(instant), new TreeSet<>(), EarlyItems.NONE, Moment.NONE);
    }

    /**
     * Returns the cursor that a method gets on the first poll: it delivers nothing, and takes what is there already as
     * delivered.
     *
     * @param now the time of the poll
     * @param lookBack how late items may appear
     */
    public static Cursor first(Instant now, Duration lookBack) {
        return new Cursor(
                Mark.before(now.minus(lookBack)),
                new TreeSet<>(),
                EarlyItems.NONE,
                new Moment(now, lookBack, Integer.MAX_VALUE, true));
    }

    /**
     * Reads what {@link #toString} wrote, or a bare ISO 8601 instant.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Cursor parse(String text) {
        return new Cursor(CursorCodec.parse(text));
    }

    static Cursor parse(byte[] bytes) {
        return new Cursor(CursorCodec.parse(bytes));
    }

    /** Returns the position with another look-back; the look-back is the trigger's and does not travel in the text. */
    public Cursor withLookBack(Duration lookBack) {
        return new Cursor(floor, delivered, early, new Moment(moment.now, lookBack, moment.room, moment.first));
    }

    /**
     * Returns the position at the time of a poll: items with later times are dated in the future. A trigger's cursor has the
     * time of the request; without one, no time counts as the future.
     */
    public Cursor withNow(Instant now) {
        return new Cursor(floor, delivered, early, new Moment(now, moment.lookBack, moment.room, moment.first));
    }

    /** Returns the position with a limit for its {@link #bytes}, as far as items that are dated in the future fill them. */
    Cursor withRoom(int bytes) {
        return new Cursor(floor, delivered, early, new Moment(moment.now, moment.lookBack, bytes, moment.first));
    }

    /** Returns the time from which the source must list its items, those of this very instant included. */
    public Instant from() {
        return floor.time();
    }

    /**
     * Returns the oldest item that was not delivered yet; the others wait for the next polls, which follow at once.
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

    /** Returns the oldest items that were not delivered yet, at most {@value #CAPACITY}; parameters as above. */
    public <T> Poll<List<T>> batch(
            Collection<? extends T> items, Function<? super T, Instant> timeOf, Function<? super T, String> idOf) {
        return batch(items, timeOf, idOf, CAPACITY);
    }

    /**
     * Returns the oldest items that were not delivered yet; parameters as above.
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
        NavigableSet<Mark> listed = new TreeSet<>();
        NavigableMap<Mark, T> waiting = new TreeMap<>();
        for (T item : items) {
            Instant time = timeOf.apply(item);
            if (time.isBefore(floor.time())) {
                continue; // without a look at its id
            }
            Mark mark = Mark.of(time, idOf.apply(item));
            if (mark.compareTo(floor) <= 0) {
                continue;
            }
            if (early.size() > 0) {
                listed.add(mark);
            }
            if (!delivered.contains(mark) && !early.contains(mark)) {
                waiting.put(mark, item);
            }
        }
        Mark horizon = Mark.before(moment.now.equals(Instant.MAX) ? Instant.MAX : moment.now.plusNanos(1));
        SortedMap<Mark, T> present = first(moment.first ? Integer.MAX_VALUE : limit, waiting.headMap(horizon));
        SortedMap<Mark, T> future = waiting.tailMap(horizon);
        EarlyItems known = early.size() + future.size() > EARLY_CAPACITY ? early.existingIn(listed) : early;
        SortedMap<Mark, T> possible = first(room(known, future.keySet()), future);
        SortedMap<Mark, T> page = first(moment.first ? Integer.MAX_VALUE : limit - present.size(), possible);
        Cursor next = after(present.keySet(), page.keySet(), known);
        if (moment.first) {
            return Poll.nothing(next);
        }
        List<T> payload = new ArrayList<>(present.values());
        payload.addAll(page.values());
        boolean more = waiting.headMap(horizon).size() + possible.size() > payload.size();
        return payload.isEmpty() ? Poll.nothing() : new Poll.Found<>(List.copyOf(payload), next, more, null);
    }

    private static <T> SortedMap<Mark, T> first(int count, SortedMap<Mark, T> items) {
        if (items.size() <= count) {
            return items;
        }
        return items.headMap(items.keySet().stream().skip(count).findFirst().orElseThrow());
    }

    /** Returns the number of items dated in the future, out of these, that the state can remember. */
    private int room(EarlyItems known, Set<Mark> future) {
        int most = Math.min(EARLY_CAPACITY - known.size(), future.size());
        if (moment.room == Integer.MAX_VALUE || most <= 0) {
            return Math.max(0, most);
        }
        NavigableSet<Mark> added = new TreeSet<>();
        for (Mark mark : future) {
            added.add(mark);
            EarlyItems all = known.and(added, moment.now, floor);
            if (added.size() > most
                    || new CursorCodec(floor, new TreeSet<>(), all).bytes().length + MARGIN > moment.room) {
                return added.size() - 1;
            }
        }
        return most;
    }

    /** Returns the number of delivered items that this cursor remembers and can forget. */
    public int remembered() {
        return delivered.size();
    }

    /**
     * Returns the position with a shorter text: only the newest delivered items are remembered one by one. Everything up to
     * the others counts as delivered, late items before them included. Items that were dated in the future are all kept.
     *
     * @param most how many to remember at most, 0 or more
     */
    public Cursor remembering(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("A cursor cannot remember " + most + " items; give 0 or more");
        }
        NavigableSet<Mark> kept = new TreeSet<>(delivered);
        Mark newFloor = floorAfterForgetting(floor, kept, most);
        return new Cursor(newFloor, kept, early, moment);
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

    private Cursor after(Set<Mark> present, Set<Mark> future, EarlyItems known) {
        NavigableSet<Mark> all = new TreeSet<>(delivered);
        all.addAll(present);
        Mark newFloor = floor;
        if (!all.isEmpty()) {
            Mark horizon = Mark.before(all.last().time().minus(moment.lookBack));
            newFloor = horizon.compareTo(floor) > 0 ? horizon : floor;
        }
        newFloor = floorAfterForgetting(newFloor, all, CAPACITY);
        EarlyItems remembered = known.and(future, moment.now, newFloor);
        return new Cursor(newFloor, all, remembered, new Moment(moment.now, moment.lookBack, moment.room, false));
    }

    /** Returns the cursor as text: an ISO 8601 instant, followed by what was delivered after it. */
    @Override
    public String toString() {
        return codec().text();
    }

    byte[] bytes() {
        return codec().bytes();
    }

    private CursorCodec codec() {
        return new CursorCodec(floor, delivered, early);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cursor cursor && codec().equals(cursor.codec());
    }

    @Override
    public int hashCode() {
        return codec().hashCode();
    }
}
