package dev.connectorkit.sdk.mcp;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/** Adds the URL of the metadata to the challenge of a 401, by which clients find who issues tokens. */
final class ChallengeFilter implements ContainerResponseFilter {

    private static final int UNAUTHORIZED = 401;

    private final String path;

    /** Creates the filter of the endpoint at this path. */
    public ChallengeFilter(String path) {
        this.path = path;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() != UNAUTHORIZED || !OriginFilter.isEndpoint(request, path)) {
            return;
        }
        String metadata = "resource_metadata=\"" + request.getUriInfo().getBaseUri() + ProtectedResource.PATH + "\"";
        List<Object> challenges = new ArrayList<>();
        boolean added = false;
        for (Object challenge : response.getHeaders().getOrDefault(HttpHeaders.WWW_AUTHENTICATE, List.of())) {
            String text = String.valueOf(challenge);
            boolean bearer = text.regionMatches(true, 0, "Bearer", 0, "Bearer".length());
            challenges.add(bearer && !added ? text + (text.contains("=") ? ", " : " ") + metadata : text);
            added |= bearer;
        }
        if (!added) {
            challenges.add("Bearer " + metadata);
        }
        response.getHeaders().put(HttpHeaders.WWW_AUTHENTICATE, challenges);
    }
}
