package dev.connectorkit.storage;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final int MOST_WAITING = 64;

    private static final int ROUNDS = 1_000;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @AfterEach
    void disconnect() throws SQLException {
        callers.shutdownNow();
        connection.close();
    }

    @Test
    void closingEndsAndAllWorkIsAnsweredHoweverManyWritersThereAre() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            GroupCommit commits = new GroupCommit(new NoBackend(4), channel -> {});
            CompletableFuture<List<CompletableFuture<Boolean>>> caller =
                    CompletableFuture.supplyAsync(() -> untilRefused(commits), callers);
            CompletableFuture.runAsync(commits::close, callers).get(2, MINUTES);
            for (CompletableFuture<Boolean> work : caller.get(2, MINUTES)) {
                assertThat(work).as("work of round %d", round).isDone();
            }
        }
    }

    @Test
    void whatMayHaveBeenStoredIsNotStoredAgain() throws Exception {
        NoBackend backend = new NoBackend(1);
        backend.commit = new SQLException("the connection broke before the answer", "08006");
        assertThat(together(backend)).isEqualTo(2);
    }

    @Test
    void aCommitThatLostAgainstAnotherIsTriedAgain() throws Exception {
        NoBackend backend = new NoBackend(1);
        backend.commit = new SQLException("could not serialize access", "40001");
        assertThat(together(backend)).as("five times each").isGreaterThanOrEqualTo(10);
    }

    @Test
    void anErrorInTheCommitStoresNothingTwiceAndTheWriterGoesOn() throws Exception {
        NoBackend backend = new NoBackend(1);
        backend.error = new OutOfMemoryError("at the commit");
        AtomicInteger runs = new AtomicInteger();
        try (GroupCommit commits = new GroupCommit(backend, channel -> {})) {
            CompletableFuture<Integer> failing = commits.submit(tx -> runs.incrementAndGet(), false);
            assertThat(failing)
                    .failsWithin(Duration.ofMinutes(2))
                    .withThrowableThat()
                    .withCauseInstanceOf(OutOfMemoryError.class);
            assertThat(runs).hasValue(1);
            backend.error = null;
            assertThat(commits.submit(tx -> 7, false)).succeedsWithin(Duration.ofMinutes(2));
            assertThat(commits.threads()).allMatch(SupervisedThread::isRunning);
        }
    }

    @Test
    void withoutAConnectionAllFailAtOnce() throws Exception {
        NoBackend backend = new NoBackend(1);
        backend.begin = new SQLException("no connection in 30 s", "08001");
        assertThat(together(backend)).isZero();
        assertThat(backend.begun)
                .as("once for what held the writer, once for the group")
                .isLessThanOrEqualTo(2);
    }

    /** Has two fail in one group; how often they ran. */
    private static int together(NoBackend backend) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch gathered = new CountDownLatch(1);
        try (GroupCommit commits = new GroupCommit(backend, channel -> {})) {
            backend.gathered = gathered;
            commits.submit(tx -> true, false);
            CompletableFuture<Integer> first = commits.submit(tx -> runs.incrementAndGet(), false);
            CompletableFuture<Integer> second = commits.submit(tx -> runs.incrementAndGet(), false);
            gathered.countDown();
            for (CompletableFuture<Integer> each : List.of(first, second)) {
                assertThat(each)
                        .failsWithin(Duration.ofMinutes(2))
                        .withThrowableThat()
                        .withCauseInstanceOf(StorageException.class);
            }
        }
        return runs.get();
    }

    /** Submits without pause, and never leaves more than a few waiting: a long queue would only take longer to end. */
    private static List<CompletableFuture<Boolean>> untilRefused(GroupCommit commits) {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        CompletableFuture<Boolean> last;
        do {
            last = commits.submit(tx -> true, false);
            all.add(last);
            if (all.size() > MOST_WAITING) {
                all.get(all.size() - MOST_WAITING)
                        .handle((done, failure) -> done)
                        .join();
            }
        } while (!last.isCompletedExceptionally());
        return all;
    }

    /** Nothing to write to; fails as configured. */
    private final class NoBackend implements Backend {

        private final int writers;
        private @Nullable SQLException begin;
        private @Nullable SQLException commit;
        private volatile @Nullable Error error;
        private CountDownLatch gathered = new CountDownLatch(0);
        private volatile int begun;

        NoBackend(int writers) {
            this.writers = writers;
        }

        @Override
        public Dialect dialect() {
            return Dialect.SQLITE;
        }

        @Override
        public int writers() {
            return writers;
        }

        @Override
        public Session begin() throws SQLException {
            awaitGathered();
            begun++;
            if (begin != null) {
                throw begin;
            }
            Transaction transaction = new Transaction(
                    connection, Dialect.SQLITE, new HashMap<>(), new Transaction.Origin("", Clock.systemUTC()));
            return new Session() {
                @Override
                public Transaction transaction() {
                    return transaction;
                }

                @Override
                public void commit() throws SQLException {
                    Error failure = error;
                    if (failure != null) {
                        throw failure;
                    }
                    if (commit != null) {
                        throw commit;
                    }
                }

                @Override
                public void rollback() {}
            };
        }

        private void awaitGathered() {
            try {
                assertThat(gathered.await(2, MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public boolean readsWithWriter() {
            return true;
        }

        @Override
        public <T extends @Nullable Object> T read(Work<T> work) {
            throw new IllegalStateException("Nothing to read");
        }

        @Override
        public boolean isPersistent() {
            return false;
        }

        @Override
        public DataSource applicationConnections() {
            throw new IllegalStateException("Nothing to connect to");
        }

        @Override
        public List<SupervisedThread> threads() {
            return List.of();
        }

        @Override
        public void onForeignWake(Consumer<@Nullable String> listener) {}

        @Override
        public void close() {}
    }
}
