package dev.connectorkit.server.bench;

/** The rounds of a comparison: those that begin in the first half of its time warm up; at least one does, and at least one counts. */
final class Rounds {

    private final long half;
    private final long end;
    private int counted;
    private boolean warmedUp;
    private boolean counts;

    /** Begins now; {@link System#nanoTime} at its end. */
    Rounds(long end) {
        this.end = end;
        this.half = end - Math.max(0, end - System.nanoTime()) / 2;
    }

    /** Returns whether there is another round, and begins it. */
    boolean next() {
        long now = System.nanoTime();
        if (counted > 0 && now - end >= 0) {
            return false;
        }
        counts = warmedUp && now - half >= 0;
        warmedUp = true;
        counted += counts ? 1 : 0;
        return true;
    }

    /** Returns whether the figures of this round count. */
    boolean count() {
        return counts;
    }

    @Override
    public String toString() {
        return counts ? "round " + counted : "warm-up";
    }
}
