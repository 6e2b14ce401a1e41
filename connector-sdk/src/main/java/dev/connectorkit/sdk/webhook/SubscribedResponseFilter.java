package dev.connectorkit.sdk.webhook;

import dev.connectorkit.callbacks.Subscribed;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;

/** Turns {@link Subscribed} into the answer: 201 with the Location to unsubscribe, or of a push trigger 200; no body. */
final class SubscribedResponseFilter implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(response.getEntity() instanceof Subscribed subscribed)) {
            return;
        }
        response.setEntity(null);
        response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
        if (subscribed.token().isEmpty()) {
            response.setStatusInfo(Status.OK);
            return;
        }
        URI location = request.getUriInfo()
                .getAbsolutePathBuilder()
                .path(subscribed.token())
                .build();
        response.setStatusInfo(Status.CREATED);
        response.getHeaders().putSingle(HttpHeaders.LOCATION, location);
    }
}
