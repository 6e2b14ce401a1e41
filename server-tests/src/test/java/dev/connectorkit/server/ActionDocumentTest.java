package dev.connectorkit.server;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.designer.DesignerOutput;
import dev.connectorkit.designer.DesignerView;
import dev.connectorkit.designer.OperationKind;
import dev.connectorkit.designer.document.Source;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.Bakery.Cake;
import dev.connectorkit.server.Bakery.CakeOrder;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActionDocumentTest {

    private static final URI SITE = URI.create("https://bakery.example/");

    private ConnectorServer server;

    @BeforeEach
    void start() {
        AsyncAction<CakeOrder, Cake> bake =
                Bakery.action().work(new Oven().open()).build();
        server = ConnectorServer.builder()
                .store("memory")
                .title("Bakery")
                .description("Bakes cakes to order, of any flavour and height.")
                .publicUrl(URI.create("https://bakery.example/api"))
                .describe(document -> document.contact("The bakery", SITE, "cakes@bakery.example")
                        .metadata(SITE, SITE.resolve("privacy"), "Data"))
                .actions(bake)
                .register(new Bakery(bake))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theCakeIsWhatThe200CarriesAndThe202HasHeadersOnly() throws IOException {
        JsonNode responses = swagger().at("/paths/~1cakes/post/responses");
        assertThat(responses.at("/200/schema/$ref").asText()).endsWith("/Cake");
        assertThat(responses.path("200").has("headers")).isFalse();
        assertThat(responses.path("202").has("schema")).isFalse();
        assertThat(responses.at("/202/headers/Location/type").asText()).isEqualTo("string");
        assertThat(responses.at("/202/headers/Retry-After/type").asText()).isEqualTo("integer");
    }

    @Test
    void designersOfferTheFieldsOfTheCake() throws IOException {
        DesignerView view = DesignerView.of(swagger());
        DesignerOperation polling = view.operation("OrderCake").orElseThrow();
        assertThat(polling.kind()).isEqualTo(OperationKind.ACTION);
        assertThat(polling.outputs())
                .extracting(DesignerOutput::label)
                .containsExactlyInAnyOrder("Flavour", "Layers", "Price");
        DesignerOperation called = view.operation("OrderCakeAndBeCalled").orElseThrow();
        assertThat(called.kind()).isEqualTo(OperationKind.WEBHOOK_ACTION);
        assertThat(called.outputs())
                .extracting(DesignerOutput::label)
                .containsExactlyInAnyOrder("Flavour", "Layers", "Price");
    }

    @Test
    void askingAndCancellingAreHiddenFromPeople() throws IOException {
        JsonNode operation = swagger().at("/paths/~1operations~1{operationId}");
        assertThat(operation.at("/get/x-ms-visibility").asText()).isEqualTo("internal");
        assertThat(operation.at("/delete/x-ms-visibility").asText()).isEqualTo("internal");
    }

    @Test
    void theWebhookActionIsNoTrigger() throws IOException {
        JsonNode path = swagger().at("/paths/~1cakes~1called");
        assertThat(path.at("/x-ms-notification-content/schema/$ref").asText()).endsWith("/Cake");
        assertThat(path.at("/post").has("x-ms-trigger")).isFalse();
        assertThat(path.at("/post/responses/201").has("schema")).isFalse();
        assertThat(swagger()
                        .at("/paths/~1cakes~1called~1{subscriptionId}/delete/x-ms-visibility")
                        .asText())
                .isEqualTo("internal");
    }

    @Test
    void theCheckerFindsNothing() {
        String served = get("http://localhost:" + server.port() + "/swagger.json?profile=designer")
                .asString();
        for (CheckProfile profile : CheckProfile.values()) {
            assertThat(Checker.builder()
                            .profiles(profile)
                            .build()
                            .check(new Source("bakery", served))
                            .findings())
                    .isEmpty();
        }
    }

    private JsonNode swagger() throws IOException {
        return new ObjectMapper()
                .readTree(get("http://localhost:" + server.port() + "/swagger.json?profile=designer")
                        .asString());
    }
}
