package dev.connectorkit.server;

import jakarta.annotation.Priority;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/** Answers requests for a path outside the base path with 404, once they have an id and their entry in the log. */
@PreMatching
@Priority(2)
final class OutsideFilter implements ContainerRequestFilter {

    /** Marks such a request. */
    static final String OUTSIDE = OutsideFilter.class.getName() + ".outside";

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getProperty(OUTSIDE) != null) {
            throw new NotFoundException();
        }
    }
}
