package dev.connectorkit.guard;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parser of the header {@code Retry-After}: seconds, or a date in one of the three forms of HTTP. It is lenient where the date is
 * clear all the same: a weekday may be wrong or missing, and {@code UTC} or an offset may stand for {@code GMT}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, 10.2.3 and 5.6.7</a>
 */
public final class RetryAfter {

    /** The wait for numbers that are even longer. */
    private static final Duration LONGEST = Duration.ofSeconds(999_999_999);

    private static final int YEARS_AHEAD = 50;
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String TIME = "(?<h>\\d{2}):(?<m>\\d{2}):(?<s>\\d{2})";

    /** {@code Sun, 06 Nov 1994 08:49:37 GMT} and {@code Sunday, 06-Nov-94 08:49:37 GMT}. */
    private static final Pattern WITH_ZONE =
            Pattern.compile("(?:[a-z]+,? *)?(?<day>\\d{1,2})[ -](?<month>[a-z]{3})[ -](?<year>\\d{4}|\\d{2}) +" + TIME
                    + " *(?<zone>gmt|utc?|z|[+-]\\d{4})");

    /** {@code Sun Nov  6 08:49:37 1994}. */
    private static final Pattern ASCTIME = Pattern.compile(
            "(?:[a-z]+,? +)?(?<month>[a-z]{3}) +(?<day>\\d{1,2}) +" + TIME + " +(?<year>\\d{4})(?<zone>)(?: *gmt)?");

    private RetryAfter() {}

    /**
     * Returns the wait, or empty if there is no header or it is invalid. Dates in the past are a wait of zero.
     *
     * @param header the value of the header, null if it is absent
     * @param now the time that a date is compared with
     */
    public static Optional<Duration> parse(@Nullable String header, Instant now) {
        String text = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
        if (text.matches("[0-9]+")) {
            String digits = text.replaceFirst("^0+(?=.)", "");
            return Optional.of(digits.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(digits)));
        }
        for (Pattern form : List.of(WITH_ZONE, ASCTIME)) {
            Matcher found = form.matcher(text);
            if (found.matches()) {
                return date(found, now).map(date -> now.isBefore(date) ? Duration.between(now, date) : Duration.ZERO);
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> date(Matcher form, Instant now) {
        int second = number(form, "s");
        if (second > 60) {
            return Optional.empty();
        }
        try {
            // A leap second is added, as Java's clocks have none.
            OffsetDateTime date = OffsetDateTime.of(
                            year(form.group("year"), now),
                            MONTHS.indexOf(form.group("month")) + 1,
                            number(form, "day"),
                            number(form, "h"),
                            number(form, "m"),
                            0,
                            0,
                            form.group("zone").matches("[+-].*") ? ZoneOffset.of(form.group("zone")) : ZoneOffset.UTC)
                    .plusSeconds(second);
            boolean past = form.group("year").length() == 2
                    && date.isAfter(now.atOffset(ZoneOffset.UTC).plusYears(YEARS_AHEAD));
            return Optional.of(date.minusYears(past ? 100 : 0).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns the latest year with these digits that is not more than 50 years ahead. */
    private static int year(String digits, Instant now) {
        int year = Integer.parseInt(digits);
        int latest = now.atOffset(ZoneOffset.UTC).getYear() + YEARS_AHEAD;
        return digits.length() == 4 ? year : latest - Math.floorMod(latest - year, 100);
    }

    private static int number(Matcher form, String name) {
        return Integer.parseInt(form.group(name));
    }
}
