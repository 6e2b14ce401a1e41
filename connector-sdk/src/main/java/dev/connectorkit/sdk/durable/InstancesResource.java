package dev.connectorkit.sdk.durable;

import dev.connectorkit.annotations.Visibility;
import dev.connectorkit.http.problem.Problem.FieldError;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.InstancePage;
import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.RuntimeStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists instances and removes many at once. */
@ManagementApi
@Path(OlderPathsFilter.PREFIX + "/instances")
@Produces(MediaType.APPLICATION_JSON)
public final class InstancesResource {

    private static final String TOKEN = "x-ms-continuation-token";
    private static final int LARGEST_PAGE = 1000;

    private final OrchestrationClient client;
    private final Clock clock;

    /** Over this client. */
    public InstancesResource(OrchestrationClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** One page of instances, the oldest first. */
    @GET
    @Operation(
            operationId = "ListOrchestrations",
            summary = "List orchestrations",
            description =
                    "Lists instances, the oldest first; the header x-ms-continuation-token asks for the next page.")
    @ApiResponse(
            responseCode = "200",
            description = "One page",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = InstanceStatus.class))))
    @RequiresFunctionKey
    @Visibility(Visibility.Level.INTERNAL)
    public Response list(
            @QueryParam("runtimeStatus") List<String> runtimeStatus,
            @QueryParam("createdTimeFrom") @Nullable String createdTimeFrom,
            @QueryParam("createdTimeTo") @Nullable String createdTimeTo,
            @QueryParam("completedTimeFrom") @Nullable String completedTimeFrom,
            @QueryParam("completedTimeTo") @Nullable String completedTimeTo,
            @QueryParam("instanceIdPrefix") @Nullable String instanceIdPrefix,
            @QueryParam("name") List<String> name,
            @QueryParam("tag") List<String> tag,
            @QueryParam("showInput") @DefaultValue("true") boolean showInput,
            @QueryParam("top") @DefaultValue("100") @Min(1) int top,
            @HeaderParam(TOKEN) @Nullable String token) {
        Optional<Set<RuntimeStatus>> statuses = InstanceFilter.statuses(runtimeStatus);
        if (statuses.isEmpty()) {
            return Response.ok("[]").build();
        }
        InstanceQuery.Builder query = InstanceQuery.builder()
                .statuses(statuses.get())
                .created(
                        InstanceFilter.time("createdTimeFrom", createdTimeFrom),
                        InstanceFilter.time("createdTimeTo", createdTimeTo))
                .completed(
                        InstanceFilter.time("completedTimeFrom", completedTimeFrom),
                        InstanceFilter.time("completedTimeTo", completedTimeTo))
                .limit(Math.min(top, LARGEST_PAGE))
                .token(token == null || token.isBlank() ? null : token);
        InstanceFilter.checked("instanceIdPrefix", () -> query.idPrefix(instanceIdPrefix));
        InstanceFilter.checked("name", () -> query.names(Set.copyOf(name)));
        InstanceFilter.tags(tag, query::tag);
        InstancePage page = page(query.build());
        Response.ResponseBuilder answer = Response.ok(StatusJson.of(page.instances(), showInput));
        if (page.token() != null) {
            answer.header(TOKEN, page.token());
        }
        return answer.build();
    }

    private InstancePage page(InstanceQuery query) {
        try {
            return client.query(query);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(TOKEN, "what the page before came with");
        }
    }

    /** Removes finished instances that were started in this time. */
    @DELETE
    @Operation(
            operationId = "PurgeOrchestrations",
            summary = "Remove orchestrations",
            description = "Removes finished instances that were started in this time, with their histories.")
    @ApiResponse(
            responseCode = "200",
            description = "Removed",
            content = @Content(schema = @Schema(implementation = Purged.class)))
    @ApiResponse(responseCode = "404", description = "No instance was removed")
    @RequiresFunctionKey
    @Visibility(Visibility.Level.INTERNAL)
    public Purged purge(
            @QueryParam("createdTimeFrom") @Nullable String createdTimeFrom,
            @QueryParam("createdTimeTo") @Nullable String createdTimeTo,
            @QueryParam("runtimeStatus") List<String> runtimeStatus,
            @QueryParam("name") List<String> name,
            @QueryParam("tag") List<String> tag,
            @QueryParam("recursive") boolean recursive) {
        Instant from = InstanceFilter.time("createdTimeFrom", createdTimeFrom);
        if (from == null) {
            throw new ProblemException(
                    400,
                    "Please provide value for 'createdTimeFrom' parameter.",
                    new FieldError("createdTimeFrom", "must be given"));
        }
        Instant given = InstanceFilter.time("createdTimeTo", createdTimeTo);
        Instant to = given == null ? clock.instant() : given;
        InstanceQuery.Builder query = InstanceQuery.builder().created(from, to);
        InstanceFilter.checked("name", () -> query.names(Set.copyOf(name)));
        InstanceFilter.tags(tag, query::tag);
        int gone = InstanceFilter.statuses(runtimeStatus)
                .map(statuses -> client.purge(query.statuses(statuses).build(), recursive))
                .orElse(0);
        if (gone == 0) {
            throw new ProblemException(404, "No finished instance was started in this time.");
        }
        return new Purged(gone);
    }
}
