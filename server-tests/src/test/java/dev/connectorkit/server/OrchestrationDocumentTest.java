package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.designer.document.Source;
import dev.connectorkit.sdk.durable.DurableClient;
import dev.connectorkit.sdk.durable.HttpManagementPayload;
import dev.connectorkit.swagger.Profile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The management API in the documents. */
class OrchestrationDocumentTest {

    /** An author's own endpoint. */
    @Path("orders")
    public static final class Approvals {

        /** Starts an approval. */
        @POST
        @Path("{number}/approval")
        @Produces(MediaType.APPLICATION_JSON)
        @Operation(
                operationId = "ApproveOrder",
                summary = "Approve an order",
                description = "Starts the approval of an order and says where to check its status.")
        @ApiResponse(
                responseCode = "202",
                description = "Started",
                content = @Content(schema = @Schema(implementation = HttpManagementPayload.class)))
        public Response approve(
                @PathParam("number") @Summary(value = "Number", description = "The number of the order.") String number,
                @Context DurableClient durable) {
            return durable.createCheckStatusResponse(durable.orchestrations().start("Greet", number));
        }
    }

    private final DurableApi api = new DurableApi(
            builder -> builder.title("Orders")
                    .description("Approves orders, and asks people where it has to.")
                    .publicUrl(URI.create("https://orders.example"))
                    .describe(document -> document.contact(
                                    "Ann", URI.create("https://orders.example"), "ann@orders.example")
                            .metadata(
                                    URI.create("https://orders.example"),
                                    URI.create("https://orders.example/privacy"),
                                    "Productivity")),
            options -> {},
            new Approvals());

    @AfterEach
    void stop() {
        api.close();
    }

    private JsonNode swagger() {
        return api.server().document().swagger(Profile.DESIGNER, api.server().url());
    }

    @ParameterizedTest
    @EnumSource(CheckProfile.class)
    void the_checker_finds_nothing(CheckProfile profile) {
        assertThat(Checker.builder()
                        .profiles(profile)
                        .build()
                        .check(new Source("orders", swagger().toPrettyString()))
                        .findings())
                .isEmpty();
    }

    @Test
    void what_jersey_passes_in_is_no_parameter() {
        assertThat(swagger().at("/paths/~1orders~1{number}~1approval/post/parameters"))
                .singleElement()
                .satisfies(only -> assertThat(only.path("name").asText()).isEqualTo("number"));
    }

    @Test
    void the_routes_are_described_once_and_designers_do_not_show_them() {
        List<String> described = new ArrayList<>();
        swagger()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (path.getKey().startsWith("/runtime/")) {
                        assertThat(operation.getValue().path("x-ms-visibility").asText())
                                .isEqualTo("internal");
                        assertThat(operation.getValue().path("parameters").findValuesAsText("name"))
                                .contains("code");
                    }
                    described.add(operation.getKey() + " " + path.getKey().replace(DurableApi.PREFIX, ""));
                }));
        assertThat(described)
                .containsExactlyInAnyOrder(
                        "post /orders/{number}/approval",
                        "post /orchestrators/{functionName}",
                        "post /orchestrators/{functionName}/{instanceId}",
                        "get /instances",
                        "delete /instances",
                        "get /instances/{instanceId}",
                        "delete /instances/{instanceId}",
                        "post /instances/{instanceId}/raiseEvent/{eventName}",
                        "post /instances/{instanceId}/terminate",
                        "delete /instances/{instanceId}/terminate",
                        "post /instances/{instanceId}/suspend",
                        "post /instances/{instanceId}/resume",
                        "post /instances/{instanceId}/rewind",
                        "post /instances/{instanceId}/restart");
    }
}
