package dev.connectorkit.server;

import static io.restassured.RestAssured.given;

import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RawJson;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.sdk.durable.OrchestrationOptions;
import io.restassured.specification.RequestSpecification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A server with orchestrations in memory, and requests to its management API. */
final class DurableApi implements AutoCloseable {

    static final String KEY = "the-system-key-of-this-test";
    static final String PREFIX = "/runtime/webhooks/durabletask";

    /** The clock of all servers of this test. */
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T03:44:00.123Z"));

    /** True while activity Fragile fails. */
    final AtomicBoolean fragile = new AtomicBoolean(true);

    private final ConnectorServer server;

    DurableApi() {
        this(options -> {});
    }

    DurableApi(Consumer<OrchestrationOptions.Builder> options, Object... resources) {
        this(builder -> builder, options, resources);
    }

    DurableApi(
            UnaryOperator<ConnectorServer.Builder> builder,
            Consumer<OrchestrationOptions.Builder> options,
            Object... resources) {
        ConnectorServer.Builder configured = ConnectorServer.builder()
                .host("localhost")
                .stateKey(TestServer.KEY)
                .store("memory")
                .clock(new ReferenceClock(now))
                .orchestrations(
                        orchestrations(), o -> options.accept(o.systemKey(KEY).documentedManagementApi()));
        for (Object resource : resources) {
            configured.register(resource);
        }
        server = builder.apply(configured).start();
    }

    private Orchestrations orchestrations() {
        Orchestrations all = Orchestrations.create();
        all.registerActivity("SayHello", String.class, String.class, city -> "Hello " + city + "!");
        all.registerActivity("Fragile", String.class, String.class, text -> {
            if (fragile.get()) {
                throw new IllegalStateException("it broke");
            }
            return text;
        });
        all.registerActivity("Endless", Object.class, Object.class, input -> {
            new CountDownLatch(1).await(); // the server's end interrupts it
            return input;
        });
        all.register("Echo", Object.class, Object.class, (ctx, input) -> input);
        all.register(
                "Greet",
                String.class,
                String.class,
                (ctx, city) -> ctx.callActivity("SayHello", city, String.class).await());
        all.register(
                "Fragile",
                String.class,
                String.class,
                (ctx, text) -> ctx.callActivity("Fragile", text, String.class).await());
        all.register("Wait", Object.class, Object.class, (ctx, input) -> {
            ctx.setCustomStatus("waiting");
            return ctx.waitForExternalEvent("Go", Object.class).await();
        });
        all.register("Everything", String.class, String.class, new Everything()::run);
        return all;
    }

    ConnectorServer server() {
        return server;
    }

    OrchestrationClient client() {
        return server.orchestrations();
    }

    /** Starts an instance and waits until it has got as far as it does by itself. */
    String started(String name, String json) throws TimeoutException {
        String id = client().start(name, new RawJson(json));
        client().waitForStart(id, Duration.ofMinutes(2));
        return id;
    }

    /** Starts an instance and waits until it has ended. */
    String ended(String name, String json) throws TimeoutException {
        return ended(name, json, StartOptions.NONE);
    }

    String ended(String name, String json, StartOptions options) throws TimeoutException {
        String id = client().start(name, new RawJson(json), options);
        awaitEnd(id);
        return id;
    }

    OrchestrationStatus awaitEnd(String id) throws TimeoutException {
        return client().waitForCompletion(id, Duration.ofMinutes(2));
    }

    String url() {
        return "http://localhost:" + server.port();
    }

    /** A request with the system key. */
    RequestSpecification request() {
        return anonymous().queryParam("code", KEY);
    }

    RequestSpecification anonymous() {
        return given().baseUri(url()).redirects().follow(false);
    }

    @Override
    public void close() {
        server.close();
    }

    private static final class ReferenceClock extends Clock {

        private final AtomicReference<Instant> now;

        ReferenceClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
