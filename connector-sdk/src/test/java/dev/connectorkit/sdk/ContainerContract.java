package dev.connectorkit.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.guard.CallbackGuard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The patterns of the protocol, as they must work in every container. */
abstract class ContainerContract {

    private static final byte[] KEY =
            "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final String ORDER = "{\"number\":\"A-1\",\"placed\":\"2026-11-21T03:44:00Z\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    final dev.connectorkit.callbacks.Callbacks<Shop.Region, Shop.Order> placed = Shop.event();
    final dev.connectorkit.sdk.action.AsyncAction<Shop.Order, Shop.Order> pack = Shop.action();
    final ConnectorRuntime runtime = ConnectorRuntime.builder()
            .title("Shop")
            .stateKey(KEY)
            .store("memory")
            .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
            .callbacks(placed)
            .actions(pack)
            .build();

    /** Returns the URL of the running application, with a slash at its end. */
    abstract String base();

    @AfterEach
    void closeRuntime() {
        runtime.close();
    }

    final Shop shop() {
        return new Shop(placed, pack);
    }

    private HttpResponse<String> send(String method, String url, String... headersThenBody) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.startsWith("http") ? url : base() + url));
        int headers = headersThenBody.length / 2 * 2;
        for (int i = 0; i < headers; i += 2) {
            request.header(headersThenBody[i], headersThenBody[i + 1]);
        }
        String body = headersThenBody.length % 2 == 1 ? headersThenBody[headers] : "";
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        request.method(
                method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }

    @Test
    void a_poll_without_items_is_a_202_with_the_state_in_its_location() throws Exception {
        HttpResponse<String> first = send("GET", "shop/orders?least=3");
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(header(first, "Location")).startsWith(base() + "shop/orders?least=3&triggerState=");
        assertThat(header(first, "Retry-After")).isNotBlank();
        assertThat(send("GET", header(first, "Location")).statusCode()).isEqualTo(202);
    }

    @Test
    void a_violated_constraint_and_a_path_that_does_not_exist_are_problem_documents() throws Exception {
        HttpResponse<String> violated = send("GET", "shop/orders?least=-1");
        assertThat(violated.statusCode()).isEqualTo(400);
        assertThat(header(violated, "Content-Type")).startsWith("application/problem+json");
        assertThat(violated.body()).contains("\"field\":\"least\"");
        HttpResponse<String> unknown = send("GET", "shop/nothing");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(header(unknown, "Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void an_unexpected_failure_is_a_problem_document_with_a_log_id_and_without_details() throws Exception {
        HttpResponse<String> broken = send("GET", "shop/broken");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).contains("\"logId\":").doesNotContain("secret");
    }

    @Test
    void an_action_is_accepted_and_its_result_is_polled() throws Exception {
        HttpResponse<String> accepted = send("POST", "shop/packets", "Idempotency-Key", "k", ORDER);
        assertThat(accepted.statusCode()).isEqualTo(202);
        HttpResponse<String> repeated = send("POST", "shop/packets", "Idempotency-Key", "k", ORDER);
        assertThat(header(repeated, "Location")).isEqualTo(header(accepted, "Location"));
        HttpResponse<String> other = send("POST", "shop/packets", "Idempotency-Key", "k", ORDER.replace("A-1", "A-2"));
        assertThat(other.statusCode()).isEqualTo(422);
        String status = header(accepted, "Location");
        assertThat(status).startsWith(base() + "operations/");
        await().atMost(Duration.ofMinutes(2)).until(() -> send("GET", status).statusCode() == 200);
        assertThat(send("GET", status).body()).isEqualTo(ORDER);
    }

    @Test
    void a_subscription_gets_what_is_published_and_ends_with_its_location() throws Exception {
        try (Receiver receiver = new Receiver()) {
            HttpResponse<String> subscribed =
                    send("POST", "shop/hooks", "{\"callbackUrl\":\"" + receiver.url() + "\",\"region\":\"EU\"}");
            assertThat(subscribed.statusCode()).isEqualTo(201);
            placed.publish(new Shop.Order("A-1", java.time.Instant.EPOCH));
            await().atMost(Duration.ofMinutes(2)).until(() -> receiver.bodies().size() == 1);
            assertThat(receiver.bodies().get(0)).contains("A-1");
            String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
            assertThat(send("POST", "shop/sales", "traceparent", trace, ORDER).statusCode())
                    .isEqualTo(204);
            await().atMost(Duration.ofMinutes(2)).until(() -> receiver.bodies().size() == 2);
            assertThat(receiver.traces()).anyMatch(sent -> sent.contains("4bf92f3577b34da6a3ce929d0e0e4736"));
            assertThat(send("DELETE", header(subscribed, "Location")).statusCode())
                    .isEqualTo(204);
            assertThat(placed.publish(new Shop.Order("A-2", java.time.Instant.EPOCH))
                            .deliveries())
                    .isZero();
        }
    }

    @Test
    void the_document_describes_the_resources_of_the_application() throws Exception {
        HttpResponse<String> document = send("GET", "swagger.json");
        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.body()).contains("/shop/orders", "\"Pack\"", "\"Shop\"");
    }

    @Test
    void health_has_a_live_and_a_ready_part_and_readiness_goes_down_first() throws Exception {
        assertThat(send("GET", "health").body()).contains("\"status\":\"UP\"", "\"database\":\"UP\"");
        assertThat(send("GET", "health/ready").statusCode()).isEqualTo(200);
        runtime.drain();
        assertThat(send("GET", "health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> draining = send("GET", "health");
        assertThat(draining.statusCode()).isEqualTo(503);
        assertThat(draining.body()).contains("\"accepting\":\"DOWN\"");
        assertThat(send("GET", "shop/orders").statusCode()).isEqualTo(202);
    }

    /** Records the bodies that are posted to it. */
    private static final class Receiver implements AutoCloseable {

        private final com.sun.net.httpserver.HttpServer server;
        private final java.util.List<String> traces = new java.util.concurrent.CopyOnWriteArrayList<>();
        private final java.util.List<String> bodies = new java.util.concurrent.CopyOnWriteArrayList<>();

        Receiver() throws IOException {
            server = com.sun.net.httpserver.HttpServer.create(
                    new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                traces.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
                bodies.add(
                        new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(202, -1);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        }

        java.util.List<String> bodies() {
            return bodies;
        }

        java.util.List<String> traces() {
            return traces;
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
