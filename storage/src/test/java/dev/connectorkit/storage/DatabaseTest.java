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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseTest {

    private static final BatchedStatement ADD = BatchedStatement.of("INSERT INTO note (text, at) VALUES (?, ?)");
    private static final BatchedStatement RENAME = BatchedStatement.of("UPDATE note SET text = ? WHERE at = ?");
    private static final BatchedStatement DELETE_BELOW = BatchedStatement.of("DELETE FROM note WHERE at < ?");

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
            CompletableFuture.allOf(blockers).get(1, TimeUnit.MINUTES);

            assertThat(group.get(25))
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .withMessageContaining("not this one");
            for (int i = 0; i < 50; i++) {
                if (i != 25) {
                    assertThat(group.get(i)).succeedsWithin(Duration.ofMinutes(1));
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
            assertThat(listening.await(1, TimeUnit.MINUTES)).isTrue();
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
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !heard.isEmpty());
            // Of the same channel, after the first: a second call for the first commit would stand before it.
            CountDownLatch next = new CountDownLatch(1);
            Runnable endNext = database.onWake("next", next::countDown);
            database.write(tx -> {
                tx.wake("next");
                return true;
            });
            assertThat(next.await(2, TimeUnit.MINUTES)).isTrue();
            assertThat(heard).containsExactly("woken");
            endNext.run();
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
    void workThatWritesThroughTheDatabaseFailsWithAdvice(TestDatabases kind) {
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
    void enqueuedRowsAreThereAfterAFlushAndAtTheCommit(TestDatabases kind) {
        try (Database database = open(kind.fresh(folder))) {
            database.write(tx -> {
                for (int i = 0; i < 1500; i++) {
                    tx.enqueue(ADD, "n" + i, i);
                }
                tx.enqueue(RENAME, "last", 1499);
                tx.flush();
                assertThat(tx.query("SELECT text FROM note WHERE at >= ? ORDER BY at", row -> row.getString(1), 1498))
                        .containsExactly("n1498", "last");
                tx.enqueue(DELETE_BELOW, 1498);
                return true;
            });
            assertThat(texts(database)).containsExactlyInAnyOrder("n1498", "last");
        }
    }

    @ParameterizedTest
    @EnumSource
    void workThatIsNotBatchedSeesTheEnqueuedRowsOfItsGroup(TestDatabases kind) throws Exception {
        try (Database database = open(kind.fresh(folder))) {
            for (int round = 0; round < 50; round++) {
                String text = "round " + round;
                CompletableFuture<Integer> adds = database.submitBatched(tx -> {
                    tx.enqueue(ADD, text, 1);
                    return 1;
                });
                adds.get(1, TimeUnit.MINUTES);
                CompletableFuture<Boolean> both = database.submitBatched(tx -> {
                    tx.enqueue(RENAME, text, 1);
                    return true;
                });
                CompletableFuture<List<String>> reads =
                        database.submit(tx -> tx.query("SELECT text FROM note", row -> row.getString(1)));
                assertThat(both.get(1, TimeUnit.MINUTES)).isTrue();
                assertThat(reads.get(1, TimeUnit.MINUTES)).contains(text);
                database.write(tx -> tx.update("DELETE FROM note"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEnqueuedChangeThatMissesItsRowFailsItsOwnWorkOnly(TestDatabases kind) throws Exception {
        try (Database database = open(kind.fresh(folder))) {
            database.write(tx -> tx.update("INSERT INTO note (text, at) VALUES ('there', 1)"));
            CountDownLatch gathered = new CountDownLatch(1);
            CompletableFuture<?>[] blockers = IntStream.range(0, 8)
                    .mapToObj(i -> database.submit(tx -> await(gathered)))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture<Boolean> good = database.submitBatched(tx -> change(tx, 1));
            CompletableFuture<Boolean> bad = database.submitBatched(tx -> change(tx, 2));
            gathered.countDown();
            CompletableFuture.allOf(blockers).get(1, TimeUnit.MINUTES);

            assertThat(good).succeedsWithin(Duration.ofMinutes(1));
            assertThat(bad)
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .withMessageContaining("no row 2");
            assertThat(texts(database)).containsExactlyInAnyOrder("changed", "beside 1");
        }
    }

    private static boolean change(Transaction tx, int at) throws SQLException {
        tx.enqueueExpectingOneRow(RENAME, () -> new IllegalStateException("no row " + at), "changed", at);
        tx.enqueue(ADD, "beside " + at, null);
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
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
