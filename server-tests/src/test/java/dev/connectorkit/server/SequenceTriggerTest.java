package dev.connectorkit.server;

import static dev.connectorkit.server.TestServer.follow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.sdk.poll.Poll;
import dev.connectorkit.sdk.poll.SequenceCursor;
import dev.connectorkit.storage.TestDatabases;
import io.restassured.response.Response;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.file.Paths;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of a PostgreSQL table with a bigserial that are committed in another order than that of their numbers. */
class SequenceTriggerTest {

    /** A row of the table. */
    public record Invoice(long id, String text) {}

    /** A connector over the table. */
    @Path("/invoices")
    @Produces(MediaType.APPLICATION_JSON)
    public static final class Invoices {

        private final String url;

        Invoices(String url) {
            this.url = url;
        }

        @GET
        @Path("new")
        @PollTrigger(summary = "When invoices come in")
        public Poll<List<Invoice>> invoicesCameIn(@TriggerState SequenceCursor since) {
            return since.batch(this::after, this::lastId, Invoice::id, 10);
        }

        @GET
        @Path("readable")
        @PollTrigger(summary = "When an invoice comes in")
        public Poll<Invoice> invoiceCameIn(
                @TriggerState(value = TriggerState.Form.PLAIN, lookBack = "PT1M") SequenceCursor since) {
            return since.oneAtATime(this::after, this::lastId, Invoice::id);
        }

        List<Invoice> after(long id, int limit) {
            try (Connection connection = DriverManager.getConnection(url);
                    PreparedStatement query = connection.prepareStatement(
                            "SELECT id, text FROM invoice WHERE id > ? ORDER BY id LIMIT ?")) {
                query.setLong(1, id);
                query.setInt(2, limit);
                List<Invoice> rows = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        rows.add(new Invoice(row.getLong(1), row.getString(2)));
                    }
                }
                return rows;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        long lastId() {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement query = connection.createStatement();
                    ResultSet row = query.executeQuery("SELECT coalesce(max(id), 0) FROM invoice")) {
                row.next();
                return row.getLong(1);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private String url;
    private TestServer server;

    @BeforeEach
    void start() throws SQLException {
        url = jdbc(TestDatabases.POSTGRES.fresh(Paths.get("unused")));
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE invoice (id bigserial PRIMARY KEY, text text NOT NULL)");
        }
        server = TestServer.with(new Invoices(url));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String jdbc(String url) {
        java.net.URI parts = java.net.URI.create(url);
        String[] login = parts.getUserInfo().split(":");
        return "jdbc:postgresql://" + parts.getHost() + ":" + parts.getPort() + parts.getPath() + "?user=" + login[0]
                + "&password=" + login[1];
    }

    private Connection transaction() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        return connection;
    }

    private static long insert(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("INSERT INTO invoice (text) VALUES ('x') RETURNING id")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void a_row_that_is_committed_after_a_higher_number_was_polled_comes_once() throws SQLException {
        for (String path : List.of("/invoices/new", "/invoices/readable")) {
            Response poll = server.get(path);
            try (Connection slow = transaction();
                    Connection quick = transaction()) {
                int early = (int) insert(slow);
                int late = (int) insert(quick);
                quick.commit();
                poll = follow(poll);
                poll.then().statusCode(200);
                assertThat(poll.jsonPath().getString("id")).contains(Integer.toString(late));
                server.clock().pass(Duration.ofSeconds(15));
                poll = follow(poll);
                poll.then().statusCode(202);
                slow.commit();
                poll = follow(poll);
                poll.then().statusCode(200).body("id", path.endsWith("new") ? contains(early) : equalTo(early));
                follow(poll).then().statusCode(202);
            }
        }
    }

    @Test
    void a_row_that_was_open_at_the_first_poll_comes() throws SQLException {
        try (Connection slow = transaction();
                Connection quick = transaction()) {
            int early = (int) insert(slow);
            insert(quick);
            quick.commit();
            Response poll = server.get("/invoices/new");
            slow.commit();
            follow(poll).then().statusCode(200).body("id", contains(early));
        }
    }

    @Test
    void every_row_of_concurrent_transactions_comes_exactly_once() throws Exception {
        Response poll = server.get("/invoices/new");
        Set<Long> committed = ConcurrentHashMap.newKeySet();
        ExecutorService writers = Executors.newFixedThreadPool(8);
        List<Future<?>> ends = new ArrayList<>();
        for (int writer = 0; writer < 8; writer++) {
            ends.add(writers.submit(() -> {
                try (Connection connection = transaction()) {
                    for (int i = 0; i < 40; i++) {
                        long first = insert(connection);
                        long second = insert(connection);
                        if (ThreadLocalRandom.current().nextInt(5) == 0) {
                            connection.rollback();
                        } else {
                            connection.commit();
                            committed.addAll(List.of(first, second));
                        }
                    }
                }
                return true;
            }));
        }
        writers.shutdown();
        List<Long> delivered = new ArrayList<>();
        boolean running = true;
        while (running || poll.statusCode() == 200) {
            running = !writers.isTerminated();
            poll = follow(poll);
            assertThat(poll.statusCode()).isIn(200, 202);
            assertThat(poll.header("Location")).hasSizeLessThanOrEqualTo(2048);
            if (poll.statusCode() == 200) {
                delivered.addAll(poll.jsonPath().getList("id", Long.class));
            }
            server.clock().pass(Duration.ofMillis(20));
        }
        for (Future<?> end : ends) {
            end.get(1, TimeUnit.MINUTES);
        }
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(committed);
    }
}
