package dev.connectorkit.callbacks.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.internal.store.CallbackStore.Published;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.TestClock;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A publication with an id is stored once, to few subscriptions and to many, on every database. */
@SuppressWarnings("NullAway.Init") // each test opens its own
class PublicationIdTest {

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T03:44:00Z"));
    private Database database;
    private CallbackStore store;

    private void open(TestDatabases kind) {
        database = Database.open(kind.fresh(folder));
        store = new CallbackStore(database, new SubscriptionKeys(new byte[32]), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void subscribe(int count) {
        database.write(tx -> {
            for (int i = 0; i < count; i++) {
                store.subscribe(
                        tx,
                        store.newId(),
                        new NewSubscription(
                                "order", "key-" + i, false, "", "a.example:443", "https://a.example/", "", "", null));
            }
            return true;
        });
    }

    private static Publication publication(String event, String id) {
        return new Publication(event, "", filter -> true, false, "1", "{}", id);
    }

    private long rows(String table) {
        return database.<Long>read(tx ->
                tx.first("SELECT count(*) FROM " + table, row -> row.getLong(1)).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"MEMORY, 0", "MEMORY, 1", "SQLITE, 1", "POSTGRES, 1", "SQLITE, 600", "POSTGRES, 600"})
    void the_second_one_stores_nothing(TestDatabases kind, int subscriptions) {
        open(kind);
        subscribe(subscriptions);
        Published first = store.publish(publication("order", "orders-0@7"), Handover.NONE);
        assertThat(first.deliveries()).isEqualTo(subscriptions);
        long deliveries = rows("callback_delivery");
        long fanouts = rows("callback_fanout");

        Published second = store.publish(publication("order", "orders-0@7"), Handover.NONE);
        assertThat(second.deliveries()).isZero();
        assertThat(second.eventId()).isEqualTo(first.eventId());
        assertThat(rows("callback_delivery")).isEqualTo(deliveries);
        assertThat(rows("callback_fanout")).isEqualTo(fanouts);
        assertThat(store.publish(publication("order", "orders-0@8"), Handover.NONE)
                        .deliveries())
                .isEqualTo(subscriptions);
        assertThat(store.publish(publication("other", "orders-0@7"), Handover.NONE)
                        .eventId())
                .as("ids are those of an event")
                .isNotEqualTo(first.eventId());
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void one_of_many_at_once_publishes(TestDatabases kind) throws Exception {
        open(kind);
        subscribe(1);
        CountDownLatch begin = new CountDownLatch(1);
        List<CompletableFuture<Published>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    await(begin);
                    return store.publish(publication("order", "x"), Handover.NONE);
                }))
                .toList();
        begin.countDown();
        int deliveries = 0;
        for (CompletableFuture<Published> each : all) {
            deliveries += each.get().deliveries();
        }
        assertThat(deliveries).isEqualTo(1);
        Set<String> events = all.stream().map(each -> each.join().eventId()).collect(Collectors.toSet());
        assertThat(events).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void a_transaction_that_rolls_back_leaves_the_id_free(TestDatabases kind) throws Exception {
        open(kind);
        subscribe(1);
        try (var connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertThat(store.publish(connection, publication("order", "x")).deliveries())
                    .isEqualTo(1);
            assertThat(store.publish(connection, publication("order", "x")).deliveries())
                    .as("again in the same transaction")
                    .isZero();
            connection.rollback();
        }
        assertThat(store.publish(publication("order", "x"), Handover.NONE).deliveries())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void an_id_is_forgotten_after_seven_days(TestDatabases kind) {
        open(kind);
        Published first = store.publish(publication("order", "x"), Handover.NONE);
        clock.pass(PublicationIds.KEEP.minusSeconds(1));
        store.tidy(Duration.ofDays(4)).join();
        assertThat(store.publish(publication("order", "x"), Handover.NONE).eventId())
                .isEqualTo(first.eventId());
        clock.pass(Duration.ofSeconds(2));
        store.tidy(Duration.ofDays(4)).join();
        assertThat(rows("callback_publication")).isZero();
        assertThat(store.publish(publication("order", "x"), Handover.NONE).eventId())
                .isNotEqualTo(first.eventId());
    }
}
