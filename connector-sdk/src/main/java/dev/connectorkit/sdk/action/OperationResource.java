package dev.connectorkit.sdk.action;

import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** The status URLs of operations, which end in an unguessable token. */
@Path("operations/{operationId}")
public final class OperationResource {

    private final ActionService service;

    OperationResource(ActionService service) {
        this.service = service;
    }

    /** Returns the operation, which {@link OperationResponseFilter} renders. */
    @GET
    public Operation status(@PathParam("operationId") String token) {
        return service.find(id(token))
                .orElseThrow(() -> new ProblemException(410, "The result of this operation is not kept any more."));
    }

    /** Cancels an operation; has no effect on one that has ended. */
    @DELETE
    public void cancel(@PathParam("operationId") String token) {
        service.cancel(id(token));
    }

    private String id(String token) {
        return service.idOf(token).orElseThrow(() -> new ProblemException(404, "There is no such operation."));
    }
}
