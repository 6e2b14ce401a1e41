package dev.connectorkit.sdk.auth;

import jakarta.ws.rs.container.ContainerRequestContext;

/** One way to tell who sent a request. Thread-safe. */
public interface Authenticator {

    /** The realm of every challenge. */
    String REALM = "realm=\"connector\"";

    /**
     * Who sent it.
     *
     * @throws jakarta.ws.rs.NotAuthorizedException if it carries no valid credentials
     * @throws jakarta.ws.rs.ForbiddenException if its credentials do not reach
     * @throws jakarta.ws.rs.ServiceUnavailableException if that cannot be told at the moment
     */
    CallerPrincipal authenticate(ContainerRequestContext request);
}
