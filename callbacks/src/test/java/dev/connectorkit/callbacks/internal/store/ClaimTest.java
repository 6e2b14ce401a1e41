package dev.connectorkit.callbacks.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.internal.store.CallbackStore.Claimed;
import dev.connectorkit.callbacks.internal.store.CallbackStore.Outcome;
import dev.connectorkit.callbacks.internal.store.CallbackStore.Published;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.RowsRead;
import dev.connectorkit.storage.TestClock;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Selection of deliveries: subscriptions that fail, large payloads, publications to many, and what is left behind. */
@SuppressWarnings("NullAway.Init") // each test opens its own
class ClaimTest {

    private static final SubscriptionKeys KEYS = new SubscriptionKeys(new byte[32]);
    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final Duration PROBE = Duration.ofSeconds(30);
    private static final String HOST = "hooks.example.com:443";
    private static final String ME = "node-1";
    private static final PayloadBudget PLENTY = new PayloadBudget(Long.MAX_VALUE, true, Set.of());
    private static final int MANY = 1_700;
    private static final int CALLS_BEFORE_A_PLAN_IS_KEPT = 15; // 5 of the driver, 5 of the server, and some

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T03:44:00Z"));
    private String url;
    private Database database;
    private CallbackStore store;

    private void open(TestDatabases kind) {
        url = kind.fresh(folder);
        database = Database.open(url);
        store = new CallbackStore(database, KEYS, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Fails every attempt at the deliveries of a subscription until its circuit opens. */
    private void trip(String subscription) {
        for (int i = 0; i < SubscriptionCircuit.FAILURES_TO_OPEN; i++) {
            Delivery delivery = claim(10, id -> id.equals(subscription) ? 1 : 0)
                    .deliveries()
                    .get(0);
            fail(delivery);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSubscriptionThatFailsIsPutOffAndItsNeighboursAreNot(TestDatabases kind) {
        open(kind);
        String failing = subscribe("https://hooks.example.com/failing");
        publishMany("backlog");
        trip(failing);
        String healthy = subscribe("https://hooks.example.com/healthy");
        publish("new");

        Claimed claimed = claim(10, id -> 10);
        for (int i = 0; claimed.deliveries().isEmpty() && i < 20; i++) {
            claimed = claim(10, id -> 10);
        }
        assertThat(claimed.deliveries()).extracting(Delivery::subscriptionId).containsExactly(healthy);
        assertThat(claim(10, id -> 10).deliveries()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void anOpenCircuitOutlivesARestart(TestDatabases kind) {
        open(kind);
        String failing = subscribe("https://hooks.example.com/failing");
        publish("1");
        publish("2");
        trip(failing);
        database.close();
        database = Database.open(url);
        store = new CallbackStore(database, KEYS, clock);

        publish("3");
        assertThat(claim(10, id -> 10).deliveries()).isEmpty();
        clock.pass(SubscriptionCircuit.FIRST_PAUSE);
        assertThat(claim(10, id -> 10).deliveries()).as("one to see").hasSize(1);
        assertThat(claim(10, id -> 10).deliveries()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theFirstAnswerReleasesWhatWasPutOff(TestDatabases kind) {
        open(kind);
        String failing = subscribe("https://hooks.example.com/failing");
        for (int i = 0; i < 4; i++) {
            publish("n");
        }
        trip(failing);
        claim(10, id -> 10);
        clock.pass(SubscriptionCircuit.FIRST_PAUSE);
        Delivery probe = claim(10, id -> 10).deliveries().get(0);
        assertThat(claim(10, id -> 10).deliveries()).isEmpty();

        Outcome outcome = complete(probe, Attempt.Answer.WORKING, new DeliveryDecision.Delivered());
        assertThat(outcome.nextDue()).isEqualTo(clock.instant());
        assertThat(claim(10, id -> 10).deliveries()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void failuresAmongAnswersThatWorkOpenNoCircuit(TestDatabases kind) {
        open(kind);
        subscribe("https://hooks.example.com/unsteady");
        for (int i = 0; i < 20; i++) {
            publish("n");
        }
        List<Delivery> atOnce = claim(20, id -> 20).deliveries();
        for (int i = 0; i < 20; i++) {
            if (i % 2 == 0) {
                fail(atOnce.get(i));
            } else {
                complete(atOnce.get(i), Attempt.Answer.WORKING, new DeliveryDecision.Delivered());
            }
        }
        assertThat(claim(20, id -> 20).deliveries()).hasSize(10);
    }

    @ParameterizedTest
    @EnumSource
    void attemptsInProgressWhenACircuitOpensAddNoPauseWhateverTheClockOfTheirNode(TestDatabases kind) {
        open(kind);
        subscribe("https://hooks.example.com/failing");
        TestClock otherClock = new TestClock(clock.instant().plus(Duration.ofMinutes(10)));
        CallbackStore other = new CallbackStore(database, KEYS, otherClock);
        for (int i = 0; i < 20; i++) {
            publish("n");
        }
        List<Delivery> atOnce = claim(20, id -> 20).deliveries();
        atOnce.subList(0, 5).forEach(this::fail);
        for (Delivery delivery : atOnce.subList(5, 15)) {
            other.complete(
                            new Attempt(
                                    delivery,
                                    otherClock.instant(),
                                    3,
                                    500,
                                    "500",
                                    Attempt.Answer.FAILING,
                                    new DeliveryDecision.Retry(clock.instant(), true, false)),
                            ME)
                    .join();
        }
        clock.pass(SubscriptionCircuit.FIRST_PAUSE);
        assertThat(claim(20, id -> 20).deliveries()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerToAnAttemptFromBeforeTheCircuitOpenedClosesIt(TestDatabases kind) {
        open(kind);
        subscribe("https://hooks.example.com/recovered");
        for (int i = 0; i < 10; i++) {
            publish("n");
        }
        List<Delivery> atOnce = claim(6, id -> 6).deliveries();
        atOnce.subList(0, 5).forEach(this::fail);
        assertThat(claim(20, id -> 20).deliveries()).isEmpty();

        Outcome outcome = complete(atOnce.get(5), Attempt.Answer.WORKING, new DeliveryDecision.Delivered());
        assertThat(outcome.nextDue()).isEqualTo(clock.instant());
        assertThat(claim(20, id -> 20).deliveries()).hasSize(9);
    }

    @ParameterizedTest
    @EnumSource
    void aSubscriptionThatIsMadeAgainGetsAtOnceWhatItsOpenCircuitPutOff(TestDatabases kind) {
        open(kind);
        String failing = subscribe("https://hooks.example.com/failing");
        publish("1");
        publish("2");
        trip(failing);
        publish("3");
        assertThat(claim(10, id -> 10).deliveries()).isEmpty();

        assertThat(subscribe("https://hooks.example.com/failing")).isEqualTo(failing);
        assertThat(claim(10, id -> 10).deliveries()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void thePauseOfASubscriptionGrowsToTenMinutes(TestDatabases kind) {
        open(kind);
        String failing = subscribe("https://hooks.example.com/failing");
        publish("1");
        trip(failing);
        Duration pause = SubscriptionCircuit.FIRST_PAUSE;
        for (int i = 0; i < 9; i++) {
            clock.pass(pause.minusMillis(1));
            assertThat(claim(10, id -> 10).deliveries()).isEmpty();
            clock.pass(Duration.ofMillis(1));
            fail(claim(10, id -> 10).deliveries().get(0));
            pause = pause.multipliedBy(2).compareTo(SubscriptionCircuit.LONGEST_PAUSE) > 0
                    ? SubscriptionCircuit.LONGEST_PAUSE
                    : pause.multipliedBy(2);
        }
        assertThat(pause).isEqualTo(SubscriptionCircuit.LONGEST_PAUSE);
    }

    @ParameterizedTest
    @EnumSource
    void aSubscriptionGetsNoMoreThanItsAllowance(TestDatabases kind) {
        open(kind);
        String one = subscribe("https://hooks.example.com/one");
        String other = subscribe("https://hooks.example.com/other");
        for (int i = 0; i < 3; i++) {
            publish("n");
        }
        Claimed claimed = claim(10, id -> 1);
        assertThat(claimed.deliveries()).extracting(Delivery::subscriptionId).containsExactlyInAnyOrder(one, other);
        assertThat(claimed.states().get(HOST).blocked()).isTrue();
        assertThat(claimed.states().get(HOST).nextDue()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void largePayloadsAreClaimedAsFarAsThereIsMemoryAndSmallOnesAlways(TestDatabases kind) {
        open(kind);
        subscribe("https://hooks.example.com/a");
        String large = "\"" + "x".repeat(100_000) + "\"";
        for (int i = 0; i < 3; i++) {
            publish(large);
        }
        publish("small");
        Claimed first = claim(10, id -> 10, new PayloadBudget(150_000, true, Set.of()));
        assertThat(first.deliveries()).hasSize(2);
        assertThat(first.deliveries().get(0).body()).as("read later").isNull();
        assertThat(store.body(first.deliveries().get(0).eventId()).orElseThrow())
                .hasToString(large);
        assertThat(first.deliveries().get(1).body()).hasToString("small");
        assertThat(claim(10, id -> 10, new PayloadBudget(50_000, false, Set.of()))
                        .deliveries())
                .isEmpty();
        assertThat(claim(10, id -> 10, new PayloadBudget(1, true, Set.of())).deliveries())
                .as("one of any size if there is nothing else")
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void thePayloadOfAnEventIsCountedOnceForAllItsDeliveries(TestDatabases kind) {
        open(kind);
        for (int i = 0; i < 5; i++) {
            subscribe("https://hooks.example.com/" + i);
        }
        publish("\"" + "x".repeat(100_000) + "\"");
        assertThat(claim(10, id -> 10, new PayloadBudget(150_000, true, Set.of()))
                        .deliveries())
                .hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void aPublicationToManyIsOneEventThatAllOfThemGetOnce(TestDatabases kind) {
        open(kind);
        subscribeMany();
        Published published = store.publish(publication("1", filter -> true, false), Handover.NONE);
        assertThat(published.deliveries()).isEqualTo(MANY);
        store.publish(publication("2", filter -> true, false), Handover.NONE);
        Set<String> hosts = fanOut();
        assertThat(hosts).contains(HOST);

        Set<String> got = new HashSet<>();
        List<String> bodies = new ArrayList<>();
        for (Claimed claimed = claim(500, id -> 500);
                !claimed.deliveries().isEmpty();
                claimed = claim(500, id -> 500)) {
            List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
            claimed.deliveries().forEach(delivery -> {
                got.add(delivery.subscriptionId() + delivery.body());
                bodies.add(String.valueOf(delivery.body()));
                outcomes.add(completing(delivery, Attempt.Answer.WORKING, new DeliveryDecision.Delivered()));
            });
            outcomes.forEach(CompletableFuture::join);
        }
        assertThat(bodies).hasSize(2 * MANY);
        assertThat(got).hasSize(2 * MANY);
        // Of two transactions that end the last deliveries of an event at once, neither removes it.
        clock.pass(Duration.ofDays(1));
        tidy();
        assertThat(events()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOrderedStaysInOrderThoughManyGetIt(TestDatabases kind) {
        open(kind);
        subscribeMany();
        String last = store.subscribe(wanted("https://hooks.example.com/last", "\"last\""), Limits.NONE);
        store.publish(publication("1", filter -> true, true), Handover.NONE);
        store.publish(publication("2", filter -> filter.equals("\"last\""), true), Handover.NONE);
        store.publish(publication("3", filter -> true, true), Handover.NONE);
        fanOut();
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Delivery delivery = claimOf(last);
            bodies.add(String.valueOf(delivery.body()));
            complete(delivery, Attempt.Answer.WORKING, new DeliveryDecision.Delivered());
        }
        assertThat(bodies).containsExactly("1", "2", "3");
    }

    /** Claims again where others fill all that is looked at. */
    private Delivery claimOf(String subscription) {
        for (int i = 0; i < 20; i++) {
            List<Delivery> found =
                    claim(200, id -> id.equals(subscription) ? 1 : 0).deliveries();
            if (!found.isEmpty()) {
                return found.get(0);
            }
        }
        throw new AssertionError("Nothing is due");
    }

    @ParameterizedTest
    @EnumSource
    void aFilterThatFailsMakesADeadLetterAlsoAmongMany(TestDatabases kind) {
        open(kind);
        subscribeMany();
        assertThat(store.publish(publication("1", ClaimTest::failing, false), Handover.NONE)
                        .deliveries())
                .isZero();
        fanOut();
        assertThat(new StoredAdmin(store).deadLetters(null, "", 10))
                .hasSize(10)
                .allSatisfy(dead -> assertThat(dead.reason()).contains("filter failed"));
    }

    private static boolean failing(String filter) {
        throw new StackOverflowError(filter);
    }

    @ParameterizedTest
    @EnumSource
    void aFilterThatThrowsAnErrorConcernsItsSubscriptionOnly(TestDatabases kind) {
        open(kind);
        String bad = store.subscribe(wanted("https://hooks.example.com/bad", "\"bad\""), Limits.NONE);
        String good = subscribe("https://hooks.example.com/good");
        Published published = store.publish(
                publication("1", filter -> !filter.equals("\"bad\"") || failing(filter), false), Handover.NONE);
        assertThat(published.deliveries()).isEqualTo(1);
        assertThat(claim(10, id -> 10).deliveries())
                .extracting(Delivery::subscriptionId)
                .containsExactly(good);
        assertThat(new StoredAdmin(store).deadLetters(bad, "", 10)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void anyNumberOfRowsOfOneTimeIsRemoved(TestDatabases kind) {
        open(kind);
        subscribe("https://hooks.example.com/a");
        publishMany("1");
        Delivery first = claim(1, id -> 1).deliveries().get(0);
        complete(first, Attempt.Answer.WORKING, new DeliveryDecision.EndSubscription("410"));
        clock.pass(Duration.ofDays(31));
        tidy();
        assertThat(new StoredAdmin(store).deadLetters(null, "", 10)).isEmpty();
        assertThat(events()).isZero();
    }

    @Test
    void plansThatWereMadeWhileTheQueueWasEmptyReadAFullOneByIndex() throws Exception {
        open(TestDatabases.POSTGRES);
        RowsRead rows = new RowsRead(url);
        subscribe("https://hooks.example.com/a");
        for (int i = 0; i < 2 * CALLS_BEFORE_A_PLAN_IS_KEPT; i++) {
            if (i % CALLS_BEFORE_A_PLAN_IS_KEPT == 0) {
                rows.vacuum();
            }
            publish("early");
            assertThat(deliverAll()).isOne();
        }
        publishMany("late");
        assertThat(deliverAll()).isEqualTo(MANY);
        database.close();
        Map<String, Long> read = rows.byIndex();
        assertThat(read.values()).as(read.toString()).allMatch(count -> count < 20 * MANY);
    }

    private int deliverAll() {
        int delivered = 0;
        for (List<Delivery> next = claim(200, id -> 200).deliveries();
                !next.isEmpty();
                next = claim(200, id -> 200).deliveries()) {
            next.stream()
                    .map(each -> completing(each, Attempt.Answer.WORKING, new DeliveryDecision.Delivered()))
                    .toList()
                    .forEach(CompletableFuture::join);
            delivered += next.size();
        }
        return delivered;
    }

    private void subscribeMany() {
        database.write(tx -> {
            for (int i = 0; i < MANY; i++) {
                store.subscribe(tx, store.newId(), wanted("https://hooks.example.com/" + i, "null"));
            }
            return true;
        });
    }

    private Set<String> fanOut() {
        Set<String> hosts = new HashSet<>();
        for (Optional<Set<String>> made =
                        store.fanOut(Handover.NONE, Fanout.ROW).join();
                made.isPresent();
                made = store.fanOut(Handover.NONE, Fanout.ROW).join()) {
            hosts.addAll(made.get());
        }
        return hosts;
    }

    private String subscribe(String callbackUrl) {
        return store.subscribe(wanted(callbackUrl, "null"), Limits.NONE);
    }

    private static NewSubscription wanted(String callbackUrl, String filter) {
        return new NewSubscription(
                "order", KEYS.clientKey(callbackUrl), false, "", HOST, callbackUrl, filter, "", null);
    }

    private static Publication publication(String body, Predicate<String> matches, boolean ordered) {
        return new Publication("order", "", matches, ordered, body, "{}");
    }

    private void publish(String body) {
        store.publish(publication(body, filter -> true, false), Handover.NONE);
    }

    private void publishMany(String body) {
        database.write(tx -> {
            for (int i = 0; i < MANY; i++) {
                store.publish(tx, publication(body, filter -> true, false));
            }
            return true;
        });
    }

    private Claimed claim(int limit, ToIntFunction<String> allowance) {
        return claim(limit, allowance, PLENTY);
    }

    private Claimed claim(int limit, ToIntFunction<String> allowance, PayloadBudget budget) {
        return store.claim(Map.of(HOST, new ClaimRequest(limit, allowance)), budget, ME, LEASE, PROBE);
    }

    private void fail(Delivery delivery) {
        complete(delivery, Attempt.Answer.FAILING, new DeliveryDecision.Retry(clock.instant(), true, false));
    }

    private Outcome complete(Delivery delivery, Attempt.Answer answer, DeliveryDecision decision) {
        return completing(delivery, answer, decision).join();
    }

    private CompletableFuture<Outcome> completing(Delivery delivery, Attempt.Answer answer, DeliveryDecision decision) {
        return store.complete(new Attempt(delivery, clock.instant(), 3, 200, "200", answer, decision), ME);
    }

    private void tidy() {
        int rounds = 0;
        while (store.tidy(Duration.ofDays(4)).join()) {
            assertThat(++rounds).isLessThan(20);
        }
    }

    private long events() {
        return database.<Long>read(tx -> tx.first("SELECT count(*) FROM callback_event", row -> row.getLong(1))
                .orElseThrow());
    }
}
