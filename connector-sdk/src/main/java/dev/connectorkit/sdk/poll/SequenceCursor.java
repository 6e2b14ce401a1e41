package dev.connectorkit.sdk.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The state of a trigger over rows with numbers from a database sequence: "everything after here" that loses nothing. A
 * transaction takes its number before it commits, so that a row may become visible after rows with higher numbers. Unlike a
 * bare number this state
 *
 * <ul>
 *   <li>remembers the gaps below the highest number that was delivered, and looks into them again until the
 *       {@linkplain dev.connectorkit.annotations.TriggerState#lookBack() look-back} has passed since the numbers above them
 *       were delivered;
 *   <li>delivers a row of a gap when it is committed, once;
 *   <li>gives the same rows again when the same poll is repeated.
 * </ul>
 *
 * <pre>{@code
 * public Poll<List<Order>> orders(@TriggerState SequenceCursor since) {
 *     return since.batch(store::after, store::lastId, Order::id, 100);
 * }
 * }</pre>
 *
 * <p>The look-back must be longer than the longest transaction that inserts. Numbers of transactions that were rolled back
 * stay gaps, and are given up after it. Delivered rows are remembered as runs of numbers without a gap, up to
 * {@value #CAPACITY}, or fewer where the other query parameters of the trigger leave less room in the URL; beyond that the
 * oldest gaps are given up early.
 *
 * <p>Immutable and thread-safe.
 */
public final class SequenceCursor {

    /** The number of runs of delivered numbers that a cursor remembers, and the most that one batch delivers. */
    public static final int CAPACITY = 256;

    /** The default look-back. */
    static final Duration LOOK_BACK = Duration.ofMinutes(10);

    /** The number of numbers below the highest one in which a first poll finds gaps. */
    private static final int START = 1000;

    /** The least number of numbers that one query for gaps covers. */
    private static final int QUERY = 64;

    private final NumberRuns delivered;
    private final PassedNumbers passed;
    private final Duration lookBack;
    private final Instant now;
    private final boolean first;

    /**
     * A source of rows with numbers.
     *
     * @param <T> the row
     */
    @FunctionalInterface
    public interface Source<T> {

        /**
         * Returns the rows with the lowest numbers after a number, as {@code WHERE id > ? ORDER BY id LIMIT ?} does. Further
         * conditions are possible.
         *
         * @param number the number before them
         * @param limit the most rows to return, 1 or more
         */
        Collection<? extends T> after(long number, int limit);
    }

    private SequenceCursor(NumberRuns delivered, PassedNumbers passed, Duration lookBack, Instant now, boolean first) {
        this.delivered = delivered;
        this.passed = passed;
        this.lookBack = lookBack;
        this.now = now;
        this.first = first;
    }

    private SequenceCursor(SequenceCursorCodec read) {
        this(read.delivered(), read.passed(), Duration.ZERO, Instant.EPOCH, read.first());
    }

    /** Returns a cursor after this number: every row with a lower number, or this, counts as delivered. */
    public static SequenceCursor after(long number) {
        return new SequenceCursor(NumberRuns.after(number), PassedNumbers.NONE, Duration.ZERO, Instant.EPOCH, false);
    }

    /**
     * Returns the cursor that a method gets on the first poll: it delivers nothing, and takes what is there already as
     * delivered.
     *
     * @param now the time of the poll
     * @param lookBack how late rows may be committed
     */
    public static SequenceCursor first(Instant now, Duration lookBack) {
        return new SequenceCursor(NumberRuns.after(0), PassedNumbers.NONE, lookBack, now, true);
    }

    /**
     * Reads what {@link #toString} wrote, or a whole number.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static SequenceCursor parse(String text) {
        return new SequenceCursor(SequenceCursorCodec.parse(text));
    }

    static SequenceCursor parse(byte[] bytes) {
        return new SequenceCursor(SequenceCursorCodec.parse(bytes));
    }

    /** Returns the position with another look-back; the look-back is the trigger's and does not travel in the text. */
    public SequenceCursor withLookBack(Duration lookBack) {
        return new SequenceCursor(delivered, passed, lookBack, now, first);
    }

    /** Returns the position at the time of a poll. A trigger's cursor has the time of the request. */
    public SequenceCursor withNow(Instant now) {
        return new SequenceCursor(delivered, passed, lookBack, now, first);
    }

    /**
     * Returns the row with the lowest number that was not delivered yet; the others wait for the next polls, which follow at
     * once. Parameters as for {@link #batch}.
     */
    public <T> Poll<T> oneAtATime(Source<? extends T> source, LongSupplier last, ToLongFunction<? super T> numberOf) {
        Poll<List<T>> page = batch(source, last, numberOf, 1);
        return page instanceof Poll.Found<List<T>> found
                ? new Poll.Found<>(found.payload().get(0), found.state(), found.more(), null)
                : new Poll.Nothing<>(((Poll.Nothing<List<T>>) page).state(), null);
    }

    /**
     * Returns the rows with the lowest numbers that were not delivered yet.
     *
     * @param source the rows after a number; called for the gaps and for what is new
     * @param last the highest number of a row, 0 if there are no rows; called on the first poll only
     * @param numberOf the number of a row, unique
     * @param limit the most to deliver at once, from 1 to {@value #CAPACITY}
     */
    public <T> Poll<List<T>> batch(
            Source<? extends T> source, LongSupplier last, ToLongFunction<? super T> numberOf, int limit) {
        if (limit < 1 || limit > CAPACITY) {
            throw new IllegalArgumentException("The limit must be from 1 to " + CAPACITY + ", but is " + limit);
        }
        if (first) {
            return Poll.nothing(start(source, last.getAsLong(), numberOf));
        }
        Reading<T> reading = new Reading<>(source, numberOf);
        for (NumberRuns.Run span : spans(Math.max(QUERY, limit + 1))) {
            reading.span(span, limit);
        }
        if (reading.rows.size() <= limit) {
            reading.read(delivered.last(), limit + 1);
        }
        NavigableMap<Long, T> rows = reading.rows;
        boolean more = rows.size() > limit;
        while (rows.size() > limit) {
            rows.pollLastEntry();
        }
        SequenceCursor next = next(rows.keySet(), more ? rows.lastKey() : Long.MAX_VALUE);
        if (rows.isEmpty()) {
            return next.equals(this) ? Poll.nothing() : Poll.nothing(next);
        }
        return new Poll.Found<>(List.copyOf(rows.values()), next, more, null);
    }

    /** The rows that were read and not delivered. */
    private final class Reading<T> {

        private final Source<? extends T> source;
        private final ToLongFunction<? super T> numberOf;
        private final NavigableMap<Long, T> rows = new TreeMap<>();
        private long covered = Long.MIN_VALUE;

        Reading(Source<? extends T> source, ToLongFunction<? super T> numberOf) {
            this.source = source;
            this.numberOf = numberOf;
        }

        /** Reads the rows of a span of numbers, until there are more than the limit. */
        void span(NumberRuns.Run span, int limit) {
            long from = Math.max(span.first(), covered + 1);
            while (from <= span.last() && rows.size() <= limit) {
                long width = span.last() - from + 1;
                int page = Math.max(QUERY, limit + 1);
                int most = width > 0 && width < page ? (int) width : page;
                long end = read(from - 1, most);
                covered = end == Long.MIN_VALUE ? span.last() : Math.max(end, from);
                from = covered + 1;
            }
        }

        /** Returns the highest number that was read if there were as many rows as asked for, else the least long. */
        long read(long after, int most) {
            Collection<? extends T> found = source.after(after, most);
            long end = Long.MIN_VALUE;
            for (T row : found) {
                long number = numberOf.applyAsLong(row);
                end = Math.max(end, number);
                if (number > after && !delivered.contains(number)) {
                    rows.put(number, row);
                }
            }
            return found.size() < most ? Long.MIN_VALUE : end;
        }
    }

    /** Returns the gaps; those that one query may cover together are joined with what lies between. */
    private List<NumberRuns.Run> spans(int width) {
        List<NumberRuns.Run> spans = new ArrayList<>();
        for (NumberRuns.Run gap : delivered.gaps()) {
            NumberRuns.Run before = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (before != null && gap.last() - before.first() < width) {
                spans.set(spans.size() - 1, new NumberRuns.Run(before.first(), gap.last()));
            } else {
                spans.add(gap);
            }
        }
        return spans;
    }

    private <T> SequenceCursor start(Source<? extends T> source, long last, ToLongFunction<? super T> numberOf) {
        if (lookBack.isZero()) {
            return new SequenceCursor(NumberRuns.after(last), PassedNumbers.NONE, lookBack, now, false);
        }
        long floor = last < Long.MIN_VALUE + START ? Long.MIN_VALUE : last - START;
        List<Long> there = source.after(floor, START).stream()
                .map(row -> numberOf.applyAsLong(row))
                .filter(number -> number <= last)
                .toList();
        return settled(NumberRuns.after(floor).and(there).remembering(CAPACITY), passed, Long.MIN_VALUE);
    }

    private SequenceCursor next(Collection<Long> numbers, long examined) {
        long floor = Math.min(passed.settled(now, lookBack, delivered.floor()), examined);
        return settled(delivered.and(numbers).from(floor).remembering(CAPACITY), passed, examined);
    }

    private SequenceCursor settled(NumberRuns runs, PassedNumbers before, long examined) {
        NumberRuns left = lookBack.isZero() ? runs.from(Math.min(runs.last(), examined)) : runs;
        return new SequenceCursor(left, before.and(left.last(), now, lookBack, left.floor()), lookBack, now, false);
    }

    /** Returns the number of runs of delivered numbers that this cursor remembers. */
    public int remembered() {
        return delivered.runs().size();
    }

    /**
     * Returns the position with a shorter text: only the newest runs of delivered numbers are remembered. Everything up to the
     * others counts as delivered.
     *
     * @param most how many to remember at most, 0 or more
     */
    public SequenceCursor remembering(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("A cursor cannot remember " + most + " runs; give 0 or more");
        }
        NumberRuns kept = delivered.remembering(most);
        return new SequenceCursor(kept, passed.from(kept.floor()), lookBack, now, first);
    }

    /** Returns the cursor as text: a number, followed by what was delivered after it. */
    @Override
    public String toString() {
        return codec().text();
    }

    byte[] bytes() {
        return codec().bytes();
    }

    private SequenceCursorCodec codec() {
        return new SequenceCursorCodec(delivered, passed, first);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SequenceCursor cursor && codec().equals(cursor.codec());
    }

    @Override
    public int hashCode() {
        return codec().hashCode();
    }
}
