package dev.connectorkit.callbacks.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.internal.delivery.AttemptResult.Failure;
import dev.connectorkit.callbacks.internal.store.ClaimRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostSchedulerTest {

    private static final String HOST = "hooks.example.com:443";
    private static final int PER_HOST = 32;
    private static final String ONE = "one";
    private static final String OTHER = "other";
    private static final int FIRST = 4;
    private static final int PROBES = 3;
    private static final int FAILURES_TO_REST = 10;
    private static final int LANES = 20_000;
    private static final AttemptResult TAKEN = new AttemptResult(202, Failure.NONE, null, null, "");
    private static final AttemptResult REFUSED = AttemptResult.failed(Failure.CONNECT, "nobody takes connections");

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final HostScheduler hosts = new HostScheduler(clock(), 256, PER_HOST);

    @Test
    void aHostGetsOneMoreAtOnceForEachThatSucceeds() {
        hosts.hint(HOST, now);
        assertThat(hosts.take()).containsExactly(Map.entry(HOST, ClaimRequest.oldest(FIRST)));
        hosts.took(HOST, FIRST, FIRST, now);
        assertThat(hosts.take()).isEmpty();
        hosts.ended(HOST, ONE, TAKEN, now);
        assertThat(hosts.take()).as("its place, and one more").containsExactly(Map.entry(HOST, ClaimRequest.oldest(2)));
    }

    @Test
    void aHostThatHangsTakesLittleRoomThoughMuchWaitsForIt() {
        for (int i = 0; i < 60; i++) {
            String host = "host-" + i + ".example.com:443";
            hosts.hint(host, now);
            hosts.took(host, FIRST, hosts.take().get(host).most(), now);
        }
        hosts.hint(HOST, now);
        assertThat(hosts.take()).containsExactly(Map.entry(HOST, ClaimRequest.oldest(FIRST)));
    }

    /** So many have succeeded that its share is the largest. */
    private void prove() {
        hosts.hint(HOST, now);
        for (int i = FIRST; i < PER_HOST; i++) {
            int room = hosts.take().get(HOST).most();
            hosts.took(HOST, room, 1, now);
            hosts.ended(HOST, ONE, TAKEN, now);
        }
    }

    @Test
    void aShortOutageThatAllAttemptsUnderWayMeetPausesTheHostOnce() {
        prove();
        assertThat(hosts.take()).containsExactly(Map.entry(HOST, ClaimRequest.oldest(PER_HOST)));
        hosts.took(HOST, PER_HOST, PER_HOST, now);
        for (int i = 0; i < PER_HOST; i++) {
            hosts.ended(HOST, ONE, REFUSED, now);
        }
        assertThat(hosts.take()).as("closed").isEmpty();
        now = now.plusSeconds(10);
        assertThat(hosts.take())
                .as("a few to see")
                .containsExactly(Map.entry(HOST, new ClaimRequest(PROBES, List.of(ONE))));
    }

    @Test
    void aHostThatStaysDownIsAskedMoreAndMoreSeldom() {
        prove();
        hosts.took(HOST, PER_HOST, hosts.take().get(HOST).most(), now);
        for (int i = 0; i < PER_HOST; i++) {
            hosts.ended(HOST, ONE, REFUSED, now);
        }
        for (long pause = 10; pause < 600; pause *= 2) {
            now = now.plusSeconds(pause);
            assertThat(hosts.take()).as("after %d s", pause).containsKey(HOST);
            hosts.took(HOST, PROBES, 1, now);
            hosts.ended(HOST, ONE, REFUSED, now);
            now = now.plusSeconds(pause);
            assertThat(hosts.take()).as("after %d s again", pause).isEmpty();
            now = now.minusSeconds(pause);
        }
    }

    @Test
    void aHostThatRestsIsProbedForOthersThanThoseThatFailedLast() {
        rest();
        now = now.plusSeconds(10);
        assertThat(hosts.take()).containsExactly(Map.entry(HOST, new ClaimRequest(PROBES, List.of(ONE))));
        hosts.took(HOST, PROBES, 1, now);
        hosts.ended(HOST, OTHER, REFUSED, now);
        now = now.plusSeconds(20);
        assertThat(hosts.take()).containsExactly(Map.entry(HOST, new ClaimRequest(PROBES, List.of(ONE, OTHER))));
    }

    @Test
    void nothingElseIsClaimedWhileAProbeIsUnderWay() {
        rest();
        now = now.plusSeconds(10);
        hosts.took(HOST, hosts.take().get(HOST).most(), 1, now);
        hosts.hint(HOST, now);
        assertThat(hosts.take()).isEmpty();
    }

    @Test
    void oneProbeThatSucceedsEndsTheRestThoughAnotherFailed() {
        rest();
        now = now.plusSeconds(10);
        hosts.took(HOST, hosts.take().get(HOST).most(), 2, now);
        hosts.ended(HOST, ONE, REFUSED, now);
        hosts.ended(HOST, OTHER, TAKEN, now);
        assertThat(hosts.take()).containsExactly(Map.entry(HOST, ClaimRequest.oldest(FIRST + 1)));
    }

    @Test
    void onlyTheSubscriptionsThatFailedLastAreRemembered() {
        rest();
        for (int i = 0; i < FAILURES_TO_REST; i++) {
            now = now.plus(Duration.ofMinutes(10));
            hosts.took(HOST, hosts.take().get(HOST).most(), 1, now);
            hosts.ended(HOST, "later " + i, REFUSED, now);
        }
        now = now.plus(Duration.ofMinutes(10));
        assertThat(hosts.take().get(HOST).notFrom())
                .hasSize(FAILURES_TO_REST)
                .doesNotContain(ONE)
                .contains("later 0", "later 9");
    }

    /** One subscription fails again and again, alone. */
    private void rest() {
        hosts.hint(HOST, now);
        for (int i = 0; i < FAILURES_TO_REST; i++) {
            hosts.took(HOST, hosts.take().get(HOST).most(), 1, now);
            hosts.ended(HOST, ONE, REFUSED, now);
        }
    }

    @Test
    void hostsThatWaitForLongDoNotKeepOutOneThatHasSomethingNow() {
        for (int i = 0; i < LANES; i++) {
            hosts.hint("host-" + i + ".example.com:443", now.plus(Duration.ofHours(5)));
        }
        hosts.hint(HOST, now);
        assertThat(hosts.take()).containsExactly(Map.entry(HOST, ClaimRequest.oldest(FIRST)));
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
