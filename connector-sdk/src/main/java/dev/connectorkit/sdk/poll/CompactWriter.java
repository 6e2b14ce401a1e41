package dev.connectorkit.sdk.poll;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

/** Writes numbers, instants and hashes in few bytes. */
final class CompactWriter {

    private static final int[] FRACTIONS = {1_000_000_000, 1_000_000, 1_000, 1};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Writes a number, 0 or more in as few bytes as it needs. */
    void number(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Writes a number of either sign. */
    void signed(long number) {
        number((number << 1) ^ (number >> (Long.SIZE - 1)));
    }

    /** Writes an instant as the distance to another; the same instant takes one byte. */
    @SuppressWarnings("JavaInstantGetSecondsGetNano") // both are written, the seconds as a distance
    void instantAfter(Instant other, Instant instant) {
        if (instant.equals(other)) {
            out.write(0);
            return;
        }
        long seconds = instant.getEpochSecond() - other.getEpochSecond();
        signed(seconds >= 0 ? seconds + 1 : seconds);
        int nanos = instant.getNano();
        int fraction = 0;
        while (nanos % FRACTIONS[fraction] != 0) {
            fraction++;
        }
        long units = nanos / FRACTIONS[fraction];
        number((units << 2) | fraction);
    }

    void hash(long hash) {
        for (int shift = 8 * (Mark.HASH_BYTES - 1); shift >= 0; shift -= 8) {
            out.write((int) (hash >>> shift));
        }
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** Returns the nanoseconds of one unit of a fraction. */
    static int nanosOf(int fraction) {
        return FRACTIONS[fraction];
    }
}
