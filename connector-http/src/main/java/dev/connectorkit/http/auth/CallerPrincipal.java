package dev.connectorkit.http.auth;

import java.security.Principal;
import java.util.Set;

/**
 * The authenticated caller of a request.
 *
 * @param name the name of the key, the user, or the subject of the token
 * @param scheme for {@link jakarta.ws.rs.core.SecurityContext#getAuthenticationScheme()}
 * @param roles the roles and scopes of the caller
 */
public record CallerPrincipal(String name, String scheme, Set<String> roles) implements Principal {

    @Override
    public String getName() {
        return name;
    }
}
