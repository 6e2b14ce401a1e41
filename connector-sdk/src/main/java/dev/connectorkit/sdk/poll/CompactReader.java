package dev.connectorkit.sdk.poll;

import java.nio.ByteBuffer;
import java.time.Instant;

/** Reads the output of a {@link CompactWriter}. Bytes that it did not write cause one of several runtime exceptions. */
final class CompactReader {

    private final ByteBuffer in;

    CompactReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    boolean hasRemaining() {
        return in.hasRemaining();
    }

    long number() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new ArithmeticException("a number without an end");
    }

    /** Reads a number from 0 to a limit. */
    long number(long most) {
        long number = number();
        if (number < 0 || number > most) {
            throw new ArithmeticException(number + " is more than " + most);
        }
        return number;
    }

    long signed() {
        long number = number();
        return (number >>> 1) ^ -(number & 1);
    }

    Instant instantAfter(Instant other) {
        long step = signed();
        if (step == 0) {
            return other;
        }
        long seconds = Math.addExact(other.getEpochSecond(), step > 0 ? step - 1 : step);
        long fraction = number();
        return Instant.ofEpochSecond(
                seconds, Math.multiplyExact(fraction >>> 2, CompactWriter.nanosOf((int) (fraction & 3))));
    }

    long hash() {
        long hash = 0;
        for (int i = 0; i < Mark.HASH_BYTES; i++) {
            hash = (hash << 8) | (in.get() & 0xFF);
        }
        return hash;
    }
}
