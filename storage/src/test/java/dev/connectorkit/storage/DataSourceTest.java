package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteDataSource;

/** Databases over an application's data source. */
class DataSourceTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"SQLITE, 1, true", "SQLITE, 1, false", "SQLITE, 10, true", "POSTGRES, 10, true", "POSTGRES, 10, false"})
    void anyPoolWillDo(TestDatabases kind, int size, boolean autoCommit) throws Exception {
        String url = kind.fresh(folder);
        try (HikariDataSource pool = DataSources.of(url, size, autoCommit)) {
            try (Database database = Database.over(pool)) {
                database.migrate("notes", DatabaseTest.class);
                for (int i = 0; i < 50; i++) {
                    int number = i;
                    database.write(tx -> tx.update("INSERT INTO note (text, at) VALUES ('x', ?)", number));
                }
                database.inTransaction(connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.executeUpdate("INSERT INTO note (text) VALUES ('y')");
                    }
                });
                assertThat(database.<Long>read(tx -> tx.first("SELECT count(*) FROM note", row -> row.getLong(1))
                                .orElseThrow()))
                        .isEqualTo(51);
                assertThat(database.health().isReady()).isTrue();
                assertThat(database.toString()).doesNotContain("?").doesNotContain("password");
            }
            // Neither closed nor left in another mode.
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void theDriversOwnDataSourceWillDo(TestDatabases kind) {
        String url = kind.fresh(folder);
        try (Database database = Database.over(DataSources.plain(url))) {
            database.migrate("notes", DatabaseTest.class);
            database.write(tx -> tx.update("INSERT INTO note (text) VALUES ('x')"));
        }
        try (Database database = Database.open(url)) {
            assertThat(database.<Boolean>read(tx -> tx.first("SELECT text FROM note", row -> row.getString(1))
                            .isPresent()))
                    .isTrue();
        }
    }

    @Test
    void nodesHearOfEachOtherThroughADataSource() throws Exception {
        String url = TestDatabases.POSTGRES.fresh(folder);
        try (HikariDataSource pool = DataSources.of(url, 10);
                Database here = Database.over(pool);
                Database there = Database.open(url)) {
            hears(here, there);
            hears(there, here);
        }
    }

    private static void hears(Database listening, Database waking) throws Exception {
        CountDownLatch begins = new CountDownLatch(1);
        Runnable end = listening.onWake("notes", begins::countDown);
        // Repeated, as it may not have begun to listen.
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            wake(waking);
            return begins.await(100, TimeUnit.MILLISECONDS);
        });
        end.run();
        CountDownLatch hears = new CountDownLatch(1);
        listening.onWake("notes", hears::countDown);
        wake(waking);
        assertThat(hears.await(2, TimeUnit.MINUTES)).isTrue();
    }

    private static void wake(Database database) {
        database.write(tx -> {
            tx.wake("notes");
            return true;
        });
    }

    @Test
    void aFileBelongsToOneConnectorAtATimeAlsoThroughADataSource() {
        String url = TestDatabases.SQLITE.fresh(folder);
        try (Database first = Database.over(DataSources.plain(url))) {
            assertThat(first.isPersistent()).isTrue();
            assertThatThrownBy(() -> Database.open(url)).hasMessageContaining("in use by another connector");
        }
        Database.open(url).close();
    }

    @Test
    void anotherKindOfDatabaseIsRefusedByName() {
        DataSource oracle = named(DataSources.plain(TestDatabases.SQLITE.fresh(folder)), "Oracle");
        assertThatThrownBy(() -> Database.over(oracle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The data source connects to Oracle; use one for SQLite or PostgreSQL");
    }

    @Test
    void sqliteInMemoryIsRefusedAsADataSource() {
        SQLiteDataSource memory = new SQLiteDataSource();
        memory.setUrl("jdbc:sqlite::memory:");
        assertThatThrownBy(() -> Database.over(memory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use one for a file, or the URL memory");
    }

    @Test
    void aDataSourceThatCannotConnectIsUnavailable() {
        String url = TestDatabases.POSTGRES.fresh(folder) + "_missing";
        assertThatThrownBy(() -> Database.over(DataSources.plain(url)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Cannot connect to the data source")
                .hasMessageNotContaining("password=");
    }

    @Test
    void optionsAreChecked() {
        refused("writers", builder -> builder.writers(0));
        refused("readers", builder -> builder.readers(-1));
        refused("applicationConnections", builder -> builder.applicationConnections(1001));
        refused("lockTimeout", builder -> builder.lockTimeout(Duration.ZERO));
        refused("longestTransaction", builder -> builder.longestTransaction(Duration.ofHours(1)));
        assertThatThrownBy(() -> Database.builder().open()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Database.builder()
                        .url("memory")
                        .dataSource(new SQLiteDataSource())
                        .open())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void thePoolsHaveTheSizesThatWereSet() {
        try (Database database = Database.builder()
                .url(TestDatabases.POSTGRES.fresh(folder))
                .writers(1)
                .readers(2)
                .applicationConnections(3)
                .open()) {
            // One for the notifications, which may not be open yet.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(connections(database)).isEqualTo(1 + 2 + 1));
        }
    }

    private static long connections(Database database) {
        return database.<Long>read(tx -> tx.first(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()",
                        row -> row.getLong(1))
                .orElseThrow());
    }

    private static void refused(String option, Consumer<Database.Builder> set) {
        assertThatThrownBy(() -> set.accept(Database.builder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(option + " takes ");
    }

    /** Returns the same with another name of the product. */
    private static DataSource named(DataSource source, String product) {
        return wrap(DataSource.class, source, product);
    }

    private static <T> T wrap(Class<T> type, T target, String product) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            if (method.getName().equals("getDatabaseProductName")) {
                return product;
            }
            try {
                Object result = method.invoke(target, given);
                if (result instanceof Connection connection) {
                    return wrap(Connection.class, connection, product);
                }
                return result instanceof DatabaseMetaData data ? wrap(DatabaseMetaData.class, data, product) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
