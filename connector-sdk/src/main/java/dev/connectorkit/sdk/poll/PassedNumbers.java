package dev.connectorkit.sdk.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The times at which a sequence cursor passed numbers, in coarse steps: a gap below such a number is given up the look-back
 * after it. Ascending in both. Immutable.
 */
record PassedNumbers(List<Passed> steps) {

    static final PassedNumbers NONE = new PassedNumbers(List.of());

    /** The most steps that a look-back is divided into, and a little more for one that was made shorter. */
    static final int CAPACITY = 32;

    private static final int STEPS = 8;

    /**
     * A number that was passed.
     *
     * @param atMillis a time not before that of the poll, in milliseconds since 1970
     */
    record Passed(long atMillis, long number) {}

    /** Returns the highest number that was passed the look-back ago; the given floor if none was. */
    long settled(Instant now, Duration lookBack, long floor) {
        long limit = millis(now.minus(lookBack));
        long settled = floor;
        for (Passed step : steps) {
            if (step.atMillis() <= limit) {
                settled = Math.max(settled, step.number());
            }
        }
        return settled;
    }

    /** Returns these and a number that is passed now, without those up to a floor. */
    PassedNumbers and(long number, Instant now, Duration lookBack, long floor) {
        List<Passed> all = new ArrayList<>(steps);
        Passed last = all.isEmpty() ? new Passed(Long.MIN_VALUE, Long.MIN_VALUE) : all.get(all.size() - 1);
        if (number > last.number() && number > floor) {
            long step = Math.max(1, lookBack.toMillis() / STEPS);
            long at = Math.max(last.atMillis(), Math.addExact(Math.floorDiv(millis(now), step) * step, step));
            if (at == last.atMillis() || all.size() == CAPACITY) {
                all.remove(all.size() - 1);
            }
            all.add(new Passed(at, number));
        }
        all.removeIf(passed -> passed.number() <= floor);
        return new PassedNumbers(List.copyOf(all));
    }

    /** Returns these without the ones up to a floor. */
    PassedNumbers from(long floor) {
        return new PassedNumbers(
                steps.stream().filter(passed -> passed.number() > floor).toList());
    }

    private static long millis(Instant instant) {
        return instant.toEpochMilli();
    }
}
