package dev.connectorkit.samples;

import dev.connectorkit.annotations.Visibility;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.RawJson;
import dev.connectorkit.sdk.durable.DurableClient;
import dev.connectorkit.sdk.durable.HttpManagementPayload;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** An endpoint of one's own that starts an orchestration by its name, and answers with the links to watch and steer it. */
@Path("/orchestrators")
public final class HttpStart {

    /** Starts an instance with the body as its input. */
    @POST
    @Path("{functionName}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "StartSampleOrchestration",
            summary = "Start a sample orchestration",
            description = "Starts a sample orchestration with the body as its input.")
    @ApiResponse(
            responseCode = "202",
            description = "Started",
            content = @Content(schema = @Schema(implementation = HttpManagementPayload.class)))
    @Visibility(Visibility.Level.INTERNAL)
    public Response start(
            @PathParam("functionName") String functionName, @Nullable String body, @Context DurableClient durable) {
        try {
            String id = durable.orchestrations().start(functionName, body == null ? null : new RawJson(body));
            return durable.createCheckStatusResponse(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(404, e.getMessage() + ".");
        }
    }
}
