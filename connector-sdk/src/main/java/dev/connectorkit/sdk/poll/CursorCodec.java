package dev.connectorkit.sdk.poll;

import java.nio.BufferUnderflowException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The position of a cursor as bytes, and as text: the instant of the floor, readable; after a {@code ~}, where needed, the
 * hash of the floor and the delivered items in base64url. Times are distances to the time before.
 */
record CursorCodec(Mark floor, NavigableSet<Mark> delivered, EarlyItems early) {

    private static final char SEPARATOR = '~';
    private static final int FLOOR_HAS_HASH = 1;

    static CursorCodec parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        try {
            if (separator < 0) {
                return new CursorCodec(Mark.before(Instant.parse(text)), new TreeSet<>(), EarlyItems.NONE);
            }
            Instant instant = Instant.parse(text.substring(0, separator));
            return read(instant, new CompactReader(Base64.getUrlDecoder().decode(text.substring(separator + 1))));
        } catch (DateTimeException | BufferUnderflowException | ArithmeticException | IllegalArgumentException e) {
            throw invalid(e);
        }
    }

    static CursorCodec parse(byte[] bytes) {
        try {
            CompactReader in = new CompactReader(bytes);
            return read(in.instantAfter(Instant.EPOCH), in);
        } catch (DateTimeException | BufferUnderflowException | ArithmeticException | IllegalArgumentException e) {
            throw invalid(e);
        }
    }

    private static IllegalArgumentException invalid(Exception cause) {
        return new IllegalArgumentException("Not the text of a cursor", cause);
    }

    private static CursorCodec read(Instant instant, CompactReader in) {
        if (!in.hasRemaining()) {
            return new CursorCodec(Mark.before(instant), new TreeSet<>(), EarlyItems.NONE);
        }
        Mark floor = in.number(FLOOR_HAS_HASH) == FLOOR_HAS_HASH ? new Mark(instant, in.hash()) : Mark.before(instant);
        NavigableSet<Mark> delivered = new TreeSet<>();
        Instant time = instant;
        for (long count = in.number(Cursor.CAPACITY); count > 0; count--) {
            time = in.instantAfter(time);
            delivered.add(new Mark(time, in.hash()));
        }
        List<EarlyItems.Item> early = new ArrayList<>();
        Instant deliveredAt = time;
        for (long count = in.number(Cursor.EARLY_CAPACITY); count > 0; count--) {
            time = in.instantAfter(time);
            deliveredAt = in.instantAfter(deliveredAt);
            early.add(new EarlyItems.Item(new Mark(time, in.hash()), deliveredAt));
        }
        if (in.hasRemaining()) {
            throw new IllegalArgumentException("more than a cursor");
        }
        return new CursorCodec(floor, delivered, new EarlyItems(List.copyOf(early)));
    }

    /** Returns the text. */
    String text() {
        return isBare()
                ? floor.time().toString()
                : floor.time().toString()
                        + SEPARATOR
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(write(new CompactWriter()));
    }

    /** Returns the shorter form, for a text that is encoded anyway. */
    byte[] bytes() {
        CompactWriter out = new CompactWriter();
        out.instantAfter(Instant.EPOCH, floor.time());
        return isBare() ? out.bytes() : write(out);
    }

    private boolean isBare() {
        return floor.isBeforeAllOfItsInstant() && delivered.isEmpty() && early.size() == 0;
    }

    private byte[] write(CompactWriter out) {
        if (floor.isBeforeAllOfItsInstant()) {
            out.number(0);
        } else {
            out.number(FLOOR_HAS_HASH);
            out.hash(floor.hash());
        }
        Instant time = floor.time();
        out.number(delivered.size());
        for (Mark mark : delivered) {
            out.instantAfter(time, mark.time());
            out.hash(mark.hash());
            time = mark.time();
        }
        Instant deliveredAt = time;
        out.number(early.size());
        for (EarlyItems.Item item : early.items()) {
            out.instantAfter(time, item.mark().time());
            out.instantAfter(deliveredAt, item.deliveredAt());
            out.hash(item.mark().hash());
            time = item.mark().time();
            deliveredAt = item.deliveredAt();
        }
        return out.bytes();
    }
}
