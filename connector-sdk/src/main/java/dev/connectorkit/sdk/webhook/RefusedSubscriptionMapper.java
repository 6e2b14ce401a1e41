package dev.connectorkit.sdk.webhook;

import dev.connectorkit.callbacks.SubscriptionRefusedException;
import dev.connectorkit.http.BodyProperties;
import dev.connectorkit.http.ProblemMapper;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Maps refused subscriptions to problem documents that name the property at fault. */
final class RefusedSubscriptionMapper implements ExceptionMapper<SubscriptionRefusedException> {

    private final BodyProperties bodies;
    private final ProblemMapper problems;

    @Context
    @SuppressWarnings("NullAway.Init") // Jersey's to fill
    private ResourceInfo resource;

    RefusedSubscriptionMapper(BodyProperties bodies, ProblemMapper problems) {
        this.bodies = bodies;
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
        String field = field(refused);
        if (field == null) {
            return problems.toResponse(new ProblemException(status, message));
        }
        String detail = message.startsWith(field) || Character.isUpperCase(message.charAt(0))
                ? message
                : field + " " + message + ".";
        return problems.toResponse(new ProblemException(status, detail, new Problem.FieldError(field, message)));
    }

    /** Returns the property at fault as the body of the method has it. */
    private @Nullable String field(SubscriptionRefusedException refused) {
        Method method = resource.getResourceMethod(); // null outside of a method
        boolean url = SubscriptionBodyFilter.FIELD.equals(refused.field());
        return url && method != null ? SubscriptionBodyFilter.callbackUrl(method, bodies) : refused.field();
    }
}
