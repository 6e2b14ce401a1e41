package dev.connectorkit.server;

import static dev.connectorkit.server.EventServer.soon;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.DeliveryOptions;
import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.Bakery.Cake;
import dev.connectorkit.server.Bakery.CakeOrder;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActionCallbackTest {

    private static final String ADMIN = "0123456789abcdef";

    private final Oven oven = new Oven();
    private Receiver receiver;
    private ConnectorServer server;

    @BeforeEach
    void listen() throws Exception {
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        oven.open();
        server.close();
        receiver.close();
    }

    @Test
    void whoLeftTheirNumberIsCalledWithTheCakeAndThenForgotten() {
        start(Bakery.action().work(oven).header("x-bakery", "north"));
        Response subscribed = order("/a", "plum");
        subscribed.then().statusCode(201).header("Content-Length", "0");
        assertThat(subscribed.header("Location")).matches(server.url() + "cakes/called/[0-9a-f]{32}-[\\w-]{22}");
        order("/b", "apple");
        assertThat(subscriptions()).hasSize(2);

        oven.open();
        soon().until(() -> receiver.got().size() == 2);
        assertThat(receiver.got("/a")).singleElement().satisfies(got -> {
            assertThat(got.method()).isEqualTo("POST");
            assertThat(got.body()).isEqualTo("{\"flavour\":\"plum\",\"layers\":2,\"price\":19.0}");
            assertThat(got.header("x-bakery")).isEqualTo("north");
        });
        assertThat(receiver.got("/b").get(0).body()).contains("apple");
        soon().until(() -> subscriptions().isEmpty());
    }

    @Test
    void aRepeatedRequestStartsNothingEvenAfterTheCall() {
        start(Bakery.action().work(oven.open()));
        String location = order("/a", "plum").header("Location");
        soon().until(() -> receiver.got().size() == 1 && subscriptions().isEmpty());
        Response again = order("/a", "plum");
        again.then().statusCode(201).header("Location", location);
        order("/a", "apple").then().statusCode(422);
        order("/b", "apple");
        soon().until(() -> receiver.got().size() == 2);
        assertThat(oven.begun).containsExactly("plum", "apple");
    }

    @Test
    void aFailureIsPostedAsAProblem() {
        start(Bakery.action().work((order, progress) -> {
            throw new ProblemException(409, "no plums");
        }));
        order("/a", "plum");
        soon().until(() -> receiver.got().size() == 1);
        assertThat(receiver.got().get(0).body())
                .isEqualTo("{\"title\":\"Conflict\",\"status\":409,\"detail\":\"no plums\"}");
    }

    @Test
    void aFailureIsPostedAsTheAuthorMapsIt() {
        start(Bakery.action()
                .work((order, progress) -> {
                    throw new IllegalStateException("no plums");
                })
                .failingWith(IllegalStateException.class, 409)
                .failurePayload(problem -> Map.of("error", problem.detail())));
        order("/a", "plum");
        soon().until(() -> receiver.got().size() == 1);
        assertThat(receiver.got().get(0).body()).isEqualTo("{\"error\":\"no plums\"}");
    }

    @Test
    void aResultThatIsTooLargeForCallsFailsTheOperation() {
        start(
                Bakery.action()
                        .work((order, progress) -> new Cake(order.flavour().repeat(order.layers()), 1, 0)),
                options -> options.maxPayloadBytes(100));
        order("/a", "p".repeat(50));
        order("/b", "p");
        soon().until(() -> receiver.got().size() == 2);
        assertThat(receiver.got("/a").get(0).body())
                .startsWith("{\"title\":\"Internal Server Error\",\"status\":500,\"detail\":\"The result has 137 bytes;"
                        + " the limit is 100.\",\"logId\":");
        assertThat(receiver.got("/b").get(0).body()).contains("\"flavour\":\"pp\"");
    }

    @Test
    void theSameResultIsFetchedByPollingWhateverItsSize() {
        start(
                Bakery.action().work((order, progress) -> new Cake("p".repeat(100), 1, 0)),
                options -> options.maxPayloadBytes(100));
        String location = given().contentType(ContentType.JSON)
                .body(Map.of("flavour", "p", "layers", 1))
                .post(server.url() + "cakes")
                .header("Location");
        soon().untilAsserted(() -> given().get(location).then().statusCode(200));
    }

    @Test
    void toUnsubscribeIsToCancel() {
        start(Bakery.action().work(oven).maxRunning(1).maxQueued(10));
        String location = order("/a", "plum").header("Location");
        order("/b", "apple");
        soon().until(() -> oven.begun.equals(List.of("plum")));
        given().delete(location).then().statusCode(204);
        given().delete(location).then().statusCode(204);
        assertThat(subscriptions()).hasSize(1);
        oven.open();
        soon().until(() -> receiver.got("/b").size() == 1);
        assertThat(receiver.got("/a")).isEmpty();
    }

    @Test
    void aCallThatFailsIsMadeAgain() {
        receiver.answering(got -> Receiver.Reply.of(receiver.got().size() < 3 ? 503 : 202));
        start(Bakery.action().work(oven.open()));
        order("/a", "plum");
        soon().until(() -> receiver.got().size() == 3 && subscriptions().isEmpty());
    }

    @Test
    void aCallbackUrlThatIsNotAllowedStartsNothing() {
        start(Bakery.action().work(oven.open()));
        given().contentType(ContentType.JSON)
                .body(Map.of("callbackUrl", "http://169.254.169.254/latest", "flavour", "plum"))
                .post(server.url() + "cakes/called")
                .then()
                .statusCode(400);
        order("/a", "").then().statusCode(400);
        assertThat(oven.begun).isEmpty();
    }

    @Test
    void tooManyThatWaitAreSentAway() {
        start(Bakery.action().work(oven).maxRunning(1).maxQueued(0));
        order("/a", "plum").then().statusCode(201);
        order("/b", "apple").then().statusCode(429).header("Retry-After", "20");
        assertThat(subscriptions()).hasSize(1);
    }

    @Test
    void anEventMustNotBeNamedAsTheEndOfAnAction() {
        start(Bakery.action().work(oven));
        assertThatThrownBy(() -> Callbacks.named("once:bake-cake", Void.class, Cake.class)
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void start(AsyncAction.Builder<CakeOrder, Cake> action) {
        start(action, options -> {});
    }

    private void start(AsyncAction.Builder<CakeOrder, Cake> action, Consumer<DeliveryOptions.Builder> delivery) {
        AsyncAction<CakeOrder, Cake> bake = action.build();
        server = ConnectorServer.builder()
                .store("memory")
                .admin(0, ADMIN)
                .delivery(delivery)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment())
                        .policy(DeliveryPolicy.builder()
                                .schedule(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(5))
                                .build()))
                .actions(bake)
                .register(new Bakery(bake))
                .start();
    }

    private List<Object> subscriptions() {
        return given().header("Authorization", "Bearer " + ADMIN)
                .get("http://127.0.0.1:" + server.adminPort() + "/callbacks/subscriptions")
                .jsonPath()
                .getList("$");
    }

    private Response order(String path, String flavour) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("callbackUrl", receiver.url(path), "flavour", flavour, "layers", 2))
                .post(server.url() + "cakes/called");
    }
}
