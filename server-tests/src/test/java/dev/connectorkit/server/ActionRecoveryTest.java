package dev.connectorkit.server;

import static dev.connectorkit.server.EventServer.soon;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.connectorkit.callbacks.CallbackService;
import dev.connectorkit.callbacks.spi.OneTimeCallbacks;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.orchestration.Activity;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.Bakery.Cake;
import dev.connectorkit.server.Bakery.CakeOrder;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.TestClock;
import dev.connectorkit.storage.TestDatabases;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations after a restart, or on another node. */
class ActionRecoveryTest {

    private static final byte[] KEY = TestServer.KEY;

    @TempDir
    Path folder;

    private final Oven oven = new Oven();
    private final List<ConnectorServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        oven.open();
        servers.forEach(ConnectorServer::close);
    }

    @ParameterizedTest
    @EnumSource(
            value = TestDatabases.class,
            names = {"SQLITE", "POSTGRES"})
    void whatWasTakenAndNotStartedIsTakenUpAtTheStart(TestDatabases kind) {
        String store = kind.fresh(folder);
        List<String> ids = new ArrayList<>();
        start(store, Bakery.action().work(oven), Clock.systemUTC()).close();
        try (Database database = Database.open(store);
                CallbackService service =
                        CallbackService.builder().database(database).keys(KEY).start()) {
            OneTimeCallbacks callbacks = service.oneTime();
            for (int i = 0; i < 5; i++) {
                String id = callbacks.newId();
                String input = "{\"flavour\":\"plum\",\"layers\":" + i + "}";
                String state = i < 2 ? "RUNNING" : "QUEUED";
                database.write(tx -> tx.update(
                        "INSERT INTO action_operation (id, action, body_hash, called, state, input, message, created_at)"
                                + " VALUES (?, 'bake-cake', '', ?, ?, ?, '', ?)",
                        id,
                        false,
                        state,
                        input,
                        Instant.now()));
                ids.add(callbacks.token(id));
            }
        }
        ConnectorServer server =
                start(store, Bakery.action().work(oven.open()).maxRunning(2).maxQueued(10), Clock.systemUTC());
        for (int i = 0; i < 5; i++) {
            Response done = finished(server.url() + "operations/" + ids.get(i));
            assertThat(done.<Integer>path("layers")).isEqualTo(i);
        }
        assertThat(oven.begun).hasSize(5);
    }

    @Test
    void aRestartFinishesWhatHadBegunAndKeepsWhatHadEnded() {
        String store = TestDatabases.SQLITE.fresh(folder);
        ConnectorServer first = start(store, Bakery.action().work(new Oven().open()), Clock.systemUTC());
        String ended = order(first, "plum");
        finished(first.url() + ended);
        close(first);
        Oven shut = new Oven();
        ConnectorServer second = start(store, Bakery.action().work(shut), Clock.systemUTC());
        String begun = order(second, "apple");
        soon().until(() -> !shut.begun.isEmpty());
        close(second);
        ConnectorServer third = start(store, Bakery.action().work(oven.open()), Clock.systemUTC());
        finished(third.url() + begun).then().statusCode(200);
        given().get(third.url() + ended).then().statusCode(200);
        assertThat(oven.begun).containsExactly("apple");
    }

    /** The engine finds stored instances as soon as it starts: what ends their operations must be there by then. */
    @Test
    void operationsOfOrchestrationsHaveTheirResultsAfterARestart() throws Exception {
        String store = TestDatabases.SQLITE.fresh(folder);
        CountDownLatch begun = new CountDownLatch(8);
        ConnectorServer first = start(store, order -> {
            begun.countDown();
            new CountDownLatch(1).await(); // until the server closes
            return Cake.of(order);
        });
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            orders.add(order(first, "cake " + i));
        }
        assertThat(begun.await(2, TimeUnit.MINUTES)).isTrue();
        close(first);
        ConnectorServer second = start(store, Cake::of);
        for (int i = 0; i < 8; i++) {
            Response done = finished(second.url() + orders.get(i));
            assertThat(done.statusCode()).isEqualTo(200);
            assertThat(done.<String>path("flavour")).isEqualTo("cake " + i);
            assertThat(done.<Integer>path("layers")).isEqualTo(2);
        }
    }

    private ConnectorServer start(String store, Activity.Simple<CakeOrder, Cake> baking) {
        Orchestrations orchestrations = Orchestrations.create()
                .registerActivity("Bake", CakeOrder.class, Cake.class, baking)
                .register(
                        "BakeCake",
                        CakeOrder.class,
                        Cake.class,
                        (context, order) ->
                                context.callActivity("Bake", order, Cake.class).await());
        AsyncAction<CakeOrder, Cake> bake =
                Bakery.action().orchestration("BakeCake").build();
        ConnectorServer server = ConnectorServer.builder()
                .stateKey(KEY)
                .store(store)
                .orchestrations(orchestrations)
                .actions(bake)
                .register(new Bakery(bake))
                .start();
        servers.add(server);
        return server;
    }

    @Test
    void whatIsForgottenIsRemovedAtTheStart() {
        String store = TestDatabases.SQLITE.fresh(folder);
        TestClock clock = new TestClock();
        ConnectorServer first = start(store, Bakery.action().work(oven.open()), clock);
        String ended = order(first, "plum");
        finished(first.url() + ended);
        close(first);
        clock.pass(Duration.ofDays(7));
        ConnectorServer second = start(store, Bakery.action().work(oven), clock);
        soon().untilAsserted(() -> assertThat(count(store, "action_operation") + count(store, "orchestration_instance"))
                .isZero());
        given().get(second.url() + ended).then().statusCode(410);
    }

    @Test
    void anOperationWhoseActionIsNotThereAnyMoreIsGoneAndCanBeCancelled() throws Exception {
        String store = TestDatabases.SQLITE.fresh(folder);
        ConnectorServer first =
                start(store, Bakery.action().work(oven).maxRunning(1).maxQueued(5), Clock.systemUTC());
        String running = order(first, "plum");
        String waiting = order(first, "apple");
        close(first);
        ConnectorServer second = start(store, renamed().work(oven), Clock.systemUTC());
        for (String status : List.of(running, waiting)) {
            given().get(second.url() + status)
                    .then()
                    .statusCode(410)
                    .contentType(Problem.MEDIA_TYPE)
                    .body("detail", containsString("'bake-cake' is not offered any more"));
        }
        given().delete(second.url() + running).then().statusCode(204);
        given().get(second.url() + running).then().statusCode(410).body("detail", containsString("cancelled"));
        close(second);
        ConnectorServer third = start(store, Bakery.action().work(oven.open()), Clock.systemUTC());
        finished(third.url() + waiting).then().statusCode(200);
        given().get(third.url() + running).then().statusCode(410);
    }

    @Test
    void whatHadEndedBeforeItsActionWasRemovedCanStillBeFetched() {
        String store = TestDatabases.SQLITE.fresh(folder);
        ConnectorServer first = start(store, Bakery.action().work(oven.open()), Clock.systemUTC());
        String ended = order(first, "plum");
        finished(first.url() + ended);
        close(first);
        ConnectorServer second = start(store, renamed().work(oven), Clock.systemUTC());
        given().get(second.url() + ended).then().statusCode(200);
    }

    private static AsyncAction.Builder<CakeOrder, Cake> renamed() {
        return AsyncAction.named("bake-bread", CakeOrder.class, Cake.class);
    }

    @Test
    void nodesShareTheirOperationsAndTheirPlaces() {
        String store = TestDatabases.POSTGRES.fresh(folder);
        ConnectorServer one =
                start(store, Bakery.action().work(oven).maxRunning(2).maxQueued(3), Clock.systemUTC());
        ConnectorServer other =
                start(store, Bakery.action().work(oven).maxRunning(2).maxQueued(3), Clock.systemUTC());
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            orders.add(order(i % 2 == 0 ? one : other, "cake " + i));
        }
        given().contentType(ContentType.JSON)
                .body(Map.of("flavour", "too many"))
                .post(other.url() + "cakes")
                .then()
                .statusCode(429);
        given().delete(other.url() + orders.get(0)).then().statusCode(204);
        given().get(one.url() + orders.get(0)).then().statusCode(410);
        oven.open();
        for (String order : orders.subList(1, 5)) {
            finished(one.url() + order).then().statusCode(200);
            given().get(other.url() + order).then().statusCode(200);
        }
        assertThat(oven.begun).doesNotHaveDuplicates().contains("cake 1", "cake 2", "cake 3", "cake 4");
    }

    private static long count(String store, String table) throws java.sql.SQLException {
        try (java.sql.Connection connection = java.sql.DriverManager.getConnection("jdbc:" + store);
                java.sql.ResultSet rows = connection.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private ConnectorServer start(String store, AsyncAction.Builder<CakeOrder, Cake> action, Clock clock) {
        AsyncAction<CakeOrder, Cake> bake = action.build();
        ConnectorServer server = ConnectorServer.builder()
                .stateKey(KEY)
                .store(store)
                .clock(clock)
                .actions(bake)
                .register(new Bakery(bake))
                .start();
        servers.add(server);
        return server;
    }

    private void close(ConnectorServer server) {
        server.close();
        servers.remove(server);
    }

    /** The path of its status. */
    private static String order(ConnectorServer server, String flavour) {
        String location = given().contentType(ContentType.JSON)
                .body(Map.of("flavour", flavour, "layers", 2))
                .post(server.url() + "cakes")
                .header("Location");
        return location.substring(location.indexOf("operations/"));
    }

    private static Response finished(String location) {
        return soon().until(() -> given().get(location), answer -> answer.statusCode() != 202);
    }
}
