package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.annotations.CallbackUrl;
import dev.connectorkit.annotations.WebhookTrigger;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import jakarta.validation.constraints.DecimalMin;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The document for people is OpenAPI 3.1: a parser of that version reads it without a message. */
class OpenApi31Test {

    record Event(
            @Schema(nullable = true) String id,
            @DecimalMin(value = "0", inclusive = false) BigDecimal amount) {}

    record Subscription(@CallbackUrl String callbackUrl) {}

    @Path("/events")
    static class Events {
        @POST
        @WebhookTrigger(summary = "When an event comes", notification = Event.class)
        public void subscribe(Subscription subscription) {}
    }

    record Named(
            @JsonProperty("default") @Schema(nullable = true)
            String usual,

            @JsonProperty("enum") @Schema(nullable = true) String one) {}

    @Path("/named")
    static class NamedParts {
        @GET
        public Named get() {
            throw new UnsupportedOperationException();
        }

        @DELETE
        @ApiResponse(
                responseCode = "default",
                description = "Failed",
                content = @Content(schema = @Schema(type = "string", nullable = true)))
        public void delete() {}
    }

    private static SwaggerParseResult parsed(ObjectNode document) {
        return new OpenAPIV3Parser().readContents(document.toString());
    }

    private static ObjectNode document(Class<?>... resources) {
        return ConnectorDocument.of(
                        ConnectorDescription.builder().resources(resources).build())
                .openApi(URI.create("https://example.com/api"));
    }

    @Test
    void a_parser_reads_the_document_and_its_webhooks() {
        SwaggerParseResult result = parsed(document(Events.class));
        assertThat(result.getMessages()).isEmpty();
        OpenAPI read = result.getOpenAPI();
        assertThat(read.getOpenapi()).isEqualTo("3.1.0");
        assertThat(read.getWebhooks()).containsOnlyKeys("Subscribe");
        assertThat(read.getWebhooks()
                        .get("Subscribe")
                        .getPost()
                        .getRequestBody()
                        .getContent()
                        .get("application/json")
                        .getSchema()
                        .get$ref())
                .isEqualTo("#/components/schemas/Event");
    }

    @Test
    void schemas_have_the_keywords_of_json_schema() {
        ObjectNode document = document(Events.class);
        assertThat(document.at("/components/schemas/Event/properties/id/type")).hasSize(2);
        assertThat(document.at("/components/schemas/Event/properties/amount/exclusiveMinimum")
                        .isNumber())
                .isTrue();
        assertThat(document.findValues("nullable")).isEmpty();
    }

    @Test
    void schemas_that_are_called_like_keywords_are_schemas() {
        ObjectNode document = document(NamedParts.class);
        assertThat(document.at("/components/schemas/Named/properties/default/type"))
                .hasSize(2);
        assertThat(document.at("/components/schemas/Named/properties/enum/type"))
                .hasSize(2);
        assertThat(document.findValues("nullable")).isEmpty();
    }

    @Test
    void every_kind_of_operation_is_read_without_a_message() {
        assertThat(parsed(document(Shop.class.getDeclaredClasses())).getMessages())
                .isEmpty();
        assertThat(parsed(ConnectorDocument.of(new KitchenDescription().description())
                                .openApi(URI.create("https://example.com/")))
                        .getMessages())
                .isEmpty();
    }
}
