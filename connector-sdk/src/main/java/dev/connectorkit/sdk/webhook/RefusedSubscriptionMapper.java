package dev.connectorkit.sdk.webhook;

import dev.connectorkit.callbacks.SubscriptionRefusedException;
import dev.connectorkit.http.ProblemMapper;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Maps refused subscriptions to problem documents that name the property at fault. */
final class RefusedSubscriptionMapper implements ExceptionMapper<SubscriptionRefusedException> {

    private final ProblemMapper problems;

    /** Creates the mapper over the one that writes problem documents. */
    public RefusedSubscriptionMapper(ProblemMapper problems) {
        this.problems = problems;
    }

    @Override
    public Response toResponse(SubscriptionRefusedException refused) {
        int status = switch (refused.reason()) {
            case INVALID -> 400;
            case TOO_LARGE -> 413;
            case LIMIT_REACHED -> 429;
            case UNAVAILABLE -> 503;
        };
        String message = String.valueOf(refused.getMessage());
        String field = refused.field();
        if (field == null) {
            return problems.toResponse(new ProblemException(status, message));
        }
        String detail = message.startsWith(field) || Character.isUpperCase(message.charAt(0))
                ? message
                : field + " " + message + ".";
        return problems.toResponse(new ProblemException(status, detail, new Problem.FieldError(field, message)));
    }
}
