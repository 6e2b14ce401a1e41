package dev.connectorkit.http.auth;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Matches requests that may be open without credentials, by method and path: health, documents, the metadata of OAuth 2.0, the page of the connector and Swagger UI, and the DELETE of a
 * subscription by its unguessable id; an author's resource may have the same path.
 */
final class BuiltInPaths implements Predicate<ContainerRequestContext> {

    private static final Pattern READ = Pattern.compile(
            "/?(health(/live|/ready)?|(swagger|openapi)\\.(json|yaml)|(swagger-ui|home)/[^/]+|swagger-ui"
                    + "|\\.well-known/oauth-protected-resource(/.+)?)?/?");
    private static final Pattern DELETED = Pattern.compile(".*/[0-9a-f]{32}-[A-Za-z0-9_-]{22}");

    private final boolean deletes;

    /** @param deletes whether subscriptions end without credentials */
    public BuiltInPaths(boolean deletes) {
        this.deletes = deletes;
    }

    @Override
    public boolean test(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath(false);
        boolean reads = request.getMethod().equals(HttpMethod.GET)
                || request.getMethod().equals(HttpMethod.HEAD);
        return reads
                ? READ.matcher(path).matches()
                : deletes
                        && request.getMethod().equals(HttpMethod.DELETE)
                        && DELETED.matcher(path).matches();
    }
}
