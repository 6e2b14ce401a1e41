package dev.connectorkit.http.auth;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;

/** A key in a header. */
final class ApiKeyAuthenticator implements Authenticator {

    private final String header;
    private final HashedCredentials keys;

    /** @param header the name of the header */
    public ApiKeyAuthenticator(String header, HashedCredentials keys) {
        this.header = header;
        this.keys = keys;
    }

    @Override
    public CallerPrincipal authenticate(ContainerRequestContext request) {
        String key = Credentials.single(request, header);
        String name = key == null ? null : keys.nameOf(key);
        if (name == null) {
            // A 401 needs a challenge, and no registered scheme is a key in a header; Basic or Bearer would be a lie.
            throw Credentials.refuse(
                    "ApiKey " + REALM + ", header=\"" + header + "\"",
                    "The header " + header + " must carry a key of this connector, once.");
        }
        return new CallerPrincipal(name, "API_KEY", Set.of());
    }
}
