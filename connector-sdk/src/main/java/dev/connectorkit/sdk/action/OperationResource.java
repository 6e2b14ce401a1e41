package dev.connectorkit.sdk.action;

import dev.connectorkit.sdk.problem.ProblemException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** The status URLs of operations. They are their own keys: an id that nobody can guess. */
@Path("operations/{operationId}")
public final class OperationResource {

    private final ActionEngine engine;

    /** Of this engine's operations. */
    public OperationResource(ActionEngine engine) {
        this.engine = engine;
    }

    /** Where an operation stands; {@link OperationAnswer} makes the answer of it. */
    @GET
    public Operation status(@PathParam("operationId") String token) {
        return engine.find(id(token))
                .orElseThrow(() -> new ProblemException(410, "The result of this operation is not kept any more."));
    }

    /** Cancels an operation; one that has ended stays as it is. */
    @DELETE
    public void cancel(@PathParam("operationId") String token) {
        engine.cancel(id(token));
    }

    private String id(String token) {
        return engine.idOf(token).orElseThrow(() -> new ProblemException(404, "There is no such operation."));
    }
}
