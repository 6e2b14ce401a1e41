package dev.connectorkit.spring;

import static dev.connectorkit.spring.Http.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.callbacks.Callbacks;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** A Spring Boot application with a connector, over HTTP. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "connectorkit.title=Spring shop",
            "connectorkit.state-keys=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            "spring.jackson2.serialization.indent-output=true",
            "management.endpoint.health.show-details=always",
            "management.endpoint.health.probes.enabled=true"
        })
class SpringApplicationTest {

    @TempDir
    static Path folder;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Callbacks<ShopApplication.Region, ShopApplication.Order> placed;

    @Autowired
    ShopApplication.Orders orders;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    MeterRegistry metrics;

    @Autowired
    HealthEndpointGroups groups;

    Http http;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", () -> "jdbc:sqlite:" + folder.resolve("shop.db"));
    }

    @BeforeEach
    void empty(@Value("${local.server.port}") int port) {
        http = new Http(port);
        jdbc.sql("CREATE TABLE IF NOT EXISTS orders (number INTEGER PRIMARY KEY)")
                .update();
        jdbc.sql("DELETE FROM orders").update();
    }

    @Test
    void a_poll_is_answered_by_a_bean_with_an_injected_service() throws Exception {
        HttpResponse<String> nothing = http.get("orders");
        assertThat(nothing.statusCode()).as(nothing.body()).isEqualTo(202);
        assertThat(header(nothing, "Retry-After")).isNotBlank();
        orders.place(7, false);
        HttpResponse<String> found = http.get(header(nothing, "Location"));
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).contains("\"number\" : 7");
        assertThat(http.get(header(found, "Location")).statusCode()).isEqualTo(202);
    }

    @Test
    void the_document_describes_the_beans() throws Exception {
        HttpResponse<String> document = http.get("swagger.json");
        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.body())
                .contains(
                        "\"Spring shop\"",
                        "\"/orders\"",
                        "\"/orders/packets\"",
                        "\"/desk/orders/{number}\"",
                        "\"/visits\"")
                .doesNotContain("/actuator");
    }

    @Test
    void a_violated_constraint_is_a_problem_document() throws Exception {
        HttpResponse<String> violated = http.get("orders?least=-1");
        assertThat(violated.statusCode()).isEqualTo(400);
        assertThat(header(violated, "Content-Type")).startsWith("application/problem+json");
        assertThat(violated.body()).contains("\"field\" : \"least\"");
    }

    @Test
    void the_mapper_of_the_application_writes_bodies_and_payloads() throws Exception {
        try (Receiver receiver = new Receiver()) {
            subscribe(receiver);
            HttpResponse<String> first = http.get("orders");
            orders.place(9, false);
            assertThat(http.get(header(first, "Location")).body()).contains("\"placedAt\" : \"1970-01-01T00:00:00Z\"");
            await().atMost(Duration.ofMinutes(1)).until(() -> !receiver.bodies().isEmpty());
            assertThat(receiver.bodies().get(0)).contains("\"number\" : 9");
        }
    }

    @Test
    void an_event_is_delivered_if_the_transaction_of_the_service_commits_and_only_then() throws Exception {
        try (Receiver receiver = new Receiver()) {
            subscribe(receiver);
            assertThat(transactions.<Integer>execute(status -> {
                        int deliveries = placed.publish(new ShopApplication.Order(1, java.time.Instant.EPOCH))
                                .deliveries();
                        status.setRollbackOnly();
                        return deliveries;
                    }))
                    .isPositive();
            assertThat(http.post("desk/orders/10?fail=true", "").statusCode()).isEqualTo(500);
            assertThat(orders.after(0)).isEmpty();
            assertThat(http.post("desk/orders/20", "").statusCode()).isEqualTo(204);
            assertThat(orders.after(0)).hasSize(2);
            await().atMost(Duration.ofMinutes(1)).until(() -> receiver.bodies().size() >= 2);
            assertThat(receiver.bodies())
                    .hasSize(2)
                    .anyMatch(body -> body.contains("\"number\" : 20"))
                    .anyMatch(body -> body.contains("\"number\" : 21"));
        }
    }

    @Test
    void an_event_outside_of_a_transaction_is_delivered_at_once() throws Exception {
        try (Receiver receiver = new Receiver()) {
            subscribe(receiver);
            placed.publish(new ShopApplication.Order(1, java.time.Instant.EPOCH));
            await().atMost(Duration.ofMinutes(1)).until(() -> receiver.bodies().size() == 1);
        }
    }

    /** The callback URLs of earlier tests have ports of their own, and nobody listens there. */
    private void subscribe(Receiver receiver) throws Exception {
        HttpResponse<String> subscribed =
                http.post("orders/subscriptions", "{\"callbackUrl\":\"" + receiver.url() + "\"}");
        assertThat(subscribed.statusCode()).as(subscribed.body()).isEqualTo(201);
    }

    @Test
    void actions_and_orchestrations_are_beans() throws Exception {
        for (HttpResponse<String> accepted : java.util.List.of(
                http.post("orders/packets", "{\"number\":3,\"placedAt\":\"2026-11-21T03:44:00Z\"}"),
                http.post("orders/greetings?name=Ada", ""))) {
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            String status = header(accepted, "Location");
            await().atMost(Duration.ofMinutes(1)).until(() -> http.get(status).statusCode() == 200);
        }
    }

    @Test
    void a_bean_of_another_scope_is_made_for_each_request() throws Exception {
        assertThat(http.get("visits").body()).isEqualTo("1 of 0");
        assertThat(http.get("visits").body()).isEqualTo("1 of 0");
    }

    @Test
    void health_is_part_of_the_groups_of_the_probes() throws Exception {
        assertThat(http.get("actuator/health").body())
                .contains(
                        "connectorLive",
                        "\"runtime\":true",
                        "connectorReady",
                        "\"accepting\":true",
                        "\"database\":true");
        assertThat(groups.get("liveness").isMember("connectorLive")).isTrue();
        assertThat(groups.get("liveness").isMember("livenessState")).isTrue();
        assertThat(groups.get("liveness").isMember("connectorReady")).isFalse();
        assertThat(groups.get("readiness").isMember("connectorReady")).isTrue();
        assertThat(http.get("actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(http.get("actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(http.get("health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void meters_are_in_the_registry_of_the_application() throws Exception {
        try (Receiver receiver = new Receiver()) {
            subscribe(receiver);
            placed.publish(new ShopApplication.Order(1, java.time.Instant.EPOCH));
            await().atMost(Duration.ofMinutes(1)).until(() -> receiver.bodies().size() == 1);
        }
        assertThat(metrics.getMeters())
                .anyMatch(meter -> meter.getId().getName().startsWith("connectorkit.callbacks"));
    }
}
