package dev.connectorkit.sdk.auth;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;

/** A key in a header. */
public final class ApiKeyScheme implements Scheme {

    private final String header;
    private final KnownSecrets keys;

    /** @param header the name of the header */
    public ApiKeyScheme(String header, KnownSecrets keys) {
        this.header = header;
        this.keys = keys;
    }

    @Override
    public Caller authenticate(ContainerRequestContext request) {
        String key = Credentials.single(request, header);
        String name = key == null ? null : keys.nameOf(key);
        if (name == null) {
            // A 401 needs a challenge, and no registered scheme is a key in a header; Basic or Bearer would be a lie.
            throw Credentials.refuse(
                    "ApiKey " + REALM + ", header=\"" + header + "\"",
                    "The header " + header + " must carry a key of this connector, once.");
        }
        return new Caller(name, "API_KEY", Set.of());
    }
}
