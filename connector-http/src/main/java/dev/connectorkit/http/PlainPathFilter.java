package dev.connectorkit.http;

import dev.connectorkit.http.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/**
 * Rejects characters that no database stores, and treats a semicolon literally: JAX-RS would cut off what follows as matrix parameters, which a
 * Swagger document cannot describe, and {@code a;b} would name the instance {@code a}.
 */
@PreMatching
@Priority(5)
final class PlainPathFilter implements ContainerRequestFilter {

    private static final String NUL = "%00";

    @Override
    public void filter(ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        String query = uri.getRawQuery();
        if (query != null && query.contains(NUL)) {
            checkParameters(request.getUriInfo());
        }
        String path = uri.getRawPath();
        if (path.contains(NUL)) {
            throw new ProblemException(400, "A path must not contain the character NUL (%00).");
        }
        if (path.indexOf(';') >= 0) {
            request.setRequestUri(URI.create(uri.toString().replace(path, path.replace(";", "%3B"))));
        }
    }

    private static void checkParameters(UriInfo uri) {
        uri.getQueryParameters(false).forEach((name, values) -> {
            if (values.toString().contains(NUL)) {
                throw ProblemException.badRequest(name, "without the character NUL (%00)");
            }
        });
    }
}
