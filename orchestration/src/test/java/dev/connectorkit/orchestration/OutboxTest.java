package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Business rows with the starts and events that belong to them, in transactions of the application. */
@ParameterizedClass
@EnumSource(names = {"SQLITE", "POSTGRES"})
@NullUnmarked // as users without null checks write
class OutboxTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    /** Shorter than the time after which a scan finds all that is stored. */
    private static final Duration SCAN = Duration.ofSeconds(25);

    private static final int TRANSACTIONS = 120;

    @TempDir
    Path folder;

    @Parameter
    TestStore store;

    private final CountDownLatch firstTaken = new CountDownLatch(1);
    private final Orchestrations code = Orchestrations.create()
            .register(
                    "Approve",
                    Void.class,
                    String.class,
                    (ctx, in) ->
                            ctx.waitForExternalEvent("Decision", String.class).await())
            .register("Twice", Void.class, Void.class, (ctx, in) -> {
                ctx.waitForExternalEvent("First", Integer.class).await();
                firstTaken.countDown();
                ctx.waitForExternalEvent("Second", Integer.class).await();
                return null;
            });
    private Database database;
    private OrchestrationEngine engine;
    private OrchestrationClient client;

    @BeforeEach
    void open() {
        database = Database.builder()
                .url(store.url(folder))
                .longestTransaction(LONG)
                .open();
        engine = OrchestrationEngine.builder(code, database).build().start();
        client = engine.client();
        database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("CREATE TABLE purchase (number INTEGER, state TEXT)");
            }
        });
    }

    @AfterEach
    void close() {
        engine.close();
        database.close();
    }

    private static void put(Connection connection, int number, String state) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO purchase VALUES (?, ?)")) {
            insert.setInt(1, number);
            insert.setString(2, state);
            insert.executeUpdate();
        }
    }

    private List<Integer> numbers(String state) {
        return database.inTransaction(connection -> {
            List<Integer> numbers = new ArrayList<>();
            try (Statement select = connection.createStatement();
                    ResultSet rows = select.executeQuery(
                            "SELECT number FROM purchase WHERE state = '" + state + "' ORDER BY number")) {
                while (rows.next()) {
                    numbers.add(rows.getInt(1));
                }
            }
            return numbers;
        });
    }

    /** Stores a row and its approval; every third transaction is rolled back. */
    private Void order(int number) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            put(connection, number, "ordered");
            client.in(connection).start("Approve", null, StartOptions.withId("purchase-" + number));
            if (number % 3 == 0) {
                connection.rollback();
            } else {
                connection.commit();
            }
            return null;
        }
    }

    /** Stores the decision and raises its event; every second transaction fails. */
    private void decide(int number) {
        try {
            database.inTransaction(connection -> {
                put(connection, number, "decided");
                client.in(connection).raiseEvent("purchase-" + number, "Decision", "yes " + number);
                if (number % 2 == 0) {
                    throw new IllegalStateException("no");
                }
                return true;
            });
        } catch (IllegalStateException expected) {
            assertThat(number).isEven();
        }
    }

    @Test
    void rowsAndOrchestrationsAreCommittedTogetherOrNotAtAll() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Void>> orders = new ArrayList<>();
            for (int i = 0; i < TRANSACTIONS; i++) {
                int number = i;
                orders.add(threads.submit(() -> order(number)));
            }
            for (Future<Void> order : orders) {
                order.get();
            }
        } finally {
            threads.shutdownNow();
        }
        List<Integer> ordered = numbers("ordered");
        assertThat(ordered).hasSize(TRANSACTIONS * 2 / 3).allMatch(number -> number % 3 != 0);
        for (int i = 0; i < TRANSACTIONS; i++) {
            assertThat(client.status("purchase-" + i).isPresent()).isEqualTo(ordered.contains(i));
        }
        ordered.forEach(this::decide);
        List<Integer> decided = numbers("decided");
        assertThat(decided).hasSize(TRANSACTIONS / 3);
        for (int number : ordered) {
            if (decided.contains(number)) {
                assertThat(client.waitForCompletion("purchase-" + number, LONG).output())
                        .isEqualTo("\"yes " + number + "\"");
            } else {
                assertThat(client.waitForStart("purchase-" + number, LONG).runtimeStatus())
                        .isEqualTo(RuntimeStatus.RUNNING);
            }
        }
    }

    /** SQLite has one writer: the second transaction begins with the end of the first, and waits for what the first has caused. */
    @Test
    void twoTransactionsForOneInstanceAreBothFoundAtTheirEnd() throws Exception {
        String id = client.start("Twice", null);
        client.waitForStart(id, LONG);
        CountDownLatch firstRaised = new CountDownLatch(1);
        Thread second = new Thread(() -> database.inTransaction(connection -> {
            put(connection, 2, "second"); // waits for the first, with SQLite
            await().atMost(LONG).until(() -> firstRaised.getCount() == 0);
            client.in(connection).raiseEvent(id, "Second", 2);
            await().atMost(LONG).until(() -> firstTaken.getCount() == 0);
            return true;
        }));
        try (Connection first = database.dataSource().getConnection()) {
            first.setAutoCommit(false);
            put(first, 1, "first");
            second.start();
            if (store == TestStore.SQLITE) {
                await().atMost(LONG).until(() -> second.getState() == Thread.State.TIMED_WAITING);
            }
            client.in(first).raiseEvent(id, "First", 1);
            firstRaised.countDown();
            first.commit();
        }

        assertThat(client.waitForCompletion(id, SCAN).runtimeStatus()).isEqualTo(RuntimeStatus.COMPLETED);
        second.join();
    }

    @Test
    void aRefusalLeavesTheTransactionToTheCaller() throws Exception {
        client.start("Approve", null, StartOptions.withId("taken"));
        database.inTransaction(connection -> {
            put(connection, 1, "kept");
            assertThatExceptionOfType(InstanceStateException.class)
                    .isThrownBy(() -> client.in(connection).start("Approve", null, StartOptions.withId("taken")));
            assertThatExceptionOfType(InstanceNotFoundException.class)
                    .isThrownBy(() -> client.in(connection).raiseEvent("nobody", "Decision", 1));
            return true;
        });

        assertThat(numbers("kept")).containsExactly(1);
    }

    @Test
    void anotherDatabaseIsRefusedWithItsName() throws Exception {
        try (Database other = Database.open(
                store == TestStore.SQLITE
                        ? "sqlite:" + folder.resolve("other.db")
                        : TestDatabases.POSTGRES.fresh(folder))) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> other.inTransaction(
                            connection -> client.in(connection).start("Approve", null)))
                    .withMessageContaining("another database than " + database);
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> other.inTransaction(connection -> {
                        client.in(connection).raiseEvent("x", "Decision", 1);
                        return true;
                    }))
                    .withMessageContaining("another database than " + database);
        }
        try (Database memory = Database.open("memory")) {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> memory.inTransaction(
                            connection -> client.in(connection).start("Approve", null)))
                    .withMessageContaining(database.toString());
        }
    }
}
