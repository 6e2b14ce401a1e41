package dev.connectorkit.callbacks.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Ids;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.TestClock;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A publication to very many subscriptions: short transactions, and one event all the same. */
@SuppressWarnings("NullAway.Init") // each test opens its own
class LargePublicationTest {

    private static final SubscriptionKeys KEYS = new SubscriptionKeys(new byte[32]);
    private static final int MANY = 20_000;
    private static final int A_TENTH = MANY / 10;

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private final Ids ids = new Ids(clock);
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

    /** Subscribes once and copies the row. */
    private void subscribe(int count) {
        store.subscribe(
                new NewSubscription(
                        "order",
                        "key-0",
                        false,
                        "",
                        "hooks.example.com:443",
                        "https://hooks.example.com/",
                        "",
                        "",
                        null),
                Limits.NONE);
        String columns = "event_name, push, label, host, url, filter, match_key, state, reason, refusals, refused_at,"
                + " created_at, expires_at, failures, open_until";
        database.write(tx -> tx.update("INSERT INTO callback_subscription (id, client_key, " + columns + ")"
                + " WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < "
                + (count - 1)
                + ") SELECT substr(id, 1, 22) || (1000000000 + n), 'key-' || n, " + columns
                + " FROM callback_subscription, numbers WHERE client_key = 'key-0'"));
    }

    private static Publication publication() {
        return new Publication("order", "", filter -> true, false, "body", "{}");
    }

    private long count(String table) {
        return database.<Long>read(tx ->
                tx.first("SELECT count(*) FROM " + table, row -> row.getLong(1)).orElseThrow());
    }

    /** Stores rows of a publication whose process ends before the event is stored. */
    private void storeRowsWithoutEvent() {
        List<Fanout.Draft> rows = IntStream.range(0, 150)
                .mapToObj(i -> new Fanout.Draft(ids.next(), false))
                .toList();
        database.write(tx -> {
            Fanout.add(tx, publication(), ids.next(), rows, ids);
            return true;
        });
    }

    @Test
    void noTransactionStoresMoreThanATenthOfIt() {
        open(TestDatabases.POSTGRES);
        subscribe(MANY);
        assertThat(store.publish(publication(), Handover.NONE).deliveries()).isEqualTo(MANY);
        List<Integer> stored = database.read(tx -> tx.query(
                "SELECT sum(length(subscriptions)) / 32 FROM callback_fanout GROUP BY xmin::text",
                row -> row.getInt(1)));
        assertThat(stored)
                .allMatch(subscriptions -> subscriptions <= A_TENTH)
                .satisfies(
                        all -> assertThat(all.stream().mapToInt(i -> i).sum()).isEqualTo(MANY));
    }

    @ParameterizedTest
    @EnumSource
    void allOfItIsDelivered(TestDatabases kind) {
        open(kind);
        subscribe(3_000);
        assertThat(store.publish(publication(), Handover.NONE).deliveries()).isEqualTo(3_000);
        assertThat(store.hosts("").fanOut()).isTrue();
        while (store.fanOut(Handover.NONE, Fanout.ROW).join().isPresent()) {
            assertThat(count("callback_event")).isEqualTo(1);
        }
        assertThat(count("callback_delivery")).isEqualTo(3_000);
        assertThat(store.hosts("").fanOut()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void withoutItsEventNothingIsDeliveredAndTheRestIsRemovedLater(TestDatabases kind) {
        open(kind);
        subscribe(600);
        storeRowsWithoutEvent();
        assertThat(store.hosts("").fanOut()).isFalse();
        assertThat(store.fanOut(Handover.NONE, Fanout.ROW).join()).isEmpty();

        store.publish(publication(), Handover.NONE);
        assertThat(store.fanOut(Handover.NONE, Fanout.ROW).join())
                .as("rows before it do not hold it up")
                .isPresent();
        while (store.tidy(Duration.ofDays(4)).join()) {
            assertThat(count("callback_fanout"))
                    .as("they may belong to a publication under way")
                    .isEqualTo(152);
        }
        assertThat(count("callback_fanout")).isEqualTo(152);
        clock.pass(Duration.ofHours(1).plusSeconds(1));
        for (int i = 0; i < 5; i++) {
            store.tidy(Duration.ofDays(4)).join();
        }
        assertThat(count("callback_fanout")).as("those of the published event").isEqualTo(2);
    }

    @Test
    void ifTheEventCannotBeStoredNothingIsLeft() {
        open(TestDatabases.SQLITE);
        subscribe(3_000);
        database.write(tx -> tx.update(
                "CREATE TRIGGER full BEFORE INSERT ON callback_event" + " BEGIN SELECT RAISE(ABORT, 'no room'); END"));
        assertThatThrownBy(() -> store.publish(publication(), Handover.NONE))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("no room");
        database.write(tx -> true); // behind what is still to be written
        assertThat(count("callback_fanout")).isZero();
        assertThat(store.hosts("").fanOut()).isFalse();
    }
}
