package dev.connectorkit.sdk.mcp;

import dev.connectorkit.http.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests of web pages that were not allowed, as the page of a stranger whose name leads to this machine (DNS rebinding).
 * Browsers name the page of every POST in {@code Origin}; programs send none. A page of this machine must also have asked for this
 * machine.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION - 10)
final class OriginFilter implements ContainerRequestFilter {

    private static final Pattern LOCAL = Pattern.compile("(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::\\d{1,5})?");

    private final String path;
    private final @Nullable URI publicUrl;
    private final Set<String> origins;

    /**
     * Creates the filter of the endpoint at this path.
     *
     * @param publicUrl null if links are built from requests
     * @param origins the origins of pages that may call the connector
     */
    public OriginFilter(String path, @Nullable URI publicUrl, Set<String> origins) {
        this.path = path;
        this.publicUrl = publicUrl;
        this.origins = origins;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String origin = request.getHeaderString("Origin");
        if (origin != null && isEndpoint(request, path) && !isAllowed(origin, request)) {
            throw new ProblemException(
                    403,
                    "Pages of this origin may not call the connector; corsOrigins(...) of its builder allows them.");
        }
    }

    static boolean isEndpoint(ContainerRequestContext request, String path) {
        return request.getUriInfo().getPath(true).replaceAll("^/+|/+$", "").equals(path);
    }

    private boolean isAllowed(String origin, ContainerRequestContext request) {
        if (origins.contains("*") || origins.contains(origin)) {
            return true;
        }
        URI known = publicUrl;
        if (known != null && origin.equals(known.getScheme() + "://" + known.getRawAuthority())) {
            return true;
        }
        String host = request.getHeaderString(HttpHeaders.HOST);
        return isLocal(origin.replaceFirst("^https?://", ""))
                && (host == null || isLocal(host) || (known != null && host.equals(known.getRawAuthority())));
    }

    private static boolean isLocal(String authority) {
        return LOCAL.matcher(authority).matches();
    }
}
