package dev.connectorkit.storage;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Generator of ids of 128 bits, as 32 hexadecimal digits, that sort by the time they were made: 48 bits of milliseconds, a
 * counter of 24 bits and 56 random bits. Those of one generator sort in the order they were made, also within a millisecond and
 * when the clock steps back. Thread-safe.
 */
public final class Ids {

    private static final HexFormat HEX = HexFormat.of();
    private static final int RANDOM = 7;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** Random bytes for several ids, as each call of the generator takes longer than what it returns. */
    private final byte[] bytes = new byte[RANDOM * 64];

    private int used = bytes.length;
    private long last;
    private int count;

    /** Creates a generator that goes by this clock. */
    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** Returns a new id. */
    public synchronized String next() {
        long now = clock.millis();
        if (now > last) {
            last = now;
            count = 0;
        } else if (++count > 0xFFFFFF) {
            last++;
            count = 0;
        }
        if (used == bytes.length) {
            random.nextBytes(bytes);
            used = 0;
        }
        int from = used;
        used += RANDOM;
        return HEX.toHexDigits(last, 12) + HEX.toHexDigits(count, 6) + HEX.formatHex(bytes, from, used);
    }

    /** Returns a new id that also sorts after this one, which a process with a clock ahead of this one may have made. */
    public synchronized String after(String id) {
        long millis = HexFormat.fromHexDigitsToLong(id, 0, 12);
        int counted = HexFormat.fromHexDigits(id, 12, 18);
        if (millis > last || (millis == last && counted > count)) {
            last = millis;
            count = counted;
        }
        return next();
    }

    /** Returns a text that sorts after every id made before this instant, and before every other one. */
    public static String at(Instant instant) {
        return HEX.toHexDigits(instant.toEpochMilli(), 12);
    }

    /** Returns the time an id was made, in milliseconds. */
    public static Instant madeAt(String id) {
        return Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(id, 0, 12));
    }
}
