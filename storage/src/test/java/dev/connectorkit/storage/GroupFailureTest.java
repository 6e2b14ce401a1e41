package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Effects of the failure of one caller on the others of its group. */
class GroupFailureTest {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final long SECRET = 4242424242L;
    private static final BatchedStatement ADD = BatchedStatement.of("INSERT INTO note (text, at) VALUES (?, ?)");
    private static final BatchedStatement CHANGE = BatchedStatement.of("UPDATE note SET text = 'x' WHERE at = 1");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void noCallerCanSwallowTheFailureOfAnother(TestDatabases kind) throws Exception {
        try (Database database = DatabaseTest.open(kind.fresh(folder))) {
            CountDownLatch gathered = hold(database);
            CompletableFuture<Boolean> failing = database.submitBatched(tx -> {
                tx.enqueueExpectingOneRow(CHANGE, () -> new IllegalStateException("no such row"));
                return true;
            });
            CompletableFuture<Boolean> tolerant = database.submitBatched(tx -> {
                try {
                    tx.flush();
                    tx.update("INSERT INTO note (text) VALUES ('tolerant')");
                } catch (SQLException | RuntimeException e) {
                    tx.update("INSERT INTO note (text) VALUES ('in spite of it')");
                }
                return true;
            });
            gathered.countDown();

            assertThat(tolerant).succeedsWithin(LONGEST);
            assertThat(failing).failsWithin(LONGEST).withThrowableThat().withMessageContaining("no such row");
            assertThat(texts(database)).containsExactly("tolerant");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aListenerThatFailsHasNothingWrittenTwice(TestDatabases kind) throws Exception {
        try (Database database = DatabaseTest.open(kind.fresh(folder))) {
            database.onWake("broken", () -> {
                throw new AssertionError("a listener that fails");
            });
            AtomicInteger runs = new AtomicInteger();
            CountDownLatch gathered = hold(database);
            CompletableFuture<Boolean> first = database.submit(tx -> wakes(tx, runs));
            CompletableFuture<Boolean> second = database.submit(tx -> wakes(tx, runs));
            gathered.countDown();

            assertThat(first).succeedsWithin(LONGEST);
            assertThat(second).succeedsWithin(LONGEST);
            database.write(tx -> true);
            assertThat(runs).hasValue(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalDoesNotShowTheValues(TestDatabases kind) throws Exception {
        try (Database database = DatabaseTest.open(kind.fresh(folder))) {
            CompletableFuture<Boolean> refused = database.submit(tx -> {
                tx.enqueue(ADD, null, SECRET);
                return true;
            });
            assertThat(refused)
                    .failsWithin(LONGEST)
                    .withThrowableThat()
                    .satisfies(failure -> assertThat(Throwables.getStackTrace(failure))
                            .contains("note")
                            .doesNotContain(String.valueOf(SECRET)));
        }
    }

    private static boolean wakes(Transaction tx, AtomicInteger runs) {
        runs.incrementAndGet();
        tx.wake("broken");
        return true;
    }

    /** Holds every writer, so that what follows is one group. */
    private static CountDownLatch hold(Database database) {
        CountDownLatch gathered = new CountDownLatch(1);
        IntStream.range(0, 8).forEach(i -> database.submit(tx -> await(gathered)));
        return gathered;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> texts(Database database) {
        return database.read(tx -> tx.query("SELECT text FROM note", row -> row.getString(1)));
    }
}
