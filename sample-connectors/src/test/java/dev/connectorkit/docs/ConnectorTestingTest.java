package dev.connectorkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.checker.model.Source;
import dev.connectorkit.docs.OrderWebhooks.Order;
import dev.connectorkit.docs.OrderWebhooks.OrderFilter;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.sdk.poll.Poll;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.Profile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The snippets of the guide on tests, which are tests themselves. */
class ConnectorTestingTest {

    // tag::resource[]
    @Path("/minutes")
    public static class Minutes {
        public record Minute(
                @Summary(value = "At", description = "The end of the minute.")
                Instant at) {}

        private final Clock clock;

        public Minutes(Clock clock) {
            this.clock = clock;
        }

        @GET
        @PollTrigger(summary = "When a minute has passed")
        public Poll<Minute> minutePassed(@TriggerState Instant since) {
            Instant next = since.plusSeconds(60);
            return clock.instant().isBefore(next) ? Poll.nothing() : Poll.found(new Minute(next), next);
        }
    }
    // end::resource[]

    // tag::clock[]
    static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
    // end::clock[]

    // tag::polling[]
    @Test
    void fires_when_a_minute_has_passed() throws Exception {
        SettableClock clock = new SettableClock();
        try (ConnectorServer server = ConnectorServer.builder()
                .port(0) // any free port
                .clock(clock)
                .register(new Minutes(clock))
                .start()) {
            HttpResponse<String> first = get(server.url().resolve("minutes"));
            assertThat(first.statusCode()).isEqualTo(202);

            clock.advance(Duration.ofMinutes(1));
            HttpResponse<String> second = get(location(first));
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(second.body()).isEqualTo("{\"at\":\"2030-01-01T00:01:00Z\"}");

            HttpResponse<String> third = get(location(second));
            assertThat(third.statusCode()).isEqualTo(202);
        }
    }
    // end::polling[]

    // tag::webhook[]
    @Test
    void delivers_an_order_of_the_region_to_its_subscriber() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/callback", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        engine.start();

        Callbacks<OrderFilter, Order> created = OrderWebhooks.orderCreated();
        try (ConnectorServer server = ConnectorServer.builder()
                .port(0)
                .store("memory")
                .callbacks(created)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment())) // lets callbacks go to this machine
                .register(new OrderWebhooks(created))
                .start()) {
            String callbackUrl = "http://localhost:" + engine.getAddress().getPort() + "/callback";
            HttpResponse<String> subscribed = post(
                    server.url().resolve("orders/subscriptions"),
                    "{\"callbackUrl\":\"" + callbackUrl + "\",\"region\":\"north\"}");
            assertThat(subscribed.statusCode()).isEqualTo(201);

            created.publish(new Order("1", "south"));
            created.publish(new Order("2", "north"));
            assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("{\"id\":\"2\",\"region\":\"north\"}");
        } finally {
            engine.stop(0);
        }
    }
    // end::webhook[]

    // tag::document[]
    @Test
    void the_document_has_no_findings_of_the_checker() {
        try (ConnectorServer server = ConnectorServer.builder()
                .title("Minutes")
                .description("Reports the minutes that have passed.")
                .register(new Minutes(Clock.systemUTC()))
                .start()) {
            String document = server.document()
                    .swagger(Profile.DESIGNER, URI.create("https://minutes.example.com/"))
                    .toString();
            assertThat(Checker.builder()
                            .profiles(CheckProfile.DESIGNER)
                            .build()
                            .check(new Source("minutes", document))
                            .findings())
                    .isEmpty();
        }
    }
    // end::document[]

    private static URI location(HttpResponse<?> response) {
        return URI.create(response.headers().firstValue("Location").orElseThrow());
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(URI uri, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
