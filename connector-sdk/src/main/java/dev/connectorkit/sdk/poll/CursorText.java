package dev.connectorkit.sdk.poll;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The text of a cursor: the instant of its floor, readable; behind a {@code ~}, where needed, the hash of the floor and the
 * delivered items in base64url, each as the distance to the one before it.
 */
record CursorText(Mark floor, NavigableSet<Mark> delivered) {

    private static final char SEPARATOR = '~';

    static CursorText parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        try {
            if (separator < 0) {
                return new CursorText(Mark.before(Instant.parse(text)), new TreeSet<>());
            }
            Instant instant = Instant.parse(text.substring(0, separator));
            ByteBuffer in = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(separator + 1)));
            Mark floor = in.get() == 0 ? Mark.before(instant) : new Mark(instant, readHash(in));
            NavigableSet<Mark> delivered = new TreeSet<>();
            Instant time = instant;
            while (in.hasRemaining()) {
                long step = readNumber(in);
                if (step > 0) {
                    time = Instant.ofEpochSecond(Math.addExact(time.getEpochSecond(), step - 1), readNumber(in));
                }
                delivered.add(new Mark(time, readHash(in)));
            }
            if (delivered.size() > Cursor.CAPACITY) {
                throw new IllegalArgumentException("more than " + Cursor.CAPACITY + " items");
            }
            return new CursorText(floor, delivered);
        } catch (DateTimeException | BufferUnderflowException | ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Not the text of a cursor", e);
        }
    }

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // both are written, the seconds as a distance
    static String write(Mark floor, SortedSet<Mark> delivered) {
        if (floor.isBeforeAllOfItsInstant() && delivered.isEmpty()) {
            return floor.time().toString();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (floor.isBeforeAllOfItsInstant()) {
            out.write(0);
        } else {
            out.write(1);
            writeHash(out, floor.hash());
        }
        Instant time = floor.time();
        for (Mark mark : delivered) {
            if (mark.time().equals(time)) {
                writeNumber(out, 0);
            } else {
                writeNumber(out, mark.time().getEpochSecond() - time.getEpochSecond() + 1);
                writeNumber(out, mark.time().getNano());
                time = mark.time();
            }
            writeHash(out, mark.hash());
        }
        return floor.time().toString()
                + SEPARATOR
                + Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    private static void writeNumber(ByteArrayOutputStream out, long number) {
        long rest = number;
        while (rest >= 0x80) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static long readNumber(ByteBuffer in) {
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

    private static void writeHash(ByteArrayOutputStream out, long hash) {
        for (int shift = 8 * (Mark.HASH_BYTES - 1); shift >= 0; shift -= 8) {
            out.write((int) (hash >>> shift));
        }
    }

    private static long readHash(ByteBuffer in) {
        long hash = 0;
        for (int i = 0; i < Mark.HASH_BYTES; i++) {
            hash = (hash << 8) | (in.get() & 0xFF);
        }
        return hash;
    }
}
