package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.server.OrderEvents.Order;
import dev.connectorkit.storage.TestDatabases;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events that are published in the author's own transaction. */
class OutboxTest {

    /** The loop looks at everything that often. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private Receiver receiver;
    private EventServer server;
    private Connection author;

    @BeforeEach
    void listen() throws Exception {
        receiver = new Receiver();
    }

    private void start(TestDatabases kind) throws SQLException {
        String store = kind.fresh(folder);
        server = EventServer.with(OrderEvents.event(), builder -> builder.store(store));
        if (kind == TestDatabases.SQLITE) {
            author = DriverManager.getConnection("jdbc:" + store);
        } else {
            URI uri = URI.create(store);
            author = DriverManager.getConnection(
                    "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath(), "postgres", "postgres");
        }
        run("CREATE TABLE orders (id TEXT)");
        author.setAutoCommit(false);
    }

    @AfterEach
    void stop() throws SQLException {
        author.close();
        server.close();
        receiver.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void whatIsRolledBackWasNeverPublished(TestDatabases kind) throws Exception {
        start(kind);
        server.subscribe(receiver.url("/a"));
        store("1");
        assertThat(server.event().publish(author, order("1")).deliveries()).isEqualTo(1);
        author.rollback();
        store("2");
        server.event().publish(author, order("2"));
        author.commit();
        server.pass(LOOK);

        EventServer.soon()
                .until(() ->
                        server.list("deliveries").isEmpty() && !receiver.got().isEmpty());
        assertThat(receiver.got())
                .extracting(Receiver.Got::body)
                .containsExactly("{\"id\":\"2\",\"region\":\"north\"}");
        assertThat(server.list("dead-letters")).isEmpty();
        assertThat(orders()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void whatIsCommittedArrivesOnceAndNotBefore(TestDatabases kind) throws Exception {
        start(kind);
        server.subscribe(receiver.url("/a"));
        store("1");
        server.event().publish(author, order("1"));
        server.pass(LOOK);
        assertThat(server.list("deliveries")).isEmpty();
        assertThat(receiver.got()).isEmpty();

        author.commit();
        server.pass(LOOK);
        EventServer.soon().until(() -> !receiver.got().isEmpty());
        EventServer.soon().until(() -> server.list("deliveries").isEmpty());
        server.pass(LOOK);
        assertThat(receiver.got()).hasSize(1);
        assertThat(orders()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void aCommitWakesTheDeliveryThoughNoTimePasses(TestDatabases kind) throws Exception {
        start(kind);
        server.subscribe(receiver.url("/a"));
        // The first may be found when the server begins to listen to the database.
        for (int i = 1; i <= 3; i++) {
            int number = i;
            server.event().publish(author, order(Integer.toString(i)));
            author.commit();
            EventServer.soon().until(() -> receiver.got().size() == number);
        }
    }

    @Test
    void onPostgresWhoSubscribesBeforeTheCommitComesTooLate() throws Exception {
        start(TestDatabases.POSTGRES);
        server.subscribe(receiver.url("/early"));
        server.event().publish(author, order("1"));
        server.subscribe(receiver.url("/late"));
        author.commit();
        EventServer.soon()
                .until(() ->
                        receiver.got().size() == 1 && server.list("deliveries").isEmpty());
        server.publish("2");
        EventServer.soon().until(() -> receiver.got().size() == 3);
        assertThat(receiver.got("/early")).hasSize(2);
        assertThat(receiver.got("/late"))
                .singleElement()
                .satisfies(got -> assertThat(got.body()).contains("\"2\""));
    }

    @Test
    void onSqliteWhoSubscribesBeforeTheCommitIsAnsweredBehindIt() throws Exception {
        start(TestDatabases.SQLITE);
        server.subscribe(receiver.url("/early"));
        server.event().publish(author, order("1"));
        CompletableFuture<String> late = CompletableFuture.supplyAsync(() -> server.subscribe(receiver.url("/late")));
        assertThat(late).isNotDone();
        author.commit();
        assertThat(late.get(1, TimeUnit.MINUTES)).isNotEmpty();
        server.pass(LOOK);
        EventServer.soon()
                .until(() ->
                        receiver.got().size() == 1 && server.list("deliveries").isEmpty());
        assertThat(receiver.got("/late")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void whoUnsubscribesAfterTheCommitButBeforeItIsFoundGetsNothing(TestDatabases kind) throws Exception {
        start(kind);
        receiver.answering(503);
        String location = server.subscribe(receiver.url("/a"));
        server.event().publish(author, order("1"));
        author.commit();
        io.restassured.RestAssured.given().delete(location).then().statusCode(204);
        server.pass(LOOK);
        EventServer.soon().until(() -> server.list("deliveries").isEmpty());
        assertThat(server.list("dead-letters")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void aConnectionThatCommitsEachStatementIsRefused(TestDatabases kind) throws Exception {
        start(kind);
        server.subscribe(receiver.url("/a"));
        author.setAutoCommit(true);
        assertThatThrownBy(() -> server.event().publish(author, order("1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("setAutoCommit(false)");
        assertThat(server.list("deliveries")).isEmpty();
    }

    private static Order order(String id) {
        return new Order(id, "north");
    }

    private void store(String id) throws SQLException {
        run("INSERT INTO orders VALUES ('" + id + "')");
    }

    private int orders() throws SQLException {
        try (Statement statement = author.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM orders")) {
            result.next();
            return result.getInt(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = author.createStatement()) {
            statement.execute(sql);
        }
    }
}
