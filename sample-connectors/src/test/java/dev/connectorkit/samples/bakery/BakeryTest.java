package dev.connectorkit.samples.bakery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.checker.designer.DesignerView;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.Profile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bakery, as an engine orders from it. */
class BakeryTest {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private HttpServer phone;
    private ConnectorServer server;

    @BeforeEach
    void start() throws Exception {
        phone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        phone.createContext("/", exchange -> {
            calls.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        phone.start();
        open(Duration.ofMillis(50));
    }

    private void open(Duration perLayer) {
        Orchestrations orchestrations = Orchestrations.create();
        BakeCake.register(orchestrations, perLayer);
        AsyncAction<CakeOrder, Cake> baking = Bakery.baking();
        server = ConnectorServer.builder()
                .store("memory")
                .orchestrations(orchestrations)
                .actions(baking)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .register(new Bakery(baking))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
        phone.stop(0);
    }

    @Test
    void aCakeIsOrderedAskedForAndEaten() {
        Response ordered = order("plum", Map.of("layers", 3, "inscription", "Hello"));
        assertThat(ordered.statusCode()).isEqualTo(202);
        assertThat(ordered.header("Retry-After")).isEqualTo("5");

        await().untilAsserted(() -> given().get(ordered.header("Location"))
                .then()
                .statusCode(200)
                .body("flavour", equalTo("plum"))
                .body("layers", equalTo(3))
                .body("inscription", equalTo("Hello")));
        given().get(ordered.header("Location")).then().statusCode(200);
    }

    @Test
    void theBakeryCallsWhenTheCakeIsDone() {
        request()
                .body(Map.of(
                        "callbackUrl", "http://localhost:" + phone.getAddress().getPort() + "/x", "flavour", "cheese"))
                .post("cakes/called")
                .then()
                .statusCode(201);
        await().untilAsserted(() ->
                assertThat(calls).containsExactly("{\"flavour\":\"cheese\",\"layers\":1,\"inscription\":\"\"}"));
    }

    @Test
    void anOrderCanBeCancelledWhileItBakesAndSaysHowFarItIs() {
        server.close();
        open(Duration.ofHours(1));
        String location = order("poppy", Map.of("layers", 2)).header("Location");
        await().untilAsserted(() ->
                given().get(location).then().statusCode(202).body("message", equalTo("layer 1 of 2 is in the oven")));
        given().delete(location).then().statusCode(204);
        given().get(location).then().statusCode(410);
    }

    @Test
    void anOrderThatIsRepeatedBakesOneCake() {
        Response first = request()
                .header("Idempotency-Key", "k1")
                .queryParam("flavour", "plum")
                .body("{}")
                .post("cakes");
        Response again = request()
                .header("Idempotency-Key", "k1")
                .queryParam("flavour", "plum")
                .body("{}")
                .post("cakes");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    }

    @Test
    void aFlavourThatIsNotOnTheMenuIsRefusedByName() {
        order("mud", Map.of()).then().statusCode(400).body("errors[0].field", equalTo("flavour"));
        order("plum", Map.of("layers", 10)).then().statusCode(400).body("errors[0].field", equalTo("layers"));
        request()
                .body(Map.of("callbackUrl", "http://localhost:1/x", "flavour", "mud"))
                .post("cakes/called")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("flavour"));
    }

    @Test
    void theDesignerGetsItsMenuAndItsFields() {
        request().get("menu").then().body("id", contains("plum", "cheese", "poppy"));
        request().queryParam("flavour", "cheese").get("wishes").then().body("schema.properties", not(hasKey("layers")));
        request().queryParam("flavour", "plum").get("wishes").then().body("schema.properties", hasKey("layers"));
    }

    @Test
    void theDesignerShowsTheFieldsOfTheCakeAsOutputs() {
        String card = DesignerView.of(server.document().swagger(Profile.DESIGNER, server.url()))
                .toText();
        assertThat(card.substring(card.indexOf("Order a cake"), card.indexOf("Order a cake and be called")))
                .contains("Flavour", "Layers", "Inscription");
    }

    private Response order(String flavour, Map<String, Object> wishes) {
        return request().queryParam("flavour", flavour).body(wishes).post("cakes");
    }

    private RequestSpecification request() {
        return given().baseUri(server.url() + "api/bakery").contentType(ContentType.JSON);
    }
}
