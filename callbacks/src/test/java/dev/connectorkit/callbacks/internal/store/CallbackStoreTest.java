package dev.connectorkit.callbacks.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.callbacks.admin.DeadLetterView;
import dev.connectorkit.callbacks.admin.SubscriptionState;
import dev.connectorkit.callbacks.internal.store.CallbackStore.Claimed;
import dev.connectorkit.callbacks.internal.store.CallbackStore.HostDue;
import dev.connectorkit.callbacks.internal.store.CallbackStore.Outcome;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.TestClock;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of the store, on every database. */
@SuppressWarnings("NullAway.Init") // each test opens its own
class CallbackStoreTest {

    private static final SubscriptionKeys KEYS = new SubscriptionKeys(new byte[32]);
    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final String HOST = "hooks.example.com:443";
    private static final String ME = "node-1";

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T03:44:00Z"));
    private Database database;
    private CallbackStore store;

    private void open(TestDatabases kind) {
        database = Database.open(kind.fresh(folder));
        store = new CallbackStore(database, KEYS, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void aDeliveryCarriesWhatWasPublishedAndWhereItGoes(TestDatabases kind) {
        open(kind);
        String id = subscribe("https://hooks.example.com/a?sig=s", HOST);
        store.publish(publication("{\"n\":1}", false), Handover.NONE);

        assertThat(claim(HOST, 10)).singleElement().satisfies(delivery -> {
            assertThat(delivery.subscriptionId()).isEqualTo(id);
            assertThat(delivery.url().decrypt()).isEqualTo("https://hooks.example.com/a?sig=s");
            assertThat(delivery.body()).hasToString("{\"n\":1}");
            assertThat(delivery.queuedAt()).isEqualTo(clock.instant());
            assertThat(delivery.attempts()).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource
    void callbackUrlsAreNotInTheDatabase(TestDatabases kind) {
        open(kind);
        subscribe("https://hooks.example.com/a?sig=verysecret", HOST);

        List<byte[]> urls =
                database.read(tx -> tx.query("SELECT url FROM callback_subscription", row -> row.getBytes(1)));
        assertThat(urls)
                .hasSize(1)
                .allSatisfy(url -> assertThat(new String(url, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain("verysecret", "hooks"));
    }

    @ParameterizedTest
    @EnumSource
    void theSameKeyReplacesAndKeepsItsId(TestDatabases kind) {
        open(kind);
        String first =
                store.subscribe(wanted("k", "https://a.example/1", "a.example:443", "\"x\"", "", null), Limits.NONE);
        String second =
                store.subscribe(wanted("k", "https://b.example/2", "b.example:443", "\"y\"", "", null), Limits.NONE);

        assertThat(second).isEqualTo(first);
        assertThat(store.subscriptions("order")).isEqualTo(1);
        assertThat(publishTo(filter -> filter.equals("\"x\"")).deliveries()).isZero();
        assertThat(publishTo(filter -> filter.equals("\"y\"")).hosts()).containsExactly("b.example:443");
    }

    @ParameterizedTest
    @EnumSource
    void aReplacedUrlGetsWhatWaits(TestDatabases kind) {
        open(kind);
        store.subscribe(wanted("k", "https://a.example/1", "a.example:443", "null", "", null), Limits.NONE);
        store.publish(publication("1", false), Handover.NONE);
        store.subscribe(wanted("k", "https://b.example/2", "b.example:443", "null", "", null), Limits.NONE);

        assertThat(claim("a.example:443", 10)).isEmpty();
        assertThat(claim("b.example:443", 10))
                .singleElement()
                .extracting(delivery -> delivery.url().decrypt())
                .isEqualTo("https://b.example/2");
    }

    @ParameterizedTest
    @EnumSource
    void subscriptionsAreFoundByTheirKeyAndThoseWithoutOneGetAll(TestDatabases kind) {
        open(kind);
        store.subscribe(wanted("1", "https://a.example/1", "a:1", "null", "=north", null), Limits.NONE);
        store.subscribe(wanted("2", "https://a.example/2", "b:1", "null", "=south", null), Limits.NONE);
        store.subscribe(wanted("3", "https://a.example/3", "c:1", "null", "", null), Limits.NONE);

        CallbackStore.Published published =
                store.publish(new Publication("order", "=north", filter -> true, false, "1", "{}"), Handover.NONE);
        assertThat(published.hosts()).containsExactlyInAnyOrder("a:1", "c:1");
    }

    @ParameterizedTest
    @EnumSource
    void aSubscriptionSeesOnlyWhatIsPublishedAfterIt(TestDatabases kind) {
        open(kind);
        store.publish(publication("1", false), Handover.NONE);
        subscribe("https://hooks.example.com/a", HOST);
        store.publish(publication("2", false), Handover.NONE);

        assertThat(claim(HOST, 10))
                .extracting(delivery -> delivery.body().toString())
                .containsExactly("2");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsClaimedIsNotClaimedAgainUntilItsLeaseEndsByTheDatabasesClock(TestDatabases kind) {
        open(kind);
        subscribe("https://hooks.example.com/a", HOST);
        store.publish(publication("1", false), Handover.NONE);
        Delivery first = claim(HOST, 10).get(0);
        clock.pass(LEASE.multipliedBy(2));
        store.reclaim().join();
        assertThat(claim(HOST, 10)).as("this node's clock is ahead").isEmpty();

        store.renew(ME, new TreeSet<>(Set.of(first.id())), Duration.ZERO).join();
        store.reclaim().join();
        Claimed taken = claim(HOST, 10, "node-2", LEASE);
        assertThat(taken.deliveries()).singleElement().extracting(Delivery::id).isEqualTo(first.id());
        assertThat(done(first, ME).held()).as("the first node is too late").isFalse();
        assertThat(done(taken.deliveries().get(0), "node-2").held()).isTrue();
        assertThat(store.oldest()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aReleasedClaimIsDueAtOnce(TestDatabases kind) {
        open(kind);
        subscribe("https://hooks.example.com/a", HOST);
        store.publish(publication("1", false), Handover.NONE);
        claim(HOST, 10);

        assertThat(store.release(ME)).isEqualTo(1);
        assertThat(claim(HOST, 10)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void hostsWithSomethingDueAreFoundInPages(TestDatabases kind) {
        open(kind);
        for (int i = 0; i < 1500; i++) {
            subscribe("https://h" + i + ".example/", "h%04d:443".formatted(i));
        }
        store.publish(publication("1", false), Handover.NONE);
        assertThat(store.hosts("").fanOut()).isTrue();
        while (store.fanOut(Handover.NONE, Fanout.ROW).join().isPresent()) {
            assertThat(store.oldest()).isPresent();
        }

        List<HostDue> first = store.hosts("").hosts();
        assertThat(first).hasSize(CallbackStore.PAGE).first().isEqualTo(new HostDue("h0000:443", clock.instant()));
        List<HostDue> rest = store.hosts(first.get(first.size() - 1).host()).hosts();
        assertThat(rest).hasSize(500).last().isEqualTo(new HostDue("h1499:443", clock.instant()));
    }

    @ParameterizedTest
    @EnumSource
    void aClaimTellsWhenTheNextOneIsDue(TestDatabases kind) {
        open(kind);
        subscribe("https://hooks.example.com/a", HOST);
        for (int i = 0; i < 3; i++) {
            store.publish(publication("1", false), Handover.NONE);
        }
        Instant later = clock.instant().plusSeconds(5);
        assertThat(claim(HOST, 2, ME, LEASE).states().get(HOST).nextDue()).isEqualTo(clock.instant());
        complete(claim(HOST, 1).get(0), new DeliveryDecision.Retry(later, true, false));
        assertThat(claim(HOST, 2, ME, LEASE).states().get(HOST).nextDue()).isEqualTo(later);
    }

    @ParameterizedTest
    @EnumSource
    void anEventIsForgottenWithItsLastDelivery(TestDatabases kind) {
        open(kind);
        subscribe("https://hooks.example.com/a", HOST);
        subscribe("https://hooks.example.com/b", HOST);
        store.publish(publication("1", false), Handover.NONE);
        List<Delivery> both = claim(HOST, 10);

        done(both.get(0), ME);
        assertThat(events()).isEqualTo(1);
        done(both.get(1), ME);
        assertThat(events()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPutOffIsDueThenAndRemembersItsAttempts(TestDatabases kind) {
        open(kind);
        subscribe("https://hooks.example.com/a", HOST);
        store.publish(publication("1", false), Handover.NONE);
        Instant later = clock.instant().plusSeconds(5);
        complete(claim(HOST, 1).get(0), new DeliveryDecision.Retry(later, true, true));

        assertThat(claim(HOST, 1)).isEmpty();
        clock.pass(Duration.ofSeconds(5));
        assertThat(claim(HOST, 1)).singleElement().satisfies(delivery -> {
            assertThat(delivery.attempts()).isEqualTo(1);
            assertThat(delivery.rejected()).isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void orderedDeliveriesKeepTheirOrderWhereTheClocksOfNodesDiffer(TestDatabases kind) {
        open(kind);
        subscribe("https://hooks.example.com/a", HOST);
        CallbackStore ahead =
                new CallbackStore(database, KEYS, new TestClock(clock.instant().plus(Duration.ofMinutes(3))));
        store.publish(publication("1", true), Handover.NONE);
        ahead.publish(publication("2", true), Handover.NONE);
        store.publish(publication("3", true), Handover.NONE);
        ahead.publish(publication("4", true), Handover.NONE);

        for (String body : List.of("1", "2", "3", "4")) {
            Delivery delivery = claim(HOST, 10).get(0);
            assertThat(delivery.body()).hasToString(body);
            done(delivery, ME);
        }
    }

    @ParameterizedTest
    @EnumSource
    void orderedDeliveriesComeOneAtATimeAlsoPastADeadOne(TestDatabases kind) {
        open(kind);
        subscribe("https://hooks.example.com/a", HOST);
        for (int i = 1; i <= 4; i++) {
            store.publish(publication(Integer.toString(i), true), Handover.NONE);
        }
        Delivery one = claim(HOST, 10).get(0);
        assertThat(one.body()).hasToString("1");
        assertThat(claim(HOST, 10)).isEmpty();

        Instant later = clock.instant().plusSeconds(5);
        complete(one, new DeliveryDecision.Retry(later, true, false));
        assertThat(claim(HOST, 10)).as("held up by the first").isEmpty();
        clock.pass(Duration.ofSeconds(5));
        done(claim(HOST, 10).get(0), ME);
        Delivery two = claim(HOST, 10).get(0);
        assertThat(two.body()).hasToString("2");
        complete(two, new DeliveryDecision.DeadLetter("no use"));
        Delivery three = claim(HOST, 10).get(0);
        assertThat(three.body()).hasToString("3");
        done(three, ME);
        assertThat(claim(HOST, 10))
                .extracting(delivery -> delivery.body().toString())
                .containsExactly("4");
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfASubscriptionBuriesWhatWaitsForIt(TestDatabases kind) {
        open(kind);
        String id = subscribe("https://hooks.example.com/a", HOST);
        for (int i = 0; i < 3; i++) {
            store.publish(publication("1", false), Handover.NONE);
        }
        Outcome outcome =
                complete(claim(HOST, 1).get(0), new DeliveryDecision.EndSubscription("the receiver answered 410"));

        assertThat(outcome.dead()).isEqualTo(3);
        assertThat(store.oldest()).isEmpty();
        assertThat(store.subscriptions("order")).isZero();
        assertThat(store.publish(publication("2", false), Handover.NONE).deliveries())
                .isZero();
        StoredAdmin views = new StoredAdmin(store);
        assertThat(views.subscription(id).orElseThrow().state()).isEqualTo(SubscriptionState.ENDED);
        assertThat(views.deadLetters(id, "", 10))
                .hasSize(3)
                .allSatisfy(dead -> assertThat(dead.reason()).isEqualTo("the receiver answered 410"));
    }

    @ParameterizedTest
    @EnumSource
    void refusalsEndASubscriptionWhenTheyAreEnoughAndFarEnoughApart(TestDatabases kind) {
        open(kind);
        String id = subscribe("https://hooks.example.com/a", HOST);
        store.publish(publication("1", false), Handover.NONE);
        store.publish(publication("2", false), Handover.NONE);
        Duration apart = Duration.ofMinutes(5);

        for (int round = 1; round <= 3; round++) {
            for (Delivery delivery : claim(HOST, 2)) {
                Instant again = clock.instant().plus(apart);
                complete(delivery, new DeliveryDecision.Refused(again, 3, apart, "refused"));
            }
            SubscriptionState expected = round == 3 ? SubscriptionState.ENDED : SubscriptionState.ACTIVE;
            assertThat(new StoredAdmin(store).subscription(id).orElseThrow().state())
                    .isEqualTo(expected);
            clock.pass(apart);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeliveryThatArrivesEndsARowOfRefusals(TestDatabases kind) {
        open(kind);
        String id = subscribe("https://hooks.example.com/a", HOST);
        store.publish(publication("1", false), Handover.NONE);
        Duration apart = Duration.ofMinutes(5);
        complete(claim(HOST, 1).get(0), new DeliveryDecision.Refused(clock.instant(), 3, apart, "refused"));
        assertThat(new StoredAdmin(store).subscription(id).orElseThrow().refusals())
                .isEqualTo(1);

        done(claim(HOST, 1).get(0), ME);
        assertThat(new StoredAdmin(store).subscription(id).orElseThrow().refusals())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatAPausedSubscriptionMissesIsKeptAndSentWithTheSameIds(TestDatabases kind) {
        open(kind);
        String id = subscribe("https://hooks.example.com/a", HOST);
        store.become(id, SubscriptionState.PAUSED, "by hand");
        store.publish(publication("1", false), Handover.NONE);
        store.publish(publication("2", false), Handover.NONE);
        assertThat(claim(HOST, 10)).isEmpty();
        assertThat(store.resend(null, id)).as("paused still").isZero();

        StoredAdmin views = new StoredAdmin(store);
        List<String> held =
                views.deadLetters(id, "", 10).stream().map(DeadLetterView::id).toList();
        clock.pass(Duration.ofDays(20));
        store.become(id, SubscriptionState.ACTIVE, "");
        assertThat(store.resend(null, id)).isEqualTo(2);

        assertThat(claim(HOST, 10)).extracting(Delivery::id).containsExactlyElementsOf(held);
        assertThat(views.deadLetters(id, "", 10)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void removingASubscriptionRemovesAllThatIsItsAndIsDoneOnce(TestDatabases kind) {
        open(kind);
        String id = subscribe("https://hooks.example.com/a", HOST);
        store.publish(publication("1", false), Handover.NONE);
        Delivery claimed = claim(HOST, 1).get(0);

        assertThat(store.unsubscribe(id)).isTrue();
        assertThat(store.unsubscribe(id)).isFalse();
        assertThat(done(claimed, ME).held()).isFalse();
        assertThat(store.oldest()).isEmpty();
        assertThat(store.subscriptions("order")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void removingASubscriptionForgetsTheEventsThatNobodyElseNeeds(TestDatabases kind) {
        open(kind);
        String id = subscribe("https://a.example/a", "a.example:443");
        for (String body : List.of("dead", "waits", "claimed")) {
            store.publish(publication(body, false), Handover.NONE);
        }
        List<Delivery> claimed = claim("a.example:443", 1);
        complete(claimed.get(0), new DeliveryDecision.DeadLetter("too late"));
        claim("a.example:443", 1);
        subscribe("https://b.example/b", "b.example:443");
        store.publish(publication("arrives at another", false), Handover.NONE);
        subscribe("https://c.example/c", "c.example:443");
        store.publish(publication("dead for another", false), Handover.NONE);
        claim("b.example:443", 2).forEach(each -> done(each, ME));
        complete(claim("c.example:443", 1).get(0), new DeliveryDecision.DeadLetter("too late"));
        store.publish(publication("waits for others", false), Handover.NONE);
        assertThat(events()).isEqualTo(6);

        store.unsubscribe(id);

        assertThat(events())
                .as("the dead letter of another, and what waits for others")
                .isEqualTo(2);
        assertThat(claim("b.example:443", 2)).hasSize(1);
        assertThat(store.resend(null, null)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void limitsCountLiveSubscriptionsInAllAndPerHost(TestDatabases kind) {
        open(kind);
        Limits limits = new Limits(3, 2);
        String first = store.subscribe(wanted("1", "https://a/1", "a:1", "null", "", null), limits);
        store.subscribe(wanted("2", "https://a/2", "a:1", "null", "", null), limits);
        assertThatThrownBy(() -> store.subscribe(wanted("3", "https://a/3", "a:1", "null", "", null), limits))
                .isInstanceOf(LimitReachedException.class)
                .hasMessageContaining("a:1");
        store.subscribe(wanted("4", "https://b/4", "b:1", "null", "", null), limits);
        assertThatThrownBy(() -> store.subscribe(wanted("5", "https://b/5", "b:1", "null", "", null), limits))
                .isInstanceOf(LimitReachedException.class)
                .hasMessageContaining("3 subscriptions");

        store.subscribe(wanted("1", "https://a/1", "a:1", "\"again\"", "", null), limits);
        store.unsubscribe(first);
        store.subscribe(wanted("5", "https://b/5", "b:1", "null", "", null), limits);
        assertThat(store.subscriptions("order")).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void anExpiredSubscriptionGetsNothingAndIsRemovedUnlessRenewed(TestDatabases kind) {
        open(kind);
        Instant end = clock.instant().plusSeconds(60);
        String gone = store.subscribe(wanted("1", "https://a/1", "a:1", "null", "", end), Limits.NONE);
        String kept = store.subscribe(wanted("2", "https://a/2", "b:1", "null", "", end), Limits.NONE);
        clock.pass(Duration.ofSeconds(59));
        store.subscribe(wanted("2", "https://a/2", "b:1", "null", "", end.plusSeconds(60)), Limits.NONE);
        clock.pass(Duration.ofSeconds(1));

        assertThat(store.publish(publication("1", false), Handover.NONE).hosts())
                .containsExactly("b:1");
        store.tidy(Duration.ofDays(4)).join();
        assertThat(new StoredAdmin(store).subscription(gone)).isEmpty();
        assertThat(new StoredAdmin(store).subscription(kept)).isPresent();
        assertThat(store.subscriptions("order")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void tidyingRemovesWhatIsOldAndNothingElse(TestDatabases kind) {
        open(kind);
        subscribe("https://hooks.example.com/a", HOST);
        store.publish(publication("old", false), Handover.NONE);
        complete(claim(HOST, 1).get(0), new DeliveryDecision.Retry(clock.instant(), true, false));
        String attempted = claim(HOST, 1).get(0).id();
        store.release(ME);
        StoredAdmin views = new StoredAdmin(store);
        assertThat(views.attempts(attempted)).hasSize(1);

        clock.pass(Duration.ofDays(9));
        store.publish(publication("new", false), Handover.NONE);
        assertThat(store.tidy(Duration.ofDays(4)).join()).isFalse();

        assertThat(views.attempts(attempted)).isEmpty();
        assertThat(views.deadLetters(null, "", 10))
                .singleElement()
                .satisfies(dead -> assertThat(dead.reason()).contains("older than twice PT96H"));
        assertThat(claim(HOST, 10))
                .extracting(delivery -> delivery.body().toString())
                .containsExactly("new");
        clock.pass(Duration.ofDays(31));
        store.tidy(Duration.ofDays(400)).join();
        assertThat(views.deadLetters(null, "", 10)).isEmpty();
        assertThat(events())
                .as("the event of the dead letter has gone, that of the new one stays")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aFilterThatFailsStopsNobodyElsesEventAndIsReported(TestDatabases kind) {
        open(kind);
        String bad = store.subscribe(wanted("1", "https://a/1", "a:1", "\"bad\"", "", null), Limits.NONE);
        store.subscribe(wanted("2", "https://b/2", "b:1", "\"good\"", "", null), Limits.NONE);

        CallbackStore.Published published = publishTo(filter -> {
            if (filter.contains("bad")) {
                throw new IllegalStateException("the author's mistake");
            }
            return true;
        });

        assertThat(published.hosts()).containsExactly("b:1");
        assertThat(new StoredAdmin(store).deadLetters(bad, "", 10))
                .singleElement()
                .satisfies(dead -> assertThat(dead.reason()).contains("its filter failed"));
        assertThat(store.resend(null, bad)).isEqualTo(1);
        assertThat(claim("a:1", 1)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aDeadLetterIsSentAgainWhileAnotherDeliveryOfItsEventArrives(TestDatabases kind) {
        open(kind);
        subscribe("https://a.example/a", "a.example:443");
        subscribe("https://b.example/b", "b.example:443");
        store.publish(publication("1", false), Handover.NONE);
        complete(claim("a.example:443", 1).get(0), new DeliveryDecision.DeadLetter("too late"));
        Delivery arrives = claim("b.example:443", 1).get(0);
        Attempt attempt = new Attempt(
                arrives, clock.instant(), 3, 202, "202", Attempt.Answer.WORKING, new DeliveryDecision.Delivered());

        database.write(tx -> {
            new Completion(tx, new Subscriptions(KEYS), clock.instant()).of(attempt, ME);
            return DeadLetters.resend(tx, null, null, 10, clock.instant());
        });

        assertThat(claim("a.example:443", 1))
                .extracting(delivery -> delivery.body().toString())
                .containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsBehindADeliveryThatArrivesAfterTheEndIsNotForgotten(TestDatabases kind) {
        open(kind);
        store.subscribe(
                wanted("1", "https://a/1", HOST, "null", "", clock.instant().plusSeconds(60)), Limits.NONE);
        store.publish(publication("1", false), Handover.NONE);
        store.publish(publication("2", false), Handover.NONE);
        complete(
                claim(HOST, 1).get(0),
                new DeliveryDecision.Refused(clock.instant(), 3, Duration.ofMinutes(1), "refused"));
        Delivery arrives = claim(HOST, 1).get(0);
        clock.pass(Duration.ofSeconds(60));
        store.tidy(Duration.ofDays(4)).join();
        done(arrives, ME);
        store.tidy(Duration.ofDays(4)).join();

        assertThat(claim(HOST, 2)).hasSize(1);
    }

    private String subscribe(String url, String host) {
        return store.subscribe(wanted(url, url, host, "null", "", null), Limits.NONE);
    }

    private static NewSubscription wanted(
            String key, String url, String host, String filter, String matchKey, @Nullable Instant expiresAt) {
        return new NewSubscription("order", KEYS.clientKey(key), false, "", host, url, filter, matchKey, expiresAt);
    }

    private static Publication publication(String body, boolean ordered) {
        return new Publication("order", "", filter -> true, ordered, body, "{}");
    }

    private CallbackStore.Published publishTo(Predicate<String> matches) {
        return store.publish(new Publication("order", "", matches, false, "1", "{}"), Handover.NONE);
    }

    private List<Delivery> claim(String host, int limit) {
        return claim(host, limit, ME, LEASE).deliveries();
    }

    private Claimed claim(String host, int limit, String node, Duration lease) {
        return store.claim(
                Map.of(host, new ClaimRequest(limit, subscription -> limit)),
                new PayloadBudget(0, true, Set.of()),
                node,
                lease,
                Duration.ofSeconds(30));
    }

    private Outcome complete(Delivery delivery, DeliveryDecision decision) {
        return store.complete(
                        new Attempt(delivery, clock.instant(), 3, 500, "500", Attempt.Answer.UNKNOWN, decision), ME)
                .join();
    }

    private Outcome done(Delivery delivery, String claim) {
        return store.complete(
                        new Attempt(
                                delivery,
                                clock.instant(),
                                3,
                                202,
                                "202",
                                Attempt.Answer.WORKING,
                                new DeliveryDecision.Delivered()),
                        claim)
                .join();
    }

    private long events() {
        return database.<Long>read(tx -> tx.first("SELECT count(*) FROM callback_event", row -> row.getLong(1))
                .orElseThrow());
    }
}
