package dev.connectorkit.sdk.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T03:44:00Z",
                "2026-11-21T03:44:00.1Z",
                "2026-11-21T03:44:00.000000001Z",
                "2024-02-29T23:59:59.999999999Z",
                "0000-01-01T00:00:00Z",
                "2026-11-21T24:00:00Z",
                "2016-12-31T23:59:60Z",
                "2026-11-21T03:44Z",
                "2026-11-21t03:44:00z",
                "2026-11-21T03:44:00+01:00",
                "+12026-11-21T03:44:00Z",
                "-0001-11-21T03:44:00Z",
                "2026-11-21T03:44:00.Z",
                "2026-11-21T03:44:00.0000000001Z",
                "2026-02-30T03:44:00Z",
                "2026-13-01T03:44:00Z",
                "2026-11-21T25:00:00Z",
                "2026-11-21T03:60:00Z",
                "2026-11-21T03:44:61Z",
                "2026-11-21 03:44:00Z",
                "2026-11-21T03:44:0٣Z",
                "2026-11-21T03:44:00",
                "Z",
                ""
            })
    void aTextIsReadOrRefusedAsByTheJdk(String text) {
        Instant expected;
        try {
            expected = Instant.parse(text);
        } catch (DateTimeException e) {
            assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Instants.parse(text));
            return;
        }
        assertThat(Instants.parse(text)).isEqualTo(expected);
    }

    @Test
    void eachInstantIsReadFromItsOwnText() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(-62_000_000_000L, 250_000_000_000L), random.nextInt(1_000_000_000));
            assertThat(Instants.parse(instant.toString())).isEqualTo(instant);
        }
    }
}
