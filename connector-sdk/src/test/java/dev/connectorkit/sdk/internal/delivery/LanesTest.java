package dev.connectorkit.sdk.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.sdk.internal.delivery.Answer.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final String HOST = "hooks.example.com:443";
    private static final int PER_HOST = 32;
    private static final int LANES = 20_000;
    private static final Answer REFUSED = Answer.failed(Failure.CONNECT, "nobody takes connections");

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final Lanes lanes = new Lanes(clock(), 256, PER_HOST);

    @Test
    void aShortOutageThatAllAttemptsUnderWayMeetPausesTheHostOnce() {
        lanes.hint(HOST, now);
        assertThat(lanes.take()).containsExactly(Map.entry(HOST, PER_HOST));
        lanes.took(HOST, PER_HOST, PER_HOST, now);
        for (int i = 0; i < PER_HOST; i++) {
            lanes.ended(HOST, REFUSED, now);
        }
        assertThat(lanes.take()).as("closed").isEmpty();
        now = now.plusSeconds(10);
        assertThat(lanes.take()).as("one to see").containsExactly(Map.entry(HOST, 1));
    }

    @Test
    void aHostThatStaysDownIsAskedMoreAndMoreSeldom() {
        lanes.hint(HOST, now);
        lanes.took(HOST, PER_HOST, lanes.take().get(HOST), now);
        for (int i = 0; i < PER_HOST; i++) {
            lanes.ended(HOST, REFUSED, now);
        }
        for (long pause = 10; pause < 600; pause *= 2) {
            now = now.plusSeconds(pause);
            assertThat(lanes.take()).as("after %d s", pause).containsKey(HOST);
            lanes.took(HOST, 1, 1, now);
            lanes.ended(HOST, REFUSED, now);
            now = now.plusSeconds(pause);
            assertThat(lanes.take()).as("after %d s again", pause).isEmpty();
            now = now.minusSeconds(pause);
        }
    }

    @Test
    void hostsThatWaitForLongDoNotKeepOutOneThatHasSomethingNow() {
        for (int i = 0; i < LANES; i++) {
            lanes.hint("host-" + i + ".example.com:443", now.plus(Duration.ofHours(5)));
        }
        lanes.hint(HOST, now);
        assertThat(lanes.take()).containsExactly(Map.entry(HOST, PER_HOST));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
