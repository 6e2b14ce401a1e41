package dev.connectorkit.sdk.poll;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Reads instants as {@link Instant#parse} does, and those in the form that {@link Instant#toString} writes in a tenth of its time. */
final class Instants {

    private static final int DATE = 10;
    private static final int SECONDS_END = 19;
    private static final int LONGEST = 30;
    private static final int NANO_DIGITS = 9;

    private Instants() {}

    /** @throws DateTimeException if the text is no instant */
    static Instant parse(String text) {
        return isUsual(text) ? usual(text) : Instant.parse(text);
    }

    /** Returns whether the text is of the form 2026-11-21T03:44:00.123Z, with up to nine digits of a second or without any. */
    private static boolean isUsual(String text) {
        int length = text.length();
        boolean hasFraction = length >= SECONDS_END + 3 && text.charAt(SECONDS_END) == '.';
        if (length > LONGEST || (length != SECONDS_END + 1 && !hasFraction) || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            char c = text.charAt(i);
            boolean fits = switch (i) {
                case 4, 7 -> c == '-';
                case DATE -> c == 'T';
                case 13, 16 -> c == ':';
                case SECONDS_END -> c == '.';
                default -> c >= '0' && c <= '9';
            };
            if (!fits) {
                return false;
            }
        }
        // 24:00 and leap seconds are for the JDK
        return number(text, 11, 13) < 24 && number(text, 17, SECONDS_END) < 60;
    }

    private static Instant usual(String text) {
        int nanos = 0;
        if (text.length() > SECONDS_END + 1) {
            int end = text.length() - 1;
            nanos = number(text, SECONDS_END + 1, end);
            for (int digits = end - SECONDS_END - 1; digits < NANO_DIGITS; digits++) {
                nanos *= 10;
            }
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, DATE),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, SECONDS_END),
                        nanos)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
