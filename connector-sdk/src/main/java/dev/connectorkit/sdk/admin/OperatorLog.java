package dev.connectorkit.sdk.admin;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs every request of the operator that may change something, with its outcome. */
final class OperatorLog implements ContainerResponseFilter {

    private static final Logger LOG = LoggerFactory.getLogger("dev.connectorkit.operator");

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String method = request.getMethod();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD) && !method.equals(HttpMethod.OPTIONS)) {
            LOG.info("Operator: {} {} {}", method, request.getUriInfo().getPath(false), response.getStatus());
        }
    }
}
