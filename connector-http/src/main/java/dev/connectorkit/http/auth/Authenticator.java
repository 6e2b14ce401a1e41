package dev.connectorkit.http.auth;

import dev.connectorkit.annotations.Beta;
import jakarta.ws.rs.container.ContainerRequestContext;

/** Identifies the caller of a request by its credentials. Thread-safe. */
@Beta
public interface Authenticator {

    /** The realm of every challenge. */
    String REALM = "realm=\"connector\"";

    /**
     * Returns the caller.
     *
     * @throws jakarta.ws.rs.NotAuthorizedException if it carries no valid credentials
     * @throws jakarta.ws.rs.ForbiddenException if the credentials lack a required scope or role
     * @throws jakarta.ws.rs.ServiceUnavailableException if the credentials cannot be verified at the moment
     */
    CallerPrincipal authenticate(ContainerRequestContext request);
}
