package dev.connectorkit.storage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final int ROUNDS = 3_000;

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
            GroupCommit commits = new GroupCommit(new NoBackend(), channel -> {});
            CompletableFuture<List<CompletableFuture<Boolean>>> caller =
                    CompletableFuture.supplyAsync(() -> untilRefused(commits), callers);
            CompletableFuture.runAsync(commits::close, callers).get(10, SECONDS);
            for (CompletableFuture<Boolean> work : caller.get(10, SECONDS)) {
                assertThat(work).as("work of round %d", round).isDone();
            }
        }
    }

    private static List<CompletableFuture<Boolean>> untilRefused(GroupCommit commits) {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        CompletableFuture<Boolean> last;
        do {
            last = commits.submit(tx -> true);
            all.add(last);
        } while (!last.isCompletedExceptionally());
        return all;
    }

    /** Four writers and nothing to write to. */
    private final class NoBackend implements Backend {

        @Override
        public Dialect dialect() {
            return Dialect.SQLITE;
        }

        @Override
        public int writers() {
            return 4;
        }

        @Override
        public Session begin() {
            Transaction transaction = new Transaction(connection, Dialect.SQLITE, new HashMap<>(), "");
            return new Session() {
                @Override
                public Transaction transaction() {
                    return transaction;
                }

                @Override
                public void commit() {}

                @Override
                public void rollback() {}
            };
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
        public void onForeignWake(Consumer<@Nullable String> listener) {}

        @Override
        public void close() {}
    }
}
