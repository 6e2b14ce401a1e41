package dev.connectorkit.sdk.poll;

import java.time.Instant;

/** An item as a cursor remembers it: its time and 48 bits of its id's SHA-256. Ordered by both. */
record Mark(Instant time, long hash) implements Comparable<Mark> {

    static final int HASH_BYTES = 6;

    static Mark of(Instant time, String id) {
        return new Mark(time, IdHashes.of(id));
    }

    /** Sorts before every item of the instant. */
    static Mark before(Instant time) {
        return new Mark(time, -1);
    }

    boolean isBeforeAllOfItsInstant() {
        return hash == -1;
    }

    @Override
    public int compareTo(Mark other) {
        int byTime = time.compareTo(other.time);
        return byTime != 0 ? byTime : Long.compare(hash, other.hash);
    }
}
