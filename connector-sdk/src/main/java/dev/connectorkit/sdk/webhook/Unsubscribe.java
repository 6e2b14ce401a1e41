package dev.connectorkit.sdk.webhook;

import dev.connectorkit.callbacks.CallbackService;
import dev.connectorkit.http.auth.WithoutCredentials;
import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.glassfish.jersey.process.Inflector;

/**
 * Answers the DELETE of a subscription: 204, however often it is sent; 404 for a URL that was never given out. Engines do not
 * send all credentials with it: who has the URL may.
 */
@WithoutCredentials
final class Unsubscribe implements Inflector<ContainerRequestContext, Response> {

    /** The name of the last part of the path. */
    static final String TOKEN = "subscriptionId";

    private final CallbackService callbacks;

    Unsubscribe(CallbackService callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    public Response apply(ContainerRequestContext request) {
        if (!callbacks.unsubscribe(request.getUriInfo().getPathParameters().getFirst(TOKEN))) {
            throw new ProblemException(404, "There is no such subscription.");
        }
        return Response.noContent().build();
    }

    /** Ends the subscription of a push trigger, which is found by its path and caller. */
    static final class Push implements Inflector<ContainerRequestContext, Response> {

        private final CallbackService callbacks;

        Push(CallbackService callbacks) {
            this.callbacks = callbacks;
        }

        @Override
        public Response apply(ContainerRequestContext request) {
            callbacks.unsubscribePush(
                    PushTriggerInterceptor.caller(request.getSecurityContext()),
                    request.getUriInfo().getPath());
            return Response.noContent().build();
        }
    }
}
