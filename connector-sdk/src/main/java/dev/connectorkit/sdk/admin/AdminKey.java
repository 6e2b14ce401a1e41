package dev.connectorkit.sdk.admin;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Refuses requests without the operator's key, except for the files of the console. */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
final class AdminKey implements ContainerRequestFilter {

    private final byte[] expected;

    /** Creates the filter with the key. */
    public AdminKey(String key) {
        this.expected = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.GET)
                && ConsoleResource.OPEN
                        .matcher(request.getUriInfo().getPath(false))
                        .matches()) {
            return;
        }
        String given = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        byte[] bytes = given == null ? new byte[0] : given.getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, bytes)) {
            throw new NotAuthorizedException(
                    "The header Authorization must be Bearer and the operator's key.",
                    Response.status(401)
                            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"operator\"")
                            .build());
        }
    }
}
