package dev.connectorkit.sdk.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstancePage;
import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.RawJson;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.history.HistoryJson;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists and controls the instances of orchestrations. */
@Path("orchestrations")
@Produces(MediaType.APPLICATION_JSON)
public final class OrchestrationAdminResource {

    private final OrchestrationClient client;

    OrchestrationAdminResource(OrchestrationClient client) {
        this.client = client;
    }

    /**
     * A page of instances.
     *
     * @param next the value of {@code after} for the next page, null if this is the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<InstanceView> instances, @Nullable String next) {}

    /** Returns a page of instances, the oldest first. */
    @GET
    public Page instances(
            @QueryParam("status") @Nullable String status,
            @QueryParam("name") @Nullable String name,
            @QueryParam("idPrefix") @Nullable String idPrefix,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        InstancePage page = query(InstanceQuery.builder()
                .statuses(status == null ? Set.of() : Set.of(statusNamed(status)))
                .names(name == null ? Set.of() : Set.of(name))
                .idPrefix(idPrefix)
                .limit(limit)
                .token(after)
                .build());
        return new Page(page.instances().stream().map(InstanceView::of).toList(), page.token());
    }

    /** Returns one instance. */
    @GET
    @Path("{id}")
    public InstanceView instance(@PathParam("id") String id) {
        return client.status(id).map(InstanceView::of).orElseThrow(() -> new InstanceNotFoundException(id));
    }

    /** Returns the history of an instance, in the form of {@link HistoryJson}. */
    @GET
    @Path("{id}/history")
    public String history(@PathParam("id") String id) {
        instance(id);
        return HistoryJson.write(client.history(id));
    }

    /** Raises an event; the body is its payload, and may be absent. */
    @POST
    @Path("{id}/events/{name}")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    public void raise(@PathParam("id") String id, @PathParam("name") String name, @Nullable String body) {
        instance(id);
        client.raiseEvent(id, name, body == null || body.isBlank() ? null : new RawJson(body));
    }

    /** Terminates an instance and its children. */
    @POST
    @Path("{id}/terminate")
    public void terminate(@PathParam("id") String id, @QueryParam("reason") @Nullable String reason) {
        client.terminate(id, reason);
    }

    /** Suspends an instance; events are kept until it is resumed. */
    @POST
    @Path("{id}/suspend")
    public void suspend(@PathParam("id") String id, @QueryParam("reason") @Nullable String reason) {
        client.suspend(id, reason);
    }

    /** Resumes a suspended instance. */
    @POST
    @Path("{id}/resume")
    public void resume(@PathParam("id") String id, @QueryParam("reason") @Nullable String reason) {
        client.resume(id, reason);
    }

    /** Rewinds a failed instance to before its failure. */
    @POST
    @Path("{id}/rewind")
    public void rewind(@PathParam("id") String id, @QueryParam("reason") @Nullable String reason) {
        client.rewind(id, reason);
    }

    /** Starts the orchestration of an instance again, under a new id. */
    @POST
    @Path("{id}/restart")
    public Map<String, String> restart(@PathParam("id") String id) {
        return Map.of("id", client.restart(id, true));
    }

    /** Removes a finished instance with its history. */
    @DELETE
    @Path("{id}")
    public void purge(@PathParam("id") String id) {
        if (!client.purge(id)) {
            throw new InstanceNotFoundException(id);
        }
    }

    private InstancePage query(InstanceQuery query) {
        try {
            return client.query(query);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("after", "the value of next of the page before");
        }
    }

    private static RuntimeStatus statusNamed(String name) {
        return Stream.of(RuntimeStatus.values())
                .filter(status -> status.toString().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest("status", "one of " + List.of(RuntimeStatus.values())));
    }
}
