package dev.connectorkit.sdk.durable;

import dev.connectorkit.annotations.Visibility;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.IdReuse;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.StartOptions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Starts orchestrations. */
@ManagementApi
@Path(OlderPathsFilter.PREFIX + "/orchestrators")
@Produces(MediaType.APPLICATION_JSON)
public final class OrchestratorsResource {

    private final OrchestrationClient client;
    private final CheckStatusResponses answers;

    /** Over this client. */
    public OrchestratorsResource(OrchestrationClient client, CheckStatusResponses answers) {
        this.client = client;
        this.answers = answers;
    }

    /** Starts an instance under a new id. */
    @POST
    @Path("{functionName}")
    @Operation(
            operationId = "StartOrchestration",
            summary = "Start an orchestration",
            description = "Starts an instance with the body as its input, and returns the links to its status.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = "object")))
    @ApiResponse(
            responseCode = "202",
            description = "Started",
            content = @Content(schema = @Schema(implementation = HttpManagementPayload.class)))
    @RequiresFunctionKey
    @Visibility(Visibility.Level.INTERNAL)
    public CompletionStage<Response> start(
            @PathParam("functionName") String functionName,
            @QueryParam("timeout") @Nullable Double timeout,
            @QueryParam("pollingInterval") @Nullable Double pollingInterval,
            @QueryParam("returnInternalServerErrorOnFailure") boolean failureIs500,
            @QueryParam("version") @Nullable String version,
            @QueryParam("tag") List<String> tag,
            byte @Nullable [] body,
            @Context UriInfo uri) {
        return start(functionName, null, timeout, pollingInterval, failureIs500, null, version, tag, body, uri);
    }

    /** Starts an instance under an id of the caller's choice. */
    @POST
    @Path("{functionName}/{instanceId}")
    @Operation(
            operationId = "StartOrchestrationWithId",
            summary = "Start an orchestration with an id",
            description =
                    "Starts an instance of this id with the body as its input, and says where to check its status.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = "object")))
    @ApiResponse(
            responseCode = "202",
            description = "Started",
            content = @Content(schema = @Schema(implementation = HttpManagementPayload.class)))
    @ApiResponse(responseCode = "409", description = "The id is taken, and idReuse refuses it")
    @RequiresFunctionKey
    @Visibility(Visibility.Level.INTERNAL)
    public CompletionStage<Response> start(
            @PathParam("functionName") String functionName,
            @PathParam("instanceId") @Nullable String instanceId,
            @QueryParam("timeout") @Nullable Double timeout,
            @QueryParam("pollingInterval") @Nullable Double pollingInterval,
            @QueryParam("returnInternalServerErrorOnFailure") boolean failureIs500,
            @QueryParam("idReuse") @Nullable IdReuse idReuse,
            @QueryParam("version") @Nullable String version,
            @QueryParam("tag") List<String> tag,
            byte @Nullable [] body,
            @Context UriInfo uri) {
        URI base = uri.getBaseUri();
        var wait = WaitTimes.of(timeout, pollingInterval);
        StartOptions.Builder options = StartOptions.builder();
        InstanceFilter.checked("instanceId", () -> options.instanceId(instanceId));
        InstanceFilter.checked("version", () -> options.version(version));
        InstanceFilter.tags(tag, options::tag);
        if (idReuse != null) {
            options.idReuse(idReuse);
        }
        String id = started(functionName, options.build(), body);
        return wait.isPresent()
                ? answers.waitOrCheckStatus(id, base, wait.get(), failureIs500)
                : CompletableFuture.completedFuture(answers.checkStatus(id, base, failureIs500));
    }

    private String started(String functionName, StartOptions options, byte @Nullable [] body) {
        var input = JsonBody.of(body);
        AtomicReference<String> id = new AtomicReference<>("");
        try {
            InstanceFilter.checked("functionName", () -> id.set(client.start(functionName, input, options)));
            return Objects.requireNonNull(id.get());
        } catch (InstanceStateException e) {
            throw new ProblemException(409, e.getMessage() + ".");
        }
    }
}
