package dev.connectorkit.callbacks.internal.store;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Ids of 128 bits that sort by the time they were made: 48 bits of milliseconds, 80 random bits. Those that one process makes
 * sort in the order they were made, also within a millisecond and when the clock steps back. Thread-safe.
 */
public final class Ids {

    private static final HexFormat HEX = HexFormat.of();

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long last;
    private int count;

    /** By this clock. */
    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** A new one. */
    public synchronized String next() {
        long now = clock.millis();
        if (now > last) {
            last = now;
            count = 0;
        } else if (++count > 0xFFFFFF) {
            last++;
            count = 0;
        }
        byte[] tail = new byte[7];
        random.nextBytes(tail);
        return HEX.toHexDigits(last, 12) + HEX.toHexDigits(count, 6) + HEX.formatHex(tail);
    }

    /** A new one that sorts after this one too, which another process may have made by a clock that is ahead. */
    public synchronized String after(String id) {
        long millis = HexFormat.fromHexDigitsToLong(id, 0, 12);
        int counted = HexFormat.fromHexDigits(id, 12, 18);
        if (millis > last || (millis == last && counted > count)) {
            last = millis;
            count = counted;
        }
        return next();
    }

    /** Sorts after every id made before this instant, and before every later one. */
    static String at(Instant instant) {
        return HEX.toHexDigits(instant.toEpochMilli(), 12);
    }

    /** When an id was made. */
    static Instant madeAt(String id) {
        return Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(id, 0, 12));
    }
}
