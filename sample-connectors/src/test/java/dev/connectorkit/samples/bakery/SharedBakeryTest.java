package dev.connectorkit.samples.bakery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.samples.SampleEngine;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.storage.TestDatabases;
import dev.connectorkit.temporal.TemporalRuntime;
import dev.connectorkit.test.FakeReceiver;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes of the bakery: the work runs on a Temporal server, and the orders are in the PostgreSQL that the nodes share. */
@ParameterizedClass
@EnumSource(names = "EMBEDDED", mode = EnumSource.Mode.EXCLUDE)
class SharedBakeryTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final List<ConnectorServer> nodes = new ArrayList<>();

    SharedBakeryTest(SampleEngine engine, @TempDir Path folder) throws Exception {
        String target = engine.target();
        String store = TestDatabases.POSTGRES.fresh(folder);
        String queue = "bakery-" + UUID.randomUUID();
        for (String name : List.of("one", "two")) {
            Orchestrations orchestrations = Orchestrations.create();
            BakeCake.register(orchestrations, Duration.ofMillis(300));
            AsyncAction<CakeOrder, Cake> baking = Bakery.baking();
            Path data = Files.createDirectories(folder.resolve(name));
            if (!nodes.isEmpty()) { // the nodes have the same keys
                try (var files = Files.list(folder.resolve("one"))) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Files.copy(file, data.resolve(file.getFileName()));
                    }
                }
            }
            nodes.add(ConnectorServer.builder()
                    .host("localhost")
                    .dataDir(data)
                    .store(store)
                    .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                    .orchestrations(
                            orchestrations,
                            options -> options.runtime(setup -> TemporalRuntime.builder(setup)
                                    .target(target)
                                    .taskQueue(queue)
                                    .build()))
                    .actions(baking)
                    .register(new Bakery(baking))
                    .start());
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(ConnectorServer::close);
    }

    private Response order(int node, String flavour, int layers) {
        return given().contentType(ContentType.JSON)
                .queryParam("flavour", flavour)
                .body(Map.of("layers", layers))
                .post(nodes.get(node).url() + "api/bakery/cakes");
    }

    /** Returns the same URL at the other node. */
    private String atTheOther(String location) {
        return location.replace(
                nodes.get(0).url().toString(), nodes.get(1).url().toString());
    }

    @Test
    void orders_of_one_node_are_baked_by_both_and_asked_for_at_the_other() {
        Set<String> locations = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            Response accepted = order(0, "plum", 2);
            accepted.then().statusCode(202).header("Retry-After", equalTo("5"));
            locations.add(accepted.header("Location"));
        }
        assertThat(locations)
                .hasSize(6)
                .allMatch(location -> !atTheOther(location).equals(location));
        for (String location : locations) {
            await().atMost(LONG)
                    .untilAsserted(() -> given().get(atTheOther(location))
                            .then()
                            .statusCode(200)
                            .body("flavour", equalTo("plum"))
                            .body("layers", equalTo(2)));
        }
    }

    @Test
    void an_order_says_how_far_it_is_and_is_cancelled_at_the_other_node() {
        String location = order(0, "poppy", 9).header("Location");
        await().atMost(LONG)
                .untilAsserted(() -> given().get(atTheOther(location))
                        .then()
                        .statusCode(202)
                        .body("message", org.hamcrest.Matchers.containsString("is in the oven")));
        given().delete(atTheOther(location)).then().statusCode(204);
        given().get(location).then().statusCode(410);
    }

    @Test
    void the_bakery_calls_when_the_cake_is_done() {
        try (FakeReceiver receiver = FakeReceiver.start()) {
            given().contentType(ContentType.JSON)
                    .body(Map.of("callbackUrl", receiver.url("/cake").toString(), "flavour", "cheese"))
                    .post(nodes.get(1).url() + "api/bakery/cakes/called")
                    .then()
                    .statusCode(201);
            assertThat(receiver.await(1).get(0).request().body().toString()).contains("\"flavour\":\"cheese\"");
        }
    }

    @Test
    void an_order_outlives_the_node_that_took_it() {
        String location = order(0, "plum", 9).header("Location");
        nodes.get(0).close();
        await().atMost(LONG)
                .untilAsserted(() ->
                        given().get(atTheOther(location)).then().statusCode(200).body("layers", equalTo(9)));
    }
}
