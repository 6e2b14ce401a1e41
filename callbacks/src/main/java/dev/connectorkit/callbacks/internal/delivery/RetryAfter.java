package dev.connectorkit.callbacks.internal.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Retry-After}: seconds, or a date in one of the three forms of HTTP. Waits are at most 24 h.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110, 5.6.7 and 10.2.3</a>
 */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int MOST_DIGITS = 9;
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

    private RetryAfter() {}

    /** Returns the wait, or empty if there is no header or it is invalid. */
    static Optional<Duration> wait(@Nullable String header, Instant now) {
        String text = header == null ? "" : header.trim();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            String digits = text.replaceFirst("^0+(?=.)", "");
            return Optional.of(
                    digits.length() > MOST_DIGITS ? LONGEST : capped(Duration.ofSeconds(Long.parseLong(digits))));
        }
        try {
            return Optional.of(capped(Duration.between(now, date(text, now))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration capped(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Instant date(String text, Instant now) {
        if (text.indexOf(',') < 0) {
            return LocalDateTime.parse(text, ASCTIME).toInstant(ZoneOffset.UTC);
        }
        if (text.indexOf('-') < 0) {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        }
        String withoutDay = text.substring(text.indexOf(',') + 1).trim();
        return LocalDateTime.parse(withoutDay, rfc850(now)).toInstant(ZoneOffset.UTC);
    }

    /** A year of two digits that seems to be more than 50 years ahead is in the past. */
    private static DateTimeFormatter rfc850(Instant now) {
        int firstYear =
                now.minus(49L * 365, ChronoUnit.DAYS).atOffset(ZoneOffset.UTC).getYear();
        return new DateTimeFormatterBuilder()
                .appendPattern("dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, firstYear)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ROOT);
    }
}
