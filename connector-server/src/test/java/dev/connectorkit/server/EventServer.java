package dev.connectorkit.server;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.server.OrderEvents.Order;
import dev.connectorkit.server.OrderEvents.Region;
import dev.connectorkit.storage.TestClock;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** A connector with one event and its operator's API, whose clock stands still until it is moved. */
final class EventServer implements AutoCloseable {

    private static final String KEY = "an-operators-key-for-tests";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Callbacks<Region, Order> event;
    private final TestClock clock = new TestClock();
    private final ConnectorServer server;

    private EventServer(Callbacks<Region, Order> event, UnaryOperator<ConnectorServer.Builder> setUp) {
        this.event = event;
        this.server = setUp.apply(ConnectorServer.builder()
                        .host("localhost")
                        .stateKey(TestServer.KEY)
                        .store("memory")
                        .clock(clock)
                        .callbacks(event)
                        .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                        .admin(0, KEY)
                        .register(new OrderEvents(event)))
                .start();
    }

    static EventServer with(Callbacks.Builder<Region, Order> event) {
        return with(event, builder -> builder);
    }

    static EventServer with(Callbacks.Builder<Region, Order> event, UnaryOperator<ConnectorServer.Builder> setUp) {
        return new EventServer(event.build(), setUp);
    }

    Callbacks<Region, Order> event() {
        return event;
    }

    int port() {
        return server.port();
    }

    Instant now() {
        return clock.instant();
    }

    void pass(Duration time) {
        clock.pass(time);
    }

    /** Publishes an order with this id. */
    void publish(String id) {
        event.publish(new Order(id, "north"));
    }

    ValidatableResponse ask(String callbackUrl) {
        return given().contentType("application/json")
                .body(Map.of("callbackUrl", callbackUrl))
                .post(server.url() + "orders/subscriptions")
                .then();
    }

    /** Subscribes; returns the Location. */
    String subscribe(String callbackUrl) {
        return ask(callbackUrl).statusCode(201).extract().header("Location");
    }

    /** The id of the subscription of this Location, as operators know it. */
    static String id(String location) {
        return location.substring(location.lastIndexOf('/') + 1, location.lastIndexOf('/') + 33);
    }

    /** Returns the list of the operator's API; not by a path, which REST Assured compiles each time. */
    List<Map<String, Object>> list(String path) {
        Response answer = given().header("Authorization", "Bearer " + KEY).get(operators(path));
        answer.then().statusCode(200);
        try {
            return JSON.readValue(answer.asByteArray(), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The subscription of this Location. */
    Map<String, Object> subscription(String location) {
        return list("subscriptions").stream()
                .filter(each -> id(location).equals(each.get("id")))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the attempts of a delivery. */
    List<Map<String, Object>> attempts(Object delivery) {
        return list("deliveries/" + delivery + "/attempts");
    }

    ValidatableResponse operate(String path) {
        return given().header("Authorization", "Bearer " + KEY)
                .post(operators(path))
                .then()
                .statusCode(200);
    }

    private String operators(String path) {
        return "http://127.0.0.1:" + server.adminPort() + "/callbacks/" + path;
    }

    /** Until the only delivery waits after this many attempts that count; returns it. */
    Map<String, Object> waitingAfter(int attempts) {
        return soon().until(
                        () -> list("deliveries"),
                        all -> all.size() == 1
                                && all.get(0).get("attempts").equals(attempts)
                                && all.get(0).get("underWay").equals(false))
                .get(0);
    }

    /** Returns the time until a delivery is due; negative if it is. */
    Duration wait(Map<String, @Nullable Object> delivery) {
        return Duration.between(now(), Instant.parse(String.valueOf(delivery.get("dueAt"))));
    }

    static ConditionFactory soon() {
        return await().atMost(SOON).pollDelay(Duration.ZERO).pollInterval(LOOK);
    }

    @Override
    public void close() {
        server.close();
    }
}
