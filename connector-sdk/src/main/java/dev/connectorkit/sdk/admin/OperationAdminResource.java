package dev.connectorkit.sdk.admin;

import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.sdk.action.OperationAdmin;
import dev.connectorkit.sdk.action.OperationState;
import dev.connectorkit.sdk.action.OperationView;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists and cancels the operations of actions. Lists are pages: {@code after} is the last id of the page before. */
@Path("operations")
@Produces(MediaType.APPLICATION_JSON)
public final class OperationAdminResource {

    private final OperationAdmin operations;

    OperationAdminResource(OperationAdmin operations) {
        this.operations = operations;
    }

    /** Returns a page of operations, the oldest first. */
    @GET
    public List<OperationView> operations(
            @QueryParam("action") @Nullable String action,
            @QueryParam("state") @Nullable OperationState state,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return operations.operations(action, state, after, limit);
    }

    /** Returns one operation. */
    @GET
    @Path("{id}")
    public OperationView operation(@PathParam("id") String id) {
        return operations.operation(id).orElseThrow(() -> new ProblemException(404, "There is no such operation."));
    }

    /** Cancels an operation; one that has ended stays as it is. */
    @POST
    @Path("{id}/cancel")
    public OperationView cancel(@PathParam("id") String id) {
        operation(id);
        operations.cancel(id);
        return operation(id);
    }
}
