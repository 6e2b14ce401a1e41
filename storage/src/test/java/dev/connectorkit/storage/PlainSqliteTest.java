package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The SQLite driver's own data source: no pool, and connections as their configuration makes them. */
class PlainSqliteTest {

    private static final int WRITES = 100;

    @TempDir
    Path folder;

    private SQLiteDataSource source(String journal) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(0);
        if (!journal.isEmpty()) {
            config.setJournalMode(SQLiteConfig.JournalMode.valueOf(journal));
        }
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + folder.resolve("plain.db"));
        return source;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "WAL"})
    void writesReadsAndTransactionsAtOnceAllSucceed(String journal) throws Exception {
        SQLiteDataSource source = source(journal);
        try (Database database = Database.over(source)) {
            database.migrate("notes", DatabaseTest.class);
            List<Thread> threads = new ArrayList<>();
            List<Throwable> failures = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        work(database);
                    } catch (Throwable e) {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
            assertThat(database.<Long>read(tx -> tx.first("SELECT count(*) FROM note", row -> row.getLong(1))
                            .orElseThrow()))
                    .isEqualTo(4 * 2 * WRITES);
        }
        Database.over(source).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "TRUNCATE", "PERSIST"})
    void aDataSourceThatSetsAnotherJournalModeIsRefusedWithAdvice(String journal) {
        assertThatThrownBy(() -> Database.over(source(journal)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("sets the journal mode of its connections to " + journal)
                .hasMessageContaining("set it to WAL or leave it unset");
        // Whoever failed has let go of the file.
        Database.over(source("")).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "WAL"})
    void theStartWaitsForATransactionOfTheApplication(String journal) throws Exception {
        try (Connection other = source("").getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE mine (id TEXT)");
            statement.execute("BEGIN EXCLUSIVE");
            statement.execute("INSERT INTO mine VALUES ('x')");
            CompletableFuture<Database> opening = CompletableFuture.supplyAsync(() -> Database.over(source(journal)));
            assertThatThrownBy(() -> opening.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            statement.execute("COMMIT");
            try (Database database = opening.get(60, TimeUnit.SECONDS)) {
                assertThat(database.<Boolean>read(tx -> tx.first("SELECT id FROM mine", row -> row.getString(1))
                                .isPresent()))
                        .isTrue();
            }
        }
    }

    @Test
    void aFileThatStaysLockedIsReportedWithAdvice() throws Exception {
        try (Connection other = source("").getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE mine (id TEXT)");
            statement.execute("BEGIN EXCLUSIVE");
            assertThatThrownBy(() -> Database.builder()
                            .dataSource(source(""))
                            .lockTimeout(Duration.ofMillis(50))
                            .open())
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("Another connection kept the file locked for 50 ms; end its transaction");
        }
    }

    private static void work(Database database) {
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < WRITES; i++) {
            all.add(database.submit(tx -> tx.update("INSERT INTO note (text) VALUES ('x')")));
            database.inTransaction(connection -> {
                try (var statement = connection.createStatement()) {
                    return statement.executeUpdate("INSERT INTO note (text) VALUES ('y')");
                }
            });
            database.read(tx -> tx.first("SELECT count(*) FROM note", row -> row.getLong(1)));
        }
        all.forEach(CompletableFuture::join);
    }
}
