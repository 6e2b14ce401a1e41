package dev.connectorkit.callbacks.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.internal.delivery.AttemptResult.Failure;
import dev.connectorkit.callbacks.internal.store.CallbackStore.HostState;
import dev.connectorkit.callbacks.internal.store.ClaimRequest;
import dev.connectorkit.callbacks.internal.store.Delivery;
import dev.connectorkit.callbacks.internal.store.EncryptedText;
import dev.connectorkit.callbacks.internal.store.SubscriptionKeys;
import dev.connectorkit.storage.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostSchedulerTest {

    private static final String HOST = "hooks.example.com:443";
    private static final int IN_ALL = 256;
    private static final int PER_HOST = 32;
    private static final int FIRST = 4;
    private static final int FAILURES_TO_OPEN = 10;
    private static final int HOSTS = 20_000;
    private static final AttemptResult TAKEN = new AttemptResult(202, Failure.NONE, null, null, "");
    private static final AttemptResult FAILING = new AttemptResult(500, Failure.NONE, null, null, "");
    private static final AttemptResult REFUSED = AttemptResult.failed(Failure.CONNECT, "nobody takes connections");
    private static final AttemptResult SILENT = AttemptResult.failed(Failure.TIMEOUT, "no answer");

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final Deque<Delivery> underWay = new ArrayDeque<>();
    private long nanos;
    private int made;
    private final HostScheduler hosts = new HostScheduler(clock, () -> nanos, IN_ALL, PER_HOST);

    private Delivery delivery(String host, String subscription) {
        return new Delivery(
                "d" + ++made,
                "e",
                "event",
                subscription,
                host,
                new EncryptedText(new SubscriptionKeys(new byte[32]), new byte[0]),
                false,
                null,
                "{}",
                0,
                false,
                false,
                false,
                clock.instant(),
                0);
    }

    /** Claims all that the host takes at the moment, for subscriptions of their own; returns how many that is. */
    private int claimAll(String host) {
        hosts.hint(host, clock.instant());
        ClaimRequest request = hosts.take().get(host);
        return request == null ? 0 : claim(host, request.limit(), request.limit(), true);
    }

    private int claim(String host, int expected, int found, boolean more) {
        List<Delivery> deliveries = new ArrayList<>();
        for (int i = 0; i < found; i++) {
            deliveries.add(delivery(host, "s" + made));
        }
        hosts.took(host, expected, deliveries, new HostState(more ? clock.instant() : null, false));
        underWay.addAll(deliveries);
        return found;
    }

    private void end(AttemptResult result) {
        hosts.ended(underWay.removeFirst(), result, null);
    }

    @Test
    void aHostGetsOneMoreAtOnceForEachAnswer() {
        assertThat(claimAll(HOST)).isEqualTo(FIRST);
        assertThat(claimAll(HOST)).isZero();
        end(TAKEN);
        assertThat(claimAll(HOST)).as("its place, and one more").isEqualTo(2);
    }

    @Test
    void failedAnswersDoNotConcernTheHost() {
        claimAll(HOST);
        for (int i = 0; i < 50; i++) {
            end(FAILING);
            claimAll(HOST);
        }
        assertThat(underWay).hasSize(PER_HOST);
    }

    @Test
    void connectionFailuresOpenTheCircuitOnceForAllAttemptsUnderWay() {
        prove();
        int all = underWay.size();
        for (int i = 0; i < all; i++) {
            end(REFUSED);
        }
        assertThat(claimAll(HOST)).as("open").isZero();
        clock.pass(Duration.ofSeconds(10));
        assertThat(claimAll(HOST)).as("half-open").isEqualTo(1);
        end(REFUSED);
        clock.pass(Duration.ofSeconds(19));
        assertThat(claimAll(HOST)).as("twice as long").isZero();
        clock.pass(Duration.ofSeconds(1));
        assertThat(claimAll(HOST)).isEqualTo(1);
        end(FAILING);
        assertThat(claimAll(HOST)).as("any answer closes it").isPositive();
    }

    /** Lets its share grow to the largest. */
    private void prove() {
        claimAll(HOST);
        for (int i = FIRST; i <= PER_HOST; i++) {
            end(TAKEN);
            claimAll(HOST);
        }
    }

    @Test
    void thePauseGrowsToTenMinutes() {
        prove();
        while (!underWay.isEmpty()) {
            end(REFUSED);
        }
        for (int i = 0; i < 12; i++) {
            clock.pass(Duration.ofMinutes(10));
            assertThat(claimAll(HOST)).isEqualTo(1);
            end(REFUSED);
        }
        clock.pass(Duration.ofMinutes(10).minusMillis(1));
        assertThat(claimAll(HOST)).isZero();
    }

    @Test
    void attemptsThatTakeLongGiveTheirPlacesToOthers() {
        claimAll(HOST);
        end(TAKEN);
        claimAll(HOST);
        assertThat(underWay).hasSize(FIRST + 1);
        nanos += HostCircuit.SLOW_NANOS;
        assertThat(claimAll(HOST)).isEqualTo(FIRST + 1);
        nanos += HostCircuit.SLOW_NANOS;
        for (int i = 0; i < 20; i++) {
            claimAll(HOST);
            nanos += HostCircuit.SLOW_NANOS;
        }
        assertThat(underWay).as("never more than the limit").hasSize(PER_HOST);
    }

    @Test
    void hostsThatHangTakeLittleRoomThoughMuchWaitsForThem() {
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 60; i++) {
                claimAll("host-" + i + ".example.com:443");
            }
            nanos += HostCircuit.SLOW_NANOS;
        }
        assertThat(underWay).hasSizeLessThan(IN_ALL - FIRST);
        assertThat(claimAll(HOST)).isEqualTo(FIRST);
    }

    @Test
    void aHostWhereNobodyAnswersKeepsOnePlace() {
        claimAll(HOST);
        for (int i = 0; i < 10; i++) {
            end(SILENT);
            claimAll(HOST);
        }
        assertThat(underWay).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aSubscriptionGetsOneAtATimeUntilItHasAnsweredAndAfterItHasFailed() {
        hosts.hint(HOST, clock.instant());
        ClaimRequest request = hosts.take().get(HOST);
        assertThat(request.allowance().applyAsInt("new")).isEqualTo(1);
        Delivery first = delivery(HOST, "new");
        hosts.took(HOST, request.limit(), List.of(first), new HostState(null, false));
        assertThat(request.allowance().applyAsInt("new")).isZero();
        hosts.ended(first, TAKEN, null);
        assertThat(request.allowance().applyAsInt("new")).isGreaterThan(PER_HOST);
        Delivery second = delivery(HOST, "new");
        hosts.ended(second, FAILING, null);
        assertThat(request.allowance().applyAsInt("new")).isEqualTo(1);
    }

    @Test
    void aDeliveryThatWasClaimedTwiceCountsOnceForItsSubscription() {
        hosts.hint(HOST, clock.instant());
        ClaimRequest request = hosts.take().get(HOST);
        Delivery again = delivery(HOST, "failing");
        hosts.took(HOST, 2, List.of(again), new HostState(null, false));
        hosts.took(HOST, 2, List.of(again), new HostState(null, false));
        hosts.ended(again, FAILING, null);
        hosts.ended(again, FAILING, null);

        assertThat(request.allowance().applyAsInt("failing")).isEqualTo(1);
    }

    @Test
    void deliveriesThatWerePassedOverAreLookedForAgainWhenAnAttemptHasEnded() {
        hosts.hint(HOST, clock.instant());
        ClaimRequest request = hosts.take().get(HOST);
        Delivery only = delivery(HOST, "one");
        hosts.took(HOST, request.limit(), List.of(only), new HostState(null, true));
        assertThat(hosts.take()).as("nothing else may be claimed").isEmpty();
        hosts.ended(only, TAKEN, null);
        assertThat(hosts.take()).containsKey(HOST);
    }

    @Test
    void deliveriesThatFoundNoMemoryAreLookedForAgainWhenThereIsSome() {
        hosts.hint(HOST, clock.instant());
        ClaimRequest request = hosts.take().get(HOST);
        hosts.took(HOST, request.limit(), List.of(), new HostState(null, true));
        assertThat(hosts.take()).isEmpty();
        hosts.unblockAll();
        assertThat(hosts.take()).containsKey(HOST);
    }

    @Test
    void aHintDuringAClaimCountsForTheNext() {
        hosts.hint(HOST, clock.instant());
        ClaimRequest request = hosts.take().get(HOST);
        hosts.hint(HOST, clock.instant());
        hosts.took(HOST, request.limit(), List.of(), new HostState(null, false));
        assertThat(hosts.take()).containsKey(HOST);
    }

    @Test
    void theRoomIsSharedByTheHostsThatAreDue() {
        HostScheduler few = new HostScheduler(clock, () -> nanos, 8, PER_HOST);
        for (int i = 0; i < 4; i++) {
            few.hint("host-" + i, clock.instant());
        }
        Map<String, ClaimRequest> taken = few.take();
        assertThat(taken)
                .hasSize(4)
                .allSatisfy((host, request) -> assertThat(request.limit()).isEqualTo(2));
    }

    @Test
    void thoseDueFirstAreKeptWhereThereAreTooManyHosts() {
        for (int i = 0; i < HOSTS; i++) {
            hosts.hint("host-" + i, clock.instant().plusSeconds(10 + i));
        }
        hosts.hint("later", clock.instant().plusSeconds(HOSTS + 10));
        hosts.hint("sooner", clock.instant());
        assertThat(hosts.take()).containsOnlyKeys("sooner");
    }

    private List<Delivery> handOver(String host, int count) {
        List<Delivery> offered = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Delivery delivery = delivery(host, "handed" + made);
            if (hosts.offer(delivery)) {
                offered.add(delivery);
            }
        }
        return offered;
    }

    @Test
    void whatIsHandedOverBeginsAsFarAsItsHostHasPlaces() {
        assertThat(hosts.accept(handOver(HOST, FIRST + 3))).isTrue();
        HandedBegun begun = hosts.begin();
        assertThat(begun.begun()).hasSize(FIRST);
        assertThat(begun.given()).isEmpty();
        assertThat(hosts.begin().begun()).isEmpty();

        hosts.ended(begun.begun().get(0), TAKEN, null);
        assertThat(hosts.begin().begun())
                .as("its place and the one it has earned")
                .hasSize(2);
    }

    @Test
    void aSubscriptionThatHasNotAnsweredIsHandedOneAtATime() {
        assertThat(hosts.offer(delivery(HOST, "new"))).isTrue();
        Delivery second = delivery(HOST, "new");
        assertThat(hosts.offer(second)).isFalse();
        assertThat(hosts.offer(delivery(HOST, "other"))).isTrue();
    }

    @Test
    void whatIsNotStoredGivesItsRoomBack() {
        Delivery rolledBack = delivery(HOST, "new");
        assertThat(hosts.offer(rolledBack)).isTrue();
        hosts.withdraw(List.of(rolledBack));
        assertThat(hosts.offer(delivery(HOST, "new"))).isTrue();
        assertThat(hosts.roomToHandOver()).isEqualTo(HandedDeliveries.MOST - 1);
    }

    @Test
    void aNodeTakesOverNoMoreThanItHasMemoryFor() {
        int taken = handOver(HOST, 2 * HandedDeliveries.MOST).size();
        assertThat(taken).isEqualTo(HandedDeliveries.MOST);
        for (int i = 0; i < 10; i++) {
            taken += handOver("host-" + i + ":443", HandedDeliveries.MOST).size();
        }
        assertThat(taken).isEqualTo(2 * HandedDeliveries.MOST);
        assertThat(hosts.roomToHandOver()).isNegative();
    }

    @Test
    void whatWaitsTooLongGoesBackToTheStore() {
        List<Delivery> offered = handOver(HOST, FIRST + 3);
        hosts.accept(offered);
        assertThat(hosts.begin().begun()).hasSize(FIRST);
        nanos += 2_000_000_000L;
        HandedBegun late = hosts.begin();
        assertThat(late.begun().size() + late.given().size()).isEqualTo(3);
        assertThat(hosts.roomToHandOver()).isEqualTo(HandedDeliveries.MOST);
    }

    @Test
    void whatIsHandedOverToAHostWhoseCircuitOpensGoesBackToTheStore() {
        hosts.accept(handOver(HOST, FAILURES_TO_OPEN + 5));
        List<Delivery> begun = new ArrayList<>();
        List<Delivery> given = new ArrayList<>();
        for (int i = 0; i < 2 * FAILURES_TO_OPEN && given.isEmpty(); i++) {
            HandedBegun some = hosts.begin();
            begun.addAll(some.begun());
            given.addAll(some.given());
            some.begun().forEach(delivery -> hosts.ended(delivery, REFUSED, null));
        }
        assertThat(begun.size() + given.size()).isEqualTo(FAILURES_TO_OPEN + 5);
        assertThat(given).isNotEmpty();
        assertThat(hosts.offer(delivery(HOST, "next"))).isFalse();
    }

    @Test
    void nothingIsTakenOverWhileMoreIsDueThanWasClaimed() {
        hosts.hint(HOST, clock.instant());
        int limit = hosts.take().get(HOST).limit();
        claim(HOST, limit, limit, true);
        assertThat(hosts.offer(delivery(HOST, "next"))).isFalse();
        hosts.ended(underWay.remove(), TAKEN, null);
        int rest = hosts.take().get(HOST).limit();
        claim(HOST, rest, 0, false);
        assertThat(hosts.offer(delivery(HOST, "next"))).isTrue();
    }

    @Test
    void afterItsEndNothingIsTakenOver() {
        List<Delivery> stored = handOver(HOST, 2);
        hosts.close();
        assertThat(hosts.accept(stored)).isFalse();
        assertThat(hosts.offer(delivery(HOST, "next"))).isFalse();
        assertThat(hosts.begin().begun()).isEmpty();
        assertThat(hosts.roomToHandOver()).isEqualTo(HandedDeliveries.MOST);
    }
}
