package dev.connectorkit.sdk.poll;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Delivered numbers above a floor as runs without a gap, in ascending order. Everything else up to the last is a gap: a number
 * of a row that may still be committed, or of none. Immutable.
 */
record NumberRuns(long floor, List<Run> runs) {

    /** The numbers from one to another, both included. */
    record Run(long first, long last) {}

    static NumberRuns after(long floor) {
        return new NumberRuns(floor, List.of());
    }

    /** Returns the highest number that was delivered, or the floor. */
    long last() {
        return runs.isEmpty() ? floor : runs.get(runs.size() - 1).last();
    }

    boolean contains(long number) {
        if (number <= floor) {
            return true;
        }
        int low = 0;
        int high = runs.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Run run = runs.get(middle);
            if (number < run.first()) {
                high = middle - 1;
            } else if (number > run.last()) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** Returns the gaps up to the last number, in ascending order. */
    List<Run> gaps() {
        List<Run> gaps = new ArrayList<>(runs.size());
        long before = floor;
        for (Run run : runs) {
            if (run.first() - before > 1) {
                gaps.add(new Run(before + 1, run.first() - 1));
            }
            before = run.last();
        }
        return gaps;
    }

    /** Returns these and more numbers. */
    NumberRuns and(Collection<Long> numbers) {
        if (numbers.isEmpty()) {
            return this;
        }
        List<Run> all = new ArrayList<>(runs);
        new TreeSet<>(numbers).forEach(number -> all.add(new Run(number, number)));
        all.sort((a, b) -> Long.compare(a.first(), b.first()));
        return joined(floor, all);
    }

    /** Returns these with everything up to a number taken as delivered. */
    NumberRuns from(long newFloor) {
        return newFloor <= floor ? this : joined(newFloor, runs);
    }

    /** Returns the newest of these; everything up to the others is taken as delivered. */
    NumberRuns remembering(int most) {
        return runs.size() <= most
                ? this
                : from(runs.get(runs.size() - most - 1).last());
    }

    private static NumberRuns joined(long floor, List<Run> ordered) {
        long start = floor;
        List<Run> joined = new ArrayList<>(ordered.size());
        for (Run run : ordered) {
            Run last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (run.first() <= start + 1) {
                start = Math.max(start, run.last());
            } else if (last != null && run.first() <= last.last() + 1) {
                joined.set(joined.size() - 1, new Run(last.first(), Math.max(last.last(), run.last())));
            } else {
                joined.add(run);
            }
        }
        return new NumberRuns(start, List.copyOf(joined));
    }
}
