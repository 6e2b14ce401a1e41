package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions of the application in which the database's own work takes part. */
class ApplicationTransactionTest {

    private static final int TRANSACTIONS = 120;

    private final ExecutorService callers = Executors.newFixedThreadPool(9);

    @TempDir
    Path folder;

    @AfterEach
    void end() {
        callers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void manyAtOnceAllSucceedBesideTheServersWrites(TestDatabases kind) throws Exception {
        try (Database database = open(kind.fresh(folder))) {
            allSucceed(database, number -> database.inTransaction(connection -> order(database, connection, number)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyAtOnceOnConnectionsOfTheDataSourceAllSucceed(TestDatabases kind) throws Exception {
        try (Database database = open(kind.fresh(folder))) {
            allSucceed(database, number -> {
                try (Connection connection = database.dataSource().getConnection()) {
                    connection.setAutoCommit(false);
                    order(database, connection, number);
                    connection.commit();
                }
                return true;
            });
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void manyAtOnceOverADataSourceAllSucceed(TestDatabases kind) throws Exception {
        try (var pool = DataSources.of(kind.fresh(folder), 16);
                Database database = prepared(Database.over(pool))) {
            allSucceed(database, number -> database.inTransaction(connection -> order(database, connection, number)));
        }
    }

    private void allSucceed(Database database, Numbered business) throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Future<Integer> server = callers.submit(() -> {
            int writes = 0;
            while (!ended.get()) {
                writes += database.write(tx -> tx.update("INSERT INTO note (text) VALUES ('of the server')"));
            }
            return writes;
        });
        List<Callable<Object>> all = new ArrayList<>();
        for (int i = 0; i < TRANSACTIONS; i++) {
            int number = i;
            all.add(() -> business.run(number));
        }
        List<Future<Object>> results = callers.invokeAll(all);
        ended.set(true);
        for (Future<Object> result : results) {
            result.get(60, TimeUnit.SECONDS);
        }
        assertThat(server.get(60, TimeUnit.SECONDS)).isPositive();
        assertThat(count(database, "orders")).isEqualTo(TRANSACTIONS);
        assertThat(count(database, "note WHERE text LIKE 'order %'")).isEqualTo(TRANSACTIONS);
    }

    /** Reads first and writes then: what a deferred transaction of SQLite fails at. */
    private static boolean order(Database database, Connection connection, int number) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM orders")) {
            assertThat(result.next()).isTrue();
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO orders (id) VALUES (?)")) {
            insert.setInt(1, number);
            insert.executeUpdate();
        }
        return database.join(connection, tx -> {
            tx.enqueue(ADD_NOTE, "order " + number);
            tx.wake("notes");
            return true;
        });
    }

    private static final BatchedStatement ADD_NOTE = BatchedStatement.of("INSERT INTO note (text) VALUES (?)");

    @ParameterizedTest
    @EnumSource
    void listenersAreCalledAfterTheCommitAndFindTheRows(TestDatabases kind) throws Exception {
        try (Database database = open(kind.fresh(folder))) {
            for (int i = 0; i < 5; i++) {
                int number = i;
                CountDownLatch found = new CountDownLatch(1);
                Runnable end = listenFor(database, number, found);
                database.inTransaction(connection -> order(database, connection, number));
                assertThat(found.await(2, TimeUnit.MINUTES)).isTrue();
                end.run();
            }
        }
    }

    @Test
    void onSqliteListenersAreCalledAfterTheCommitOfAnyConnection() throws Exception {
        String url = TestDatabases.SQLITE.fresh(folder);
        try (Database database = open(url);
                Connection connection = DataSources.plain(url).getConnection()) {
            connection.setAutoCommit(false);
            CountDownLatch found = new CountDownLatch(1);
            listenFor(database, 7, found);
            database.join(connection, tx -> {
                tx.wake("notes");
                return tx.update("INSERT INTO note (text) VALUES ('order 7')");
            });
            assertThat(found.getCount()).isEqualTo(1);
            connection.commit();
            assertThat(found.await(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    private Runnable listenFor(Database database, int number, CountDownLatch found) {
        return database.onWake(
                "notes",
                () -> callers.execute(() -> {
                    if (count(database, "note WHERE text = 'order " + number + "'") == 1) {
                        found.countDown();
                    }
                }));
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsLeavesNothing(TestDatabases kind) {
        try (Database database = open(kind.fresh(folder))) {
            assertThatThrownBy(() -> database.inTransaction(connection -> {
                        order(database, connection, 1);
                        throw new IllegalStateException("no stock");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no stock");
            assertThatThrownBy(() -> database.inTransaction(connection -> {
                        order(database, connection, 2);
                        try (Statement statement = connection.createStatement()) {
                            return statement.executeUpdate("INSERT INTO missing_table VALUES (1)");
                        }
                    }))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("missing_table");
            assertThat(count(database, "orders")).isZero();
            assertThat(count(database, "note")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesThatWouldNotTakePartAreRefused(TestDatabases kind) {
        try (Database database = open(kind.fresh(folder))) {
            database.inTransaction(connection -> {
                assertThatThrownBy(() -> database.write(tx -> true))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("use its connection");
                assertThatThrownBy(() -> database.inTransaction(inner -> true))
                        .isInstanceOf(IllegalStateException.class);
                return order(database, connection, 1);
            });
            assertThat(count(database, "orders")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatCommitsEachStatementIsRefused(TestDatabases kind) throws Exception {
        try (Database database = open(kind.fresh(folder));
                Connection connection = database.dataSource().getConnection()) {
            assertThatThrownBy(() -> database.join(connection, tx -> true))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("setAutoCommit(false)");
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO orders (id) VALUES (1)");
            }
            assertThat(count(database, "orders")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherDatabaseIsNamed(TestDatabases kind) throws Exception {
        for (TestDatabases other : List.of(TestDatabases.SQLITE, TestDatabases.POSTGRES)) {
            String url = other.fresh(folder);
            isRefused(kind, url, false);
            isRefused(kind, url, true);
        }
    }

    private void isRefused(TestDatabases kind, String other, boolean withTables) throws SQLException {
        if (withTables) {
            Database.open(other).close();
        }
        try (Database database = open(kind.fresh(folder));
                Connection connection = DataSources.plain(other).getConnection()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> database.join(connection, tx -> true))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("another database than " + database)
                    .hasMessageContaining("Database.inTransaction");
            // The transaction is the application's, and still usable.
            try (Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("CREATE TABLE own_" + withTables + " (id INTEGER)"))
                        .isZero();
            }
            connection.commit();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "SQLITE"})
    void onSqliteALongTransactionFailsItsOwnerAndNobodyElse(TestDatabases kind) throws Exception {
        try (Database database = prepared(Database.builder()
                .url(kind.fresh(folder))
                .longestTransaction(Duration.ofMillis(300))
                .open())) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch written = new CountDownLatch(1);
            Future<Boolean> tooLong = callers.submit(() -> database.inTransaction(connection -> {
                try (PreparedStatement open = connection.prepareStatement("INSERT INTO orders (id) VALUES (9)")) {
                    open.executeUpdate();
                    order(database, connection, 1);
                    begun.countDown();
                    await(written);
                    return order(database, connection, 2);
                }
            }));
            await(begun);
            List<Future<Integer>> server = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                server.add(callers.submit(
                        () -> database.write(tx -> tx.update("INSERT INTO note (text) VALUES ('of the server')"))));
            }
            for (Future<Integer> each : server) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(1);
            }
            written.countDown();
            assertThat(tooLong)
                    .failsWithin(Duration.ofMinutes(2))
                    .withThrowableThat()
                    .withMessageContaining("took longer than 300 ms")
                    .withMessageContaining("keep transactions short");
            assertThat(count(database, "orders")).isZero();
            boolean stored = database.inTransaction(connection -> order(database, connection, 3));
            assertThat(stored).isTrue();
        }
    }

    @Test
    void onSqliteALongStatementIsInterrupted() {
        try (Database database = prepared(Database.builder()
                .url(TestDatabases.SQLITE.fresh(folder))
                .longestTransaction(Duration.ofMillis(300))
                .open())) {
            assertThatThrownBy(() -> database.inTransaction(connection -> {
                        try (Statement statement = connection.createStatement()) {
                            return statement.executeUpdate("INSERT INTO orders (id) WITH RECURSIVE n(i) AS"
                                    + " (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0");
                        }
                    }))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("took longer than 300 ms");
            assertThat(database.health().isReady()).isTrue();
        }
    }

    @Test
    void onSqliteAStrangersLockIsNamedAndTheWritersGoOnAfterwards() throws Exception {
        String url = TestDatabases.SQLITE.fresh(folder);
        try (Database database = prepared(Database.builder()
                        .url(url)
                        .lockTimeout(Duration.ofMillis(300))
                        .open());
                Connection connection = DataSources.plain(url).getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO orders (id) VALUES (1)");
            }
            assertThatThrownBy(() -> database.write(tx -> true))
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            e -> assertThat(e.isUnavailable()).isTrue())
                    .hasMessageContaining("held the write lock of " + database)
                    .hasMessageContaining("keep transactions short");
            connection.commit();
            assertThat(database.<Boolean>write(tx -> true)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void savepointsWork(TestDatabases kind) {
        try (Database database = open(kind.fresh(folder))) {
            database.inTransaction(connection -> {
                order(database, connection, 1);
                Savepoint point = connection.setSavepoint();
                order(database, connection, 2);
                connection.rollback(point);
                Savepoint named = connection.setSavepoint("third");
                assertThat(named.getSavepointName()).isEqualTo("third");
                order(database, connection, 3);
                connection.releaseSavepoint(named);
                return true;
            });
            assertThat(count(database, "orders WHERE id IN (1, 3)")).isEqualTo(2);
            assertThat(count(database, "orders")).isEqualTo(2);
        }
    }

    @Test
    void aConnectionOfSqliteBehavesAsJdbcSays() throws Exception {
        try (Database database = open(TestDatabases.SQLITE.fresh(folder))) {
            Connection connection = database.dataSource().getConnection();
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isWrapperFor(org.sqlite.SQLiteConnection.class))
                    .isTrue();
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                assertThat(statement.getConnection()).isSameAs(connection);
                statement.executeUpdate("INSERT INTO orders (id) VALUES (1)");
                connection.setAutoCommit(true);
                assertThat(count(database, "orders")).isEqualTo(1);
                connection.setAutoCommit(false);
                statement.executeUpdate("INSERT INTO orders (id) VALUES (2)");
            }
            connection.close();
            connection.close();
            assertThat(connection.isClosed()).isTrue();
            assertThatThrownBy(connection::createStatement).isInstanceOf(SQLException.class);
            // Closing has rolled back, and released the lock.
            assertThat(count(database, "orders")).isEqualTo(1);
            assertThat(database.<Boolean>write(tx -> true)).isTrue();
        }
    }

    @Test
    void foreignKeysHoldOnConnectionsOfSqlite() {
        try (Database database = open(TestDatabases.SQLITE.fresh(folder))) {
            AtomicInteger created = new AtomicInteger();
            assertThatThrownBy(() -> database.inTransaction(connection -> {
                        try (Statement statement = connection.createStatement()) {
                            created.addAndGet(statement.executeUpdate(
                                    "CREATE TABLE line (id INTEGER, of_order INTEGER REFERENCES orders (id))"));
                            return statement.executeUpdate("INSERT INTO line (id, of_order) VALUES (1, 99)");
                        }
                    }))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("FOREIGN KEY");
        }
    }

    @Test
    void healthReportsALockThatIsHeld() throws Exception {
        try (Database database = open(TestDatabases.SQLITE.fresh(folder))) {
            database.inTransaction(connection -> {
                order(database, connection, 1);
                assertThat(database.health().isReady()).isFalse();
                assertThat(database.health().problem()).contains("not answered within");
                return true;
            });
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> database.health().isReady());
        }
    }

    private static Database open(String url) {
        return prepared(Database.open(url));
    }

    private static Database prepared(Database database) {
        database.migrate("notes", DatabaseTest.class);
        database.write(tx -> tx.update("CREATE TABLE orders (id INTEGER PRIMARY KEY)"));
        return database;
    }

    private static long count(Database database, String from) {
        return database.<Long>read(tx ->
                tx.first("SELECT count(*) FROM " + from, row -> row.getLong(1)).orElseThrow());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Numbered {

        Object run(int number) throws Exception;
    }
}
