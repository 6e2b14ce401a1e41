package dev.connectorkit.callbacks.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.callbacks.admin.SubscriptionState;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.TestClock;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deliveries that a node takes over in memory as it publishes them. */
@SuppressWarnings("NullAway.Init") // each test opens its own
class HandoverTest {

    private static final SubscriptionKeys KEYS = new SubscriptionKeys(new byte[32]);
    private static final String HOST = "hooks.example.com:443";
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final PayloadBudget PLENTY = new PayloadBudget(Long.MAX_VALUE, true, Set.of());
    private static final int TO_MANY = 900;

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.now());
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
    void aDeliveryThatIsTakenOverIsNotFoundByOthersAndEndsLikeAClaimedOne(TestDatabases kind) {
        open(kind);
        subscribe(1);
        Desk desk = new Desk(10, LEASE);
        CallbackStore.Published published = store.publish(publication("1"), desk);
        assertThat(published.deliveries()).isEqualTo(1);
        assertThat(published.hosts()).isEmpty();
        assertThat(claim()).isEmpty();

        Delivery taken = desk.accepted.get(0);
        assertThat(String.valueOf(taken.body())).isEqualTo("1");
        assertThat(taken.url().decrypt()).isEqualTo("https://hooks.example.com/0");
        assertThat(complete(taken, desk.claim()).held()).isTrue();
        assertThat(complete(taken, desk.claim()).held()).as("a second time").isFalse();
        assertThat(rows("callback_delivery") + rows("callback_event")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void anotherNodeDeliversAfterTheLeaseOfANodeThatDiedBetweenCommitAndHandOver(TestDatabases kind) {
        open(kind);
        subscribe(1);
        Desk died = new Desk(10, Duration.ofMillis(1));
        store.publish(publication("1"), died);
        await().atMost(SOON).until(() -> {
            store.reclaim().join();
            return rows("callback_delivery WHERE claim IS NULL") == 1;
        });
        List<Delivery> claimed = claim();
        assertThat(claimed)
                .extracting(Delivery::id)
                .containsExactly(died.accepted.get(0).id());
        assertThat(complete(died.accepted.get(0), died.claim()).held())
                .as("late")
                .isFalse();
        assertThat(complete(claimed.get(0), "other").held()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionThatIsRolledBackHandsNothingOverAndItsNeighboursDo(TestDatabases kind) {
        open(kind);
        subscribe(1);
        Desk desk = new Desk(100, LEASE);
        List<CompletableFuture<?>> good = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            good.add(CompletableFuture.runAsync(() -> store.publish(publication("1"), desk)));
        }
        assertThatThrownBy(() -> store.publish(impossible(), desk)).isInstanceOf(StorageException.class);
        good.forEach(CompletableFuture::join);
        assertThat(desk.accepted).hasSize(10);
        assertThat(desk.held()).isEqualTo(10);
        assertThat(rows("callback_delivery")).isEqualTo(10);
        assertThat(desk.accepted).extracting(Delivery::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void beyondItsRoomANodeLeavesDeliveriesToEverybody(TestDatabases kind) {
        open(kind);
        subscribe(5);
        Desk desk = new Desk(3, LEASE);
        assertThat(store.publish(publication("1"), desk).hosts()).containsExactly(HOST);
        assertThat(desk.accepted).hasSize(3);
        assertThat(claim()).hasSize(2).doesNotContainAnyElementsOf(desk.accepted);
    }

    @ParameterizedTest
    @EnumSource
    void anEventToManyIsHandedOverStepByStep(TestDatabases kind) {
        open(kind);
        subscribe(TO_MANY);
        Desk desk = new Desk(TO_MANY - 50, LEASE);
        assertThat(store.publish(publication("1"), desk).deliveries()).isEqualTo(TO_MANY);
        assertThat(desk.accepted).isEmpty();
        while (store.fanOut(desk, 400).join().isPresent()) {
            assertThat(rows("callback_delivery") % 100).isZero();
        }
        assertThat(desk.accepted).hasSize(TO_MANY - 50);
        assertThat(desk.accepted)
                .allSatisfy(
                        delivery -> assertThat(String.valueOf(delivery.body())).isEqualTo("1"));
        assertThat(rows("callback_delivery WHERE claim IS NULL")).isEqualTo(50);
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatCanBeginIsOffered(TestDatabases kind) throws Exception {
        open(kind);
        List<String> ids = subscribe(3);
        store.become(ids.get(0), SubscriptionState.PAUSED, "by an operator");
        trip(ids.get(1));
        Desk desk = new Desk(10, LEASE);
        store.publish(publication("1"), desk);
        assertThat(desk.accepted).extracting(Delivery::subscriptionId).containsExactly(ids.get(2));

        store.publish(publication("\"" + "x".repeat(PayloadBudget.SMALL) + "\""), desk);
        store.publish(new Publication("order", "", filter -> true, true, "ordered", "{}"), desk);
        database.write(tx -> store.publish(tx, publication("in a transaction of the caller")));
        assertThat(desk.accepted).hasSize(1);
    }

    private void trip(String subscription) {
        for (int i = 0; i < SubscriptionCircuit.FAILURES_TO_OPEN; i++) {
            Desk desk = new Desk(10, LEASE);
            store.publish(publication("n"), desk);
            Delivery failing = desk.accepted.stream()
                    .filter(delivery -> delivery.subscriptionId().equals(subscription))
                    .findFirst()
                    .orElseThrow();
            DeliveryDecision later = new DeliveryDecision.Retry(clock.instant().plus(LEASE), true, false);
            store.complete(attempt(failing, Attempt.Answer.FAILING, later), desk.claim())
                    .join();
        }
    }

    private List<String> subscribe(int count) {
        return database.write(tx -> {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String url = "https://hooks.example.com/" + i;
                ids.add(store.newId());
                NewSubscription wanted =
                        new NewSubscription("order", KEYS.clientKey(url), false, "", HOST, url, "null", "", null);
                store.subscribe(tx, ids.get(i), wanted);
            }
            return ids;
        });
    }

    private static Publication publication(String body) {
        return new Publication("order", "", filter -> true, false, body, "{}");
    }

    @SuppressWarnings("NullAway") // so that the database refuses it
    private static Publication impossible() {
        return new Publication("order", "", filter -> true, false, "1", null);
    }

    private List<Delivery> claim() {
        return store.claim(Map.of(HOST, new ClaimRequest(100, id -> 100)), PLENTY, "other", LEASE, LEASE)
                .deliveries();
    }

    private CallbackStore.Outcome complete(Delivery delivery, String claim) {
        return store.complete(attempt(delivery, Attempt.Answer.WORKING, new DeliveryDecision.Delivered()), claim)
                .join();
    }

    private Attempt attempt(Delivery delivery, Attempt.Answer answer, DeliveryDecision decision) {
        return new Attempt(delivery, clock.instant(), 3, 200, "200", answer, decision);
    }

    private long rows(String table) {
        return database.<Long>read(tx ->
                tx.first("SELECT count(*) FROM " + table, row -> row.getLong(1)).orElseThrow());
    }

    /** A node with room for some deliveries, which it does not attempt. */
    private static final class Desk implements Handover {

        private final int room;
        private final Duration lease;
        private final List<Delivery> accepted = new ArrayList<>();
        private int held;

        Desk(int room, Duration lease) {
            this.room = room;
            this.lease = lease;
        }

        @Override
        public String claim() {
            return "desk";
        }

        @Override
        public Duration lease() {
            return lease;
        }

        @Override
        public synchronized boolean offer(Delivery delivery) {
            if (held == room) {
                return false;
            }
            held++;
            return true;
        }

        @Override
        public synchronized void withdraw(List<Delivery> offered) {
            held -= offered.size();
        }

        @Override
        public synchronized void accept(List<Delivery> stored) {
            accepted.addAll(stored);
        }

        synchronized int held() {
            return held;
        }
    }
}
