package dev.connectorkit.outside;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.poll.Poll;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.storage.TestDatabases;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.restassured.http.ContentType;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The meters of a running connector. */
class MetricsTest {

    private static final String KEY = "an-operators-key-for-tests";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CountDownLatch oven = new CountDownLatch(1);
    private final AsyncAction<Cake, Cake> bake = AsyncAction.named("bake", Cake.class, Cake.class)
            .maxRunning(1)
            .work((cake, progress) -> {
                oven.await();
                if (cake.name().equals("burnt")) {
                    throw new ProblemException(422, "It is burnt.");
                }
                return cake;
            })
            .build();
    private @Nullable ConnectorServer server;

    @AfterEach
    void stop() {
        oven.countDown();
        if (server != null) {
            server.close();
        }
    }

    private ConnectorServer start(MeterRegistry metrics, Consumer<ConnectorServer.Builder> options) {
        ConnectorServer.Builder builder = ConnectorServer.builder()
                .host("localhost")
                .metrics(metrics)
                .actions(bake)
                .register(new Kitchen(bake));
        options.accept(builder);
        ConnectorServer started = builder.start();
        server = started;
        return started;
    }

    /** An input and a result. */
    public record Cake(String name) {}

    /** Resources of all kinds. */
    @Path("kitchen")
    public static final class Kitchen {

        private final AsyncAction<Cake, Cake> bake;

        Kitchen(AsyncAction<Cake, Cake> bake) {
            this.bake = bake;
        }

        @GET
        @Path("shelves/{shelf}/cakes/{cake: [a-z]+}")
        @Operation(operationId = "GetCake", summary = "Get a cake")
        public Cake cake(@PathParam("shelf") String shelf, @PathParam("cake") String cake) {
            return new Cake(cake);
        }

        @POST
        @Path("cakes")
        @Operation(operationId = "Bake", summary = "Bake a cake")
        public Accepted<Cake> bake(Cake cake) {
            return bake.accept(cake);
        }

        @GET
        @Path("news")
        @PollTrigger(summary = "When a cake is ready")
        public Poll<Cake> ready(@TriggerState Optional<Integer> since, @QueryParam("outcome") String outcome) {
            return switch (outcome) {
                case "found" -> Poll.found(new Cake("plum"), 2);
                case "start" -> Poll.nothing(1);
                case "nothing" -> Poll.nothing();
                case "defect" -> Poll.found(new Cake("plum"), "a state of another type");
                default -> throw new ProblemException(503, "The kitchen is closed.");
            };
        }
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private long timed(String name, String... tags) {
        var timer = registry.find(name).tags(tags).timer();
        return timer == null ? 0 : timer.count();
    }

    private String post(ConnectorServer started, String cake) {
        return given().contentType(ContentType.JSON)
                .body("{\"name\":\"" + cake + "\"}")
                .post(started.url() + "kitchen/cakes")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
    }

    @Test
    void requests_are_timed_by_method_template_and_status_whatever_clients_send() {
        ConnectorServer started = start(registry, builder -> {});
        for (String path : List.of("1/cakes/plum", "2/cakes/apple", "3/cakes/4")) {
            given().get(started.url() + "kitchen/shelves/" + path);
        }
        for (String path : List.of("a", "b", "c/d")) {
            given().get(started.url() + path);
        }
        given().request("BREW", started.url() + "kitchen/cakes");
        given().delete(started.url() + "kitchen/cakes");
        String name = "connectorkit.http.requests";
        await().until(() -> timed(name, "method", "DELETE", "path", "none", "status", "4xx") == 1);
        await().until(() -> timed(name, "method", "other", "path", "none", "status", "4xx") == 1);
        await().until(() -> timed(name, "method", "GET", "path", "none", "status", "4xx") >= 3);
        await().until(() -> timed(name, "method", "GET", "status", "2xx") == 2);
        assertThat(registry.get(name).timers().stream()
                        .map(timer -> timer.getId().getTag("path"))
                        .distinct())
                .hasSize(2)
                .anyMatch(path -> path.startsWith("/kitchen/shelves/{shelf}/cakes/{cake"));
    }

    @Test
    void polls_are_counted_once_by_their_outcome() {
        ConnectorServer started = start(registry, builder -> {});
        String first = given().get(started.url() + "kitchen/news?outcome=start").header("Location");
        for (String outcome : List.of("found", "found", "nothing", "closed", "defect")) {
            given().get(first.replace("outcome=start", "outcome=" + outcome));
        }
        given().get(started.url() + "kitchen/news?outcome=found&triggerState=forged");
        String name = "connectorkit.polls";
        assertThat(count(name, "trigger", "Kitchen.ready", "outcome", "found")).isEqualTo(2);
        assertThat(count(name, "trigger", "Kitchen.ready", "outcome", "nothing"))
                .isEqualTo(2);
        assertThat(count(name, "trigger", "Kitchen.ready", "outcome", "failed")).isEqualTo(3);
    }

    @Test
    void operations_are_counted_while_they_run_and_when_they_end() {
        ConnectorServer started = start(registry, builder -> {});
        List<String> locations = Stream.of("plum", "burnt", "apple")
                .map(cake -> post(started, cake))
                .toList();
        assertThat(count("connectorkit.actions.accepted", "action", "bake")).isEqualTo(3);
        assertThat(registry.get("connectorkit.actions.running").gauge().value()).isEqualTo(1);
        assertThat(registry.get("connectorkit.actions.queued").gauge().value()).isEqualTo(2);
        given().delete(locations.get(2));
        oven.countDown();
        String name = "connectorkit.actions.finished";
        await().until(() -> timed(name, "action", "bake", "outcome", "succeeded") >= 1);
        await().until(() -> timed(name, "action", "bake", "outcome", "failed") == 1);
        await().until(() -> registry.get("connectorkit.actions.running").gauge().value() == 0);
        assertThat(timed(name, "outcome", "succeeded")).isEqualTo(1);
        assertThat(timed(name, "outcome", "cancelled")).isEqualTo(1);
    }

    @Test
    void instances_of_the_author_are_counted_and_none_of_the_toolkit() {
        Orchestrations orchestrations = Orchestrations.create();
        orchestrations.register("Echo", String.class, String.class, (context, input) -> input);
        orchestrations.register("Fail", String.class, String.class, (context, input) -> {
            throw new IllegalStateException(input);
        });
        ConnectorServer started = start(registry, builder -> builder.orchestrations(orchestrations));
        oven.countDown();
        post(started, "plum");
        started.orchestrations().start("Echo", "a");
        started.orchestrations().start("Fail", "b");
        String name = "connectorkit.orchestrations.finished";
        await().until(() -> timed(name, "name", "Echo", "outcome", "completed") == 1);
        await().until(() -> timed(name, "name", "Fail", "outcome", "failed") == 1);
        await().until(() -> timed("connectorkit.actions.finished", "outcome", "succeeded") == 1);
        assertThat(count("connectorkit.orchestrations.started", "name", "Echo")).isEqualTo(1);
        assertThat(registry.get("connectorkit.orchestrations.started").counters())
                .hasSize(2);
    }

    @Test
    void meters_leave_the_registry_with_the_connector() {
        ConnectorServer started = start(registry, builder -> {});
        oven.countDown();
        post(started, "plum");
        await().until(() -> timed("connectorkit.actions.finished") == 1);
        started.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void connectors_that_share_a_registry_count_together_and_leave_each_other_their_meters() {
        Callbacks<Cake, Cake> ready =
                Callbacks.named("ready", Cake.class, Cake.class).build();
        Callbacks<Cake, Cake> same =
                Callbacks.named("ready", Cake.class, Cake.class).build();
        ConnectorServer first = start(registry, builder -> builder.callbacks(ready));
        try (ConnectorServer second = ConnectorServer.builder()
                .host("localhost")
                .metrics(registry)
                .callbacks(same)
                .start()) {
            ready.publish(new Cake("plum"));
            same.publish(new Cake("apple"));
            String published = "connectorkit.callbacks.published";
            assertThat(count(published, "event", "ready")).isEqualTo(2);
            first.close();
            same.publish(new Cake("pear"));
            assertThat(count(published, "event", "ready")).isEqualTo(3);
            assertThat(registry.get("connectorkit.callbacks.queue.age").gauge().value())
                    .isZero();
            assertThat(registry.get("connectorkit.callbacks.subscriptions")
                            .tags("event", "ready")
                            .gauge()
                            .value())
                    .isZero();
            assertThat(registry.find("connectorkit.actions.running").gauge()).isNull();
            assertThat(second.health().isReady()).isTrue();
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void pools_of_connections_are_measured_until_the_connector_is_closed(@TempDir java.nio.file.Path folder) {
        ConnectorServer started = start(
                registry,
                builder -> builder.store(TestDatabases.POSTGRES.fresh(folder))
                        .stateKey("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));
        oven.countDown();
        post(started, "plum");
        String name = "connectorkit.database.connections";
        for (String pool : List.of("connectorkit-writers", "connectorkit-readers")) {
            assertThat(registry.get(name)
                            .tags("pool", pool, "state", "max")
                            .gauge()
                            .value())
                    .isGreaterThanOrEqualTo(2);
            assertThat(timed("connectorkit.database.acquired", "pool", pool)).isPositive();
        }
        started.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void prometheus_reads_the_meters_from_the_operators_port_with_the_operators_key() {
        CompositeMeterRegistry both = new CompositeMeterRegistry();
        both.add(registry);
        both.add(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        ConnectorServer started = start(both, builder -> builder.admin(0, KEY));
        String url = "http://127.0.0.1:" + started.adminPort() + "/metrics";
        given().get(started.url() + "kitchen/shelves/1/cakes/plum").then().statusCode(200);
        await().until(() -> timed("connectorkit.http.requests") == 1);
        given().get(url).then().statusCode(401);
        given().header("Authorization", "Bearer " + KEY)
                .header(
                        "Accept",
                        "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1")
                .get(url)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/plain"))
                .body(containsString("connectorkit_http_requests_seconds_count{method=\"GET\""))
                .body(containsString("connectorkit_actions_running{action=\"bake\"} 0.0"));
        given().get(started.url() + "metrics").then().statusCode(404);
    }

    @Test
    void another_registry_has_no_prometheus_endpoint() {
        ConnectorServer started = start(registry, builder -> builder.admin(0, KEY));
        given().header("Authorization", "Bearer " + KEY)
                .get("http://127.0.0.1:" + started.adminPort() + "/metrics")
                .then()
                .statusCode(404);
    }
}
