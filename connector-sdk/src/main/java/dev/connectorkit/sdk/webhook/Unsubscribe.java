package dev.connectorkit.sdk.webhook;

import dev.connectorkit.callbacks.internal.delivery.CallbackEngine;
import dev.connectorkit.sdk.auth.WithoutCredentials;
import dev.connectorkit.sdk.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.glassfish.jersey.process.Inflector;

/**
 * CheckStatusResponses the DELETE of a subscription: 204, however often it is sent; 404 for a URL that was never given out. Engines do not
 * send all credentials with it: who has the URL may.
 */
@WithoutCredentials
final class Unsubscribe implements Inflector<ContainerRequestContext, Response> {

    /** The name of the last part of the path. */
    static final String TOKEN = "subscriptionId";

    private final CallbackEngine engine;

    Unsubscribe(CallbackEngine engine) {
        this.engine = engine;
    }

    @Override
    public Response apply(ContainerRequestContext request) {
        if (!engine.unsubscribe(request.getUriInfo().getPathParameters().getFirst(TOKEN))) {
            throw new ProblemException(404, "There is no such subscription.");
        }
        return Response.noContent().build();
    }

    /** The same for a push trigger, whose subscription is found by its path and caller. */
    static final class Push implements Inflector<ContainerRequestContext, Response> {

        private final CallbackEngine engine;

        Push(CallbackEngine engine) {
            this.engine = engine;
        }

        @Override
        public Response apply(ContainerRequestContext request) {
            engine.unsubscribePush(PushTriggerInterceptor.of(request.getUriInfo(), request.getSecurityContext()));
            return Response.noContent().build();
        }
    }
}
