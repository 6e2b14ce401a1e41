package dev.connectorkit.callbacks.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.internal.delivery.Answer.Failure;
import dev.connectorkit.callbacks.internal.store.Wanted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final String HOST = "hooks.example.com:443";
    private static final int PER_HOST = 32;
    private static final String ONE = "one";
    private static final String OTHER = "other";
    private static final int FIRST = 4;
    private static final int PROBES = 3;
    private static final int FAILURES_TO_REST = 10;
    private static final int LANES = 20_000;
    private static final Answer TAKEN = new Answer(202, Failure.NONE, null, null, "");
    private static final Answer REFUSED = Answer.failed(Failure.CONNECT, "nobody takes connections");

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final Lanes lanes = new Lanes(clock(), 256, PER_HOST);

    @Test
    void aHostGetsOneMoreAtOnceForEachThatSucceeds() {
        lanes.hint(HOST, now);
        assertThat(lanes.take()).containsExactly(Map.entry(HOST, Wanted.oldest(FIRST)));
        lanes.took(HOST, FIRST, FIRST, now);
        assertThat(lanes.take()).isEmpty();
        lanes.ended(HOST, ONE, TAKEN, now);
        assertThat(lanes.take()).as("its place, and one more").containsExactly(Map.entry(HOST, Wanted.oldest(2)));
    }

    @Test
    void aHostThatHangsTakesLittleRoomThoughMuchWaitsForIt() {
        for (int i = 0; i < 60; i++) {
            String host = "host-" + i + ".example.com:443";
            lanes.hint(host, now);
            lanes.took(host, FIRST, lanes.take().get(host).most(), now);
        }
        lanes.hint(HOST, now);
        assertThat(lanes.take()).containsExactly(Map.entry(HOST, Wanted.oldest(FIRST)));
    }

    /** So many have succeeded that its share is the largest. */
    private void prove() {
        lanes.hint(HOST, now);
        for (int i = FIRST; i < PER_HOST; i++) {
            int room = lanes.take().get(HOST).most();
            lanes.took(HOST, room, 1, now);
            lanes.ended(HOST, ONE, TAKEN, now);
        }
    }

    @Test
    void aShortOutageThatAllAttemptsUnderWayMeetPausesTheHostOnce() {
        prove();
        assertThat(lanes.take()).containsExactly(Map.entry(HOST, Wanted.oldest(PER_HOST)));
        lanes.took(HOST, PER_HOST, PER_HOST, now);
        for (int i = 0; i < PER_HOST; i++) {
            lanes.ended(HOST, ONE, REFUSED, now);
        }
        assertThat(lanes.take()).as("closed").isEmpty();
        now = now.plusSeconds(10);
        assertThat(lanes.take()).as("a few to see").containsExactly(Map.entry(HOST, new Wanted(PROBES, List.of(ONE))));
    }

    @Test
    void aHostThatStaysDownIsAskedMoreAndMoreSeldom() {
        prove();
        lanes.took(HOST, PER_HOST, lanes.take().get(HOST).most(), now);
        for (int i = 0; i < PER_HOST; i++) {
            lanes.ended(HOST, ONE, REFUSED, now);
        }
        for (long pause = 10; pause < 600; pause *= 2) {
            now = now.plusSeconds(pause);
            assertThat(lanes.take()).as("after %d s", pause).containsKey(HOST);
            lanes.took(HOST, PROBES, 1, now);
            lanes.ended(HOST, ONE, REFUSED, now);
            now = now.plusSeconds(pause);
            assertThat(lanes.take()).as("after %d s again", pause).isEmpty();
            now = now.minusSeconds(pause);
        }
    }

    @Test
    void aHostThatRestsIsProbedForOthersThanThoseThatFailedLast() {
        rest();
        now = now.plusSeconds(10);
        assertThat(lanes.take()).containsExactly(Map.entry(HOST, new Wanted(PROBES, List.of(ONE))));
        lanes.took(HOST, PROBES, 1, now);
        lanes.ended(HOST, OTHER, REFUSED, now);
        now = now.plusSeconds(20);
        assertThat(lanes.take()).containsExactly(Map.entry(HOST, new Wanted(PROBES, List.of(ONE, OTHER))));
    }

    @Test
    void nothingElseIsClaimedWhileAProbeIsUnderWay() {
        rest();
        now = now.plusSeconds(10);
        lanes.took(HOST, lanes.take().get(HOST).most(), 1, now);
        lanes.hint(HOST, now);
        assertThat(lanes.take()).isEmpty();
    }

    @Test
    void oneProbeThatSucceedsEndsTheRestThoughAnotherFailed() {
        rest();
        now = now.plusSeconds(10);
        lanes.took(HOST, lanes.take().get(HOST).most(), 2, now);
        lanes.ended(HOST, ONE, REFUSED, now);
        lanes.ended(HOST, OTHER, TAKEN, now);
        assertThat(lanes.take()).containsExactly(Map.entry(HOST, Wanted.oldest(FIRST + 1)));
    }

    @Test
    void onlyTheSubscriptionsThatFailedLastAreRemembered() {
        rest();
        for (int i = 0; i < FAILURES_TO_REST; i++) {
            now = now.plus(Duration.ofMinutes(10));
            lanes.took(HOST, lanes.take().get(HOST).most(), 1, now);
            lanes.ended(HOST, "later " + i, REFUSED, now);
        }
        now = now.plus(Duration.ofMinutes(10));
        assertThat(lanes.take().get(HOST).notFrom())
                .hasSize(FAILURES_TO_REST)
                .doesNotContain(ONE)
                .contains("later 0", "later 9");
    }

    /** One subscription fails again and again, alone. */
    private void rest() {
        lanes.hint(HOST, now);
        for (int i = 0; i < FAILURES_TO_REST; i++) {
            lanes.took(HOST, lanes.take().get(HOST).most(), 1, now);
            lanes.ended(HOST, ONE, REFUSED, now);
        }
    }

    @Test
    void hostsThatWaitForLongDoNotKeepOutOneThatHasSomethingNow() {
        for (int i = 0; i < LANES; i++) {
            lanes.hint("host-" + i + ".example.com:443", now.plus(Duration.ofHours(5)));
        }
        lanes.hint(HOST, now);
        assertThat(lanes.take()).containsExactly(Map.entry(HOST, Wanted.oldest(FIRST)));
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
