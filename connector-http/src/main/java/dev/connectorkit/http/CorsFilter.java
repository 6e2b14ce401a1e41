package dev.connectorkit.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;

/** Lets pages of the named origins call the connector; nothing else about a request changes. */
@PreMatching
@Priority(20)
final class CorsFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private final Set<String> origins;

    /** @param origins such as {@code https://designer.example}, or {@code *} */
    public CorsFilter(Set<String> origins) {
        this.origins = origins;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals("OPTIONS") && request.getHeaderString("Access-Control-Request-Method") != null) {
            request.abortWith(Response.noContent().build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String origin = request.getHeaderString("Origin");
        response.getHeaders().add(HttpHeaders.VARY, "Origin");
        if (origin == null || !(origins.contains("*") || origins.contains(origin))) {
            return;
        }
        response.getHeaders().putSingle("Access-Control-Allow-Origin", origin);
        response.getHeaders().putSingle("Access-Control-Expose-Headers", "Location, Retry-After, ETag, x-request-id");
        String method = request.getHeaderString("Access-Control-Request-Method");
        if (request.getMethod().equals("OPTIONS") && method != null) {
            response.getHeaders().putSingle("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
            String headers = request.getHeaderString("Access-Control-Request-Headers");
            if (headers != null) {
                response.getHeaders().putSingle("Access-Control-Allow-Headers", headers);
            }
            response.getHeaders().putSingle("Access-Control-Max-Age", "600");
        }
    }
}
