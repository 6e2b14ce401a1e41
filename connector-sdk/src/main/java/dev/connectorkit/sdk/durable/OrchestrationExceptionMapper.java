package dev.connectorkit.sdk.durable;

import dev.connectorkit.http.ProblemMapper;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.NotJsonException;
import dev.connectorkit.orchestration.OrchestrationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/**
 * Maps refusals of the orchestration client, in any resource: 404 if the instance is not known, 410 if it has finished, 409 if it has not, 400 for text that
 * was passed on to it and is not JSON. Everything else is a 500, as any exception.
 */
public final class OrchestrationExceptionMapper implements ExceptionMapper<OrchestrationException> {

    private final ProblemMapper problems;

    /** Creates the mapper over the one for all exceptions. */
    public OrchestrationExceptionMapper(ProblemMapper problems) {
        this.problems = problems;
    }

    @Override
    public Response toResponse(OrchestrationException thrown) {
        if (thrown instanceof InstanceNotFoundException) {
            return problems.toResponse(new ProblemException(404, thrown.getMessage() + "."));
        } else if (thrown instanceof InstanceStateException state) {
            int status = state.getStatus().isFinished() ? 410 : 409;
            return problems.toResponse(new ProblemException(status, thrown.getMessage() + "."));
        } else if (thrown instanceof NotJsonException) {
            String message = thrown.getMessage() + ".";
            return problems.toResponse(
                    new ProblemException(400, message, new Problem.FieldError(JsonBody.NAME, message)));
        }
        return problems.toResponse(thrown);
    }
}
