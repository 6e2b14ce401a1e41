package dev.connectorkit.sdk.durable;

import dev.connectorkit.annotations.Visibility;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.EventOptions;
import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RawJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads, steers and removes one instance. */
@ManagementApi
@Path(OlderPathsFilter.PREFIX + "/instances/{instanceId}")
@Produces(MediaType.APPLICATION_JSON)
public final class InstanceResource {

    /** The path parameter that names the instance, the only one that its links open. */
    static final String ID = "instanceId";

    private final OrchestrationClient client;
    private final CheckStatusResponses answers;

    /** Over this client. */
    public InstanceResource(OrchestrationClient client, CheckStatusResponses answers) {
        this.client = client;
        this.answers = answers;
    }

    /** Returns the status of the instance. */
    @GET
    @Operation(
            operationId = "GetOrchestration",
            summary = "Get the status of an orchestration",
            description = "Returns the status of an instance, with its history on request.")
    @ApiResponse(
            responseCode = "200",
            description = "Completed",
            content = @Content(schema = @Schema(implementation = InstanceStatus.class)))
    @ApiResponse(responseCode = "202", description = "Not finished; Location is the URL of the next check")
    @ApiResponse(responseCode = "400", description = "Failed or terminated")
    @ApiResponse(responseCode = "404", description = "No such instance")
    @RequiresFunctionKey
    @Visibility(Visibility.Level.INTERNAL)
    public Response status(
            @PathParam(ID) String id,
            @QueryParam("showHistory") boolean showHistory,
            @QueryParam("showHistoryOutput") boolean showHistoryOutput,
            @QueryParam("showInput") @DefaultValue("true") boolean showInput,
            @QueryParam("returnInternalServerErrorOnFailure") boolean failureIs500,
            @Context UriInfo uri) {
        OrchestrationStatus status = known(id);
        List<Map<String, String>> history =
                showHistory ? HistoryRows.of(client.history(id), showInput, showHistoryOutput) : null;
        return answers.status(status, uri.getRequestUri(), showInput, history, failureIs500);
    }

    /** Removes it with its history when it has finished. */
    @DELETE
    @Operation(
            operationId = "PurgeOrchestration",
            summary = "Remove an orchestration",
            description = "Removes a finished instance with its history.")
    @ApiResponse(
            responseCode = "200",
            description = "Removed",
            content = @Content(schema = @Schema(implementation = Purged.class)))
    @ApiResponse(responseCode = "404", description = "No such instance")
    @ApiResponse(responseCode = "409", description = "The instance has not finished")
    @RequiresFunctionKey
    @Visibility(Visibility.Level.INTERNAL)
    public Purged purge(@PathParam(ID) String id, @QueryParam("recursive") boolean recursive) {
        int gone = client.purge(id, recursive);
        if (gone == 0) {
            throw new InstanceNotFoundException(id);
        }
        return new Purged(gone);
    }

    /** Raises an event. */
    @POST
    @Path("raiseEvent/{eventName}")
    @Operation(
            operationId = "RaiseOrchestrationEvent",
            summary = "Raise an event",
            description = "Raises an event at an instance, with the body as its payload.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = "object")))
    @ApiResponse(responseCode = "202", description = "Event accepted")
    @ApiResponse(responseCode = "404", description = "No such instance")
    @ApiResponse(responseCode = "410", description = "The instance has finished")
    @RequiresFunctionKey
    @Visibility(Visibility.Level.INTERNAL)
    public Response raiseEvent(
            @PathParam(ID) String id,
            @PathParam("eventName") String eventName,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            byte @Nullable [] body,
            @Context HttpHeaders headers) {
        OrchestrationStatus status = known(id);
        if (status.runtimeStatus().isFinished()) {
            throw new InstanceStateException(id, status.runtimeStatus(), "events are for unfinished ones");
        }
        MediaType type = headers.getMediaType();
        if (type == null || !MediaType.APPLICATION_JSON_TYPE.isCompatible(type) || type.isWildcardType()) {
            throw new ProblemException(400, "Only application/json request content is supported.");
        }
        RawJson payload = JsonBody.of(body);
        InstanceFilter.checked("Idempotency-Key", () -> new EventOptions(idempotencyKey));
        InstanceFilter.checked(
                "eventName", () -> client.raiseEvent(id, eventName, payload, new EventOptions(idempotencyKey)));
        return Response.accepted().build();
    }

    /** Terminates the instance. */
    @POST
    @Path("terminate")
    @Operation(
            operationId = "TerminateOrchestration",
            summary = "End an orchestration",
            description = "Terminates an instance and its sub-orchestrations.")
    @ApiResponse(responseCode = "202", description = "Termination requested")
    @ApiResponse(responseCode = "404", description = "No such instance")
    @ApiResponse(responseCode = "410", description = "The instance has finished")
    @RequiresFunctionKey
    @Visibility(Visibility.Level.INTERNAL)
    public Response terminate(
            @PathParam(ID) String id,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("recursive") @DefaultValue("true") boolean recursive) {
        client.terminate(id, reason, recursive);
        return Response.accepted().build();
    }

    /** Terminates the instance, in the form of the first versions. */
    @DELETE
    @Path("terminate")
    @Operation(
            operationId = "TerminateOrchestrationByDelete",
            summary = "End an orchestration by DELETE",
            description = "Terminates an instance and its sub-orchestrations, for callers of the first versions.")
    @ApiResponse(responseCode = "202", description = "Termination requested")
    @ApiResponse(responseCode = "404", description = "No such instance")
    @ApiResponse(responseCode = "410", description = "The instance has finished")
    @RequiresFunctionKey
    @Visibility(Visibility.Level.INTERNAL)
    public Response terminateByDelete(
            @PathParam(ID) String id,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("recursive") @DefaultValue("true") boolean recursive) {
        return terminate(id, reason, recursive);
    }

    /** Suspends the instance. */
    @POST
    @Path("suspend")
    @Operation(
            operationId = "SuspendOrchestration",
            summary = "Suspend an orchestration",
            description = "Suspends an instance; events are kept until it is resumed.")
    @ApiResponse(responseCode = "202", description = "Suspension requested")
    @ApiResponse(responseCode = "404", description = "No such instance")
    @ApiResponse(responseCode = "410", description = "The instance has finished")
    @RequiresFunctionKey
    @Visibility(Visibility.Level.INTERNAL)
    public Response suspend(@PathParam(ID) String id, @QueryParam("reason") @Nullable String reason) {
        client.suspend(id, reason);
        return Response.accepted().build();
    }

    /** Lets it go on. */
    @POST
    @Path("resume")
    @Operation(
            operationId = "ResumeOrchestration",
            summary = "Resume an orchestration",
            description = "Resumes a suspended instance.")
    @ApiResponse(responseCode = "202", description = "Resumption requested")
    @ApiResponse(responseCode = "404", description = "No such instance")
    @ApiResponse(responseCode = "410", description = "The instance has finished")
    @RequiresFunctionKey
    @Visibility(Visibility.Level.INTERNAL)
    public Response resume(@PathParam(ID) String id, @QueryParam("reason") @Nullable String reason) {
        client.resume(id, reason);
        return Response.accepted().build();
    }

    /** Sets it back to before its failure. */
    @POST
    @Path("rewind")
    @Operation(
            operationId = "RewindOrchestration",
            summary = "Rewind an orchestration",
            description = "Rewinds a failed instance to before its failure and runs it again.")
    @ApiResponse(responseCode = "202", description = "Rewind requested")
    @ApiResponse(responseCode = "404", description = "No such instance")
    @ApiResponse(responseCode = "409", description = "The instance has not finished")
    @ApiResponse(responseCode = "410", description = "The instance has finished without a failure")
    @RequiresFunctionKey
    @Visibility(Visibility.Level.INTERNAL)
    public Response rewind(@PathParam(ID) String id, @QueryParam("reason") @Nullable String reason) {
        client.rewind(id, reason);
        return Response.accepted().build();
    }

    /** Starts its orchestration again with its input. */
    @POST
    @Path("restart")
    @Operation(
            operationId = "RestartOrchestration",
            summary = "Restart an orchestration",
            description = "Starts an orchestration again with the input of this instance.")
    @ApiResponse(
            responseCode = "202",
            description = "Started",
            content = @Content(schema = @Schema(implementation = HttpManagementPayload.class)))
    @ApiResponse(responseCode = "400", description = "No such instance")
    @ApiResponse(responseCode = "409", description = "The instance has not finished, and its id was to be kept")
    @RequiresFunctionKey
    @Visibility(Visibility.Level.INTERNAL)
    public CompletionStage<Response> restart(
            @PathParam(ID) String id,
            @QueryParam("restartWithNewInstanceId") @DefaultValue("true") boolean newId,
            @QueryParam("timeout") @Nullable Double timeout,
            @QueryParam("pollingInterval") @Nullable Double pollingInterval,
            @QueryParam("returnInternalServerErrorOnFailure") boolean failureIs500,
            @Context UriInfo uri) {
        URI base = uri.getBaseUri();
        var wait = WaitTimes.of(timeout, pollingInterval);
        String restarted = restarted(id, newId);
        return wait.isPresent()
                ? answers.waitOrCheckStatus(restarted, base, wait.get(), failureIs500)
                : CompletableFuture.completedFuture(answers.checkStatus(restarted, base, failureIs500));
    }

    private String restarted(String id, boolean newId) {
        try {
            return client.restart(id, newId);
        } catch (InstanceNotFoundException e) {
            throw new ProblemException(400, "InstanceId does not match a valid orchestration instance.");
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, e.getMessage() + ".");
        }
    }

    private OrchestrationStatus known(String id) {
        return client.status(id).orElseThrow(() -> new InstanceNotFoundException(id));
    }
}
