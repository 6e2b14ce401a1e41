package dev.connectorkit.samples.bakery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.DesignerView;
import dev.connectorkit.designer.DynamicSource;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.Profile;
import dev.connectorkit.test.ActionCall;
import dev.connectorkit.test.CallOptions;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.test.junit.ConnectorExtension;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bakery, as an engine orders from it. */
class BakeryTest {

    @RegisterExtension
    final ConnectorExtension connector = ConnectorExtension.of((server, clock) -> {
        Orchestrations orchestrations = Orchestrations.create();
        BakeCake.register(orchestrations, Duration.ofSeconds(4));
        AsyncAction<CakeOrder, Cake> baking = Bakery.baking();
        server.orchestrations(orchestrations).actions(baking).register(new Bakery(baking));
    });

    private ConnectorServer server;

    @BeforeEach
    void start() {
        server = connector.server();
    }

    @Test
    void aCakeIsOrderedAskedForAndEaten(WorkflowEngine engine) {
        ActionCall call = engine.begin(
                "OrderCake",
                Map.of("flavour", "plum", "body", Map.of("layers", 3, "inscription", "Hello")),
                CallOptions.DEFAULT);
        assertThat(call.exchanges().get(0).status()).isEqualTo(202);
        assertThat(call.exchanges().get(0).answer().retryAfter(engine.now())).hasValue(Duration.ofSeconds(5));

        assertThat(engine.advanceUntil(call::isDone, Duration.ofDays(1))).isTrue();
        assertThat(call.result().orElseThrow().body())
                .hasToString("{\"flavour\":\"plum\",\"layers\":3,\"inscription\":\"Hello\"}");
    }

    @Test
    void theBakeryCallsWhenTheCakeIsDone(WorkflowEngine engine) {
        assertThat(engine.call("OrderCakeAndBeCalled", Map.of("flavour", "cheese"))
                        .body())
                .hasToString("{\"flavour\":\"cheese\",\"layers\":1,\"inscription\":\"\"}");
    }

    @Test
    void anOrderCanBeCancelledWhileItBakesAndSaysHowFarItIs() {
        String location = order("poppy", Map.of("layers", 2)).header("Location");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> given().get(location)
                        .then()
                        .statusCode(202)
                        .body("message", equalTo("layer 1 of 2 is in the oven")));
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

    @Test
    void anOrderWorksAsThePageSavesIt() throws Exception {
        DesignerView view = DesignerView.of(server.document().swagger(Profile.DESIGNER, server.url()));
        JsonNode saved =
                view.workflowNode(view.operation("OrderCake").orElseThrow()).path("inputs");
        assertThat(saved.path("method").asText()).isEqualToIgnoringCase("post");
        assertThat(saved.at("/queries/flavour").asText()).isEqualTo("<Flavour>");
        assertThat(saved.has("body")).isFalse(); // its fields are not loaded before somebody wishes for something
        URI order = server.url().resolve(saved.path("path").asText().substring(1) + "?flavour=poppy");
        int status = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(order)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isEqualTo(202);
    }

    @Test
    void wishesAreADynamicSchema() {
        JsonNode document = server.document().swagger(Profile.DESIGNER, server.url());
        DesignerView view = DesignerView.of(document);
        assertThat(view.operation("OrderCake").orElseThrow().inputs())
                .filteredOn(input ->
                        input.dynamicSource() != null && input.dynamicSource().kind() == DynamicSource.Kind.SCHEMA)
                .singleElement()
                .satisfies(input -> {
                    assertThat(input.in()).isEqualTo("body");
                    assertThat(input.dynamicSource().operationId()).isEqualTo("Wishes");
                    assertThat(input.dynamicSource().dependsOn()).containsExactly("flavour");
                });
        assertThat(view.operation("Wishes").orElseThrow().internal()).isTrue();
    }

    private Response order(String flavour, Map<String, Object> wishes) {
        return request().queryParam("flavour", flavour).body(wishes).post("cakes");
    }

    private RequestSpecification request() {
        return given().baseUri(server.url() + "api/bakery").contentType(ContentType.JSON);
    }
}
