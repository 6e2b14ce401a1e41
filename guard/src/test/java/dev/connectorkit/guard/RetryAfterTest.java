package dev.connectorkit.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:44:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            120                                | 120
            0                                  | 0
            0000000000000000000120             | 120
            99999999999999999999               | 999999999
            Sat, 21 Nov 2026 03:54:00 GMT      | 600
            Mon, 21 Nov 2026 03:54:00 GMT      | 600
            sat, 21 nov 2026 03:54:00 gmt      | 600
            21 Nov 2026 03:54:00 GMT           | 600
            Sat, 21 Nov 2026 03:54:00 UTC      | 600
            Sat, 21 Nov 2026 04:54:00 +0100    | 600
            Tue, 1 Dec 2026 03:44:00 GMT       | 864000
            Saturday, 21-Nov-26 03:54:00 GMT   | 600
            Monday, 21-Nov-26 03:54:00 GMT     | 600
            Sat, 21-Nov-2026 03:54:00 GMT      | 600
            Saturday, 21-Nov-76 03:44:00 GMT   | 1577923200
            Saturday, 21-Nov-76 03:44:01 GMT   | 0
            Sunday, 06-Nov-94 08:49:37 GMT     | 0
            Sat Nov 21 03:54:00 2026           | 600
            Wed Nov 21 03:54:00 2026           | 600
            Tue Dec  1 03:44:00 2026           | 864000
            Tue Dec 01 03:44:00 2026           | 864000
            Sat, 21 Nov 2026 03:43:60 GMT      | 0
            Sat, 21 Nov 2026 03:44:60 GMT      | 60
            Sat, 21 Nov 1026 03:54:00 GMT      | 0
            Sat, 21 Nov 9999 03:54:00 GMT      | 251603539800
            """)
    void numbers_and_all_forms_of_dates_are_read(String header, long seconds) {
        assertThat(RetryAfter.parse("\t" + header + " ", NOW)).hasValue(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "-5",
                "+5",
                "1.5",
                "1e3",
                "12 s",
                "٣",
                "Sat, 31 Feb 2026 03:54:00 GMT",
                "Sat, 00 Nov 2026 03:54:00 GMT",
                "Sat, 21 Nob 2026 03:54:00 GMT",
                "Sat, 21 Nov 2026 24:54:00 GMT",
                "Sat, 21 Nov 2026 03:54:61 GMT",
                "Sat, 21 Nov 2026 03:54 GMT",
                "Sat, 21 Nov 2026 03:54:00",
                "Sat, 21 Nov 2026 03:54:00 CET",
                "Sat, 21 Nov 2026 03:54:00 +9900",
                "Sat, 21 Nov 26 03:54:00 2026",
                "2026-11-21T03:54:00Z"
            })
    void anything_else_is_no_wait(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
        assertThat(RetryAfter.parse(null, NOW)).isEmpty();
    }

    @Test
    void every_day_of_two_years_is_read_in_each_form() {
        List<DateTimeFormatter> forms = List.of(
                form("EEE, dd MMM yyyy HH:mm:ss 'GMT'"),
                form("EEEE, dd-MMM-yy HH:mm:ss 'GMT'"),
                form("EEE MMM ppd HH:mm:ss yyyy"));
        for (int day = 1; day <= 730; day++) {
            Duration wait = Duration.ofDays(day).plusSeconds(day);
            for (DateTimeFormatter form : forms) {
                String text = form.format(NOW.plus(wait).atOffset(ZoneOffset.UTC));
                assertThat(RetryAfter.parse(text, NOW)).as(text).hasValue(wait);
            }
        }
    }

    private static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}
