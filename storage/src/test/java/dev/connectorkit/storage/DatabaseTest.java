package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void keepsWhatWasWritten(TestDatabases kind) {
        try (Database database = open(kind.fresh(folder))) {
            database.write(tx -> tx.update("INSERT INTO note (text, at) VALUES (?, ?)", "a", Instant.ofEpochMilli(7)));

            Optional<Long> at =
                    database.read(tx -> tx.first("SELECT at FROM note WHERE text = ?", row -> row.getLong(1), "a"));
            assertThat(at).hasValue(7L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailureInAGroupRollsBackNothingOfTheOthers(TestDatabases kind) throws Exception {
        try (Database database = open(kind.fresh(folder))) {
            CountDownLatch gathered = new CountDownLatch(1);
            CompletableFuture<?>[] blockers = IntStream.range(0, 8)
                    .mapToObj(i -> database.submit(tx -> await(gathered)))
                    .toArray(CompletableFuture[]::new);
            List<CompletableFuture<Integer>> group = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String text = "n" + i;
                boolean fails = i == 25;
                group.add(database.submit(tx -> {
                    int rows = tx.update("INSERT INTO note (text) VALUES (?)", text);
                    if (fails) {
                        throw new IllegalArgumentException("not this one");
                    }
                    return rows;
                }));
            }
            gathered.countDown();
            CompletableFuture.allOf(blockers).get(20, TimeUnit.SECONDS);

            assertThat(group.get(25))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withMessageContaining("not this one");
            for (int i = 0; i < 50; i++) {
                if (i != 25) {
                    assertThat(group.get(i)).succeedsWithin(Duration.ofSeconds(20));
                }
            }
            assertThat(texts(database)).hasSize(49).doesNotContain("n25");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedStatementNamesTheReasonAndNoValues(TestDatabases kind) {
        try (Database database = open(kind.fresh(folder))) {
            assertThatThrownBy(() -> database.write(
                            tx -> tx.update("INSERT INTO note (text, at) VALUES (NULL, ?)", 4242424242L)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("note")
                    .hasMessageNotContaining("4242424242");
        }
    }

    @ParameterizedTest
    @EnumSource
    void wakesListenersAfterTheCommitAndNotAfterARollback(TestDatabases kind) throws Exception {
        try (Database database = Database.open(kind.fresh(folder))) {
            List<String> heard = new CopyOnWriteArrayList<>();
            CountDownLatch listening = new CountDownLatch(kind == TestDatabases.POSTGRES ? 1 : 0);
            Runnable end = database.onWake("notes", () -> {
                heard.add("woken");
                listening.countDown();
            });
            // A node that begins to listen calls its listeners, as it may have missed something.
            assertThat(listening.await(20, TimeUnit.SECONDS)).isTrue();
            heard.clear();
            database.migrate("notes", DatabaseTest.class);
            database.write(tx -> tx.update("INSERT INTO note (text) VALUES ('x')"));

            assertThatThrownBy(() -> database.write(tx -> {
                        tx.wake("notes");
                        throw new IllegalStateException("undone");
                    }))
                    .hasMessage("undone");
            assertThat(heard).isEmpty();

            database.write(tx -> {
                tx.wake("notes");
                return tx.update("INSERT INTO note (text) VALUES ('y')");
            });
            database.write(tx -> true);
            assertThat(heard).containsExactly("woken");
            end.run();
            database.write(tx -> {
                tx.wake("notes");
                return true;
            });
            database.write(tx -> true);
            assertThat(heard).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void workThatWritesThroughTheDatabaseIsToldWhyItCannot(TestDatabases kind) {
        try (Database database = open(kind.fresh(folder))) {
            assertThatThrownBy(() -> database.write(tx -> database.write(inner -> 1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("use the transaction it is given");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsBatchesOfAnySize(TestDatabases kind) {
        try (Database database = open(kind.fresh(folder))) {
            database.write(tx -> {
                Transaction.Batch batch = tx.batch("INSERT INTO note (text) VALUES (?)");
                for (int i = 0; i < 2500; i++) {
                    batch.add("row " + i);
                }
                batch.run();
                return true;
            });
            assertThat(texts(database)).hasSize(2500).contains("row 0", "row 999", "row 1000", "row 2499");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBatchThatWasGivenUpLeavesNoRowsToTheNext(TestDatabases kind) {
        try (Database database = open(kind.fresh(folder))) {
            assertThatThrownBy(() -> database.write(tx -> {
                        tx.batch("INSERT INTO note (text) VALUES (?)").add("given up");
                        throw new IllegalStateException("halfway");
                    }))
                    .hasMessage("halfway");
            database.write(tx -> {
                tx.batch("INSERT INTO note (text) VALUES (?)").add("kept").run();
                return true;
            });
            assertThat(texts(database)).containsExactly("kept");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLeftForLaterIsThereForTheNextStatementAndAtTheCommit(TestDatabases kind) {
        try (Database database = open(kind.fresh(folder))) {
            database.write(tx -> {
                for (int i = 0; i < 1500; i++) {
                    tx.later("INSERT INTO note (text, at) VALUES (?, ?)", "n" + i, i);
                }
                tx.later("UPDATE note SET text = 'last' WHERE at = ?", 1499);
                assertThat(tx.query("SELECT text FROM note WHERE at >= ? ORDER BY at", row -> row.getString(1), 1498))
                        .containsExactly("n1498", "last");
                tx.later("DELETE FROM note WHERE at < ?", 1498);
                return true;
            });
            assertThat(texts(database)).containsExactlyInAnyOrder("n1498", "last");
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatChangesATableCanBeLeftForLater(TestDatabases kind) {
        try (Database database = open(kind.fresh(folder))) {
            assertThatThrownBy(() -> database.write(tx -> {
                        tx.later("SELECT text FROM note");
                        return true;
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("INSERT, UPDATE or DELETE");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatHadToBeTouchedLaterFailsItsOwnWorkOnly(TestDatabases kind) throws Exception {
        try (Database database = open(kind.fresh(folder))) {
            database.write(tx -> tx.update("INSERT INTO note (text, at) VALUES ('there', 1)"));
            CountDownLatch gathered = new CountDownLatch(1);
            CompletableFuture<?>[] blockers = IntStream.range(0, 8)
                    .mapToObj(i -> database.submit(tx -> await(gathered)))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture<Boolean> good = database.submit(tx -> change(tx, 1));
            CompletableFuture<Boolean> bad = database.submit(tx -> change(tx, 2));
            gathered.countDown();
            CompletableFuture.allOf(blockers).get(20, TimeUnit.SECONDS);

            assertThat(good).succeedsWithin(Duration.ofSeconds(20));
            assertThat(bad)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withMessageContaining("no row 2");
            assertThat(texts(database)).containsExactlyInAnyOrder("changed", "beside 1");
        }
    }

    private static boolean change(Transaction tx, int at) throws SQLException {
        tx.laterOne(
                () -> new IllegalStateException("no row " + at), "UPDATE note SET text = 'changed' WHERE at = ?", at);
        tx.later("INSERT INTO note (text) VALUES (?)", "beside " + at);
        return true;
    }

    @ParameterizedTest
    @EnumSource
    void writesNothingAfterItWasClosed(TestDatabases kind) {
        Database database = open(kind.fresh(folder));
        database.close();

        assertThatThrownBy(() -> database.write(tx -> true))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("closed");
    }

    static Database open(String url) {
        Database database = Database.open(url);
        database.migrate("notes", DatabaseTest.class);
        return database;
    }

    private static List<String> texts(Database database) {
        return database.read(tx -> tx.query("SELECT text FROM note", row -> row.getString(1)));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
