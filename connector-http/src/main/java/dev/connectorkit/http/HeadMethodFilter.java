package dev.connectorkit.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import java.util.TreeSet;

/** Adds HEAD to an Allow header with GET: JAX-RS answers it by the method for GET, but does not list it in a 405. */
final class HeadMethodFilter implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String allow = response.getHeaderString(HttpHeaders.ALLOW);
        if (allow == null) {
            return;
        }
        Set<String> methods = new TreeSet<>(Set.of(allow.strip().split("\\s*,\\s*")));
        if (methods.contains("GET") && methods.add("HEAD")) {
            response.getHeaders().putSingle(HttpHeaders.ALLOW, String.join(",", methods));
        }
    }
}
