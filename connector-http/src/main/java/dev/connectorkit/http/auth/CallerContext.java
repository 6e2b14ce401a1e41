package dev.connectorkit.http.auth;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** The security context of an authenticated request. */
record CallerContext(CallerPrincipal caller, boolean isSecure) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
        return caller;
    }

    @Override
    public boolean isUserInRole(String role) {
        return caller.roles().contains(role);
    }

    @Override
    public String getAuthenticationScheme() {
        return caller.scheme();
    }
}
