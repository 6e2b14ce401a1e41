package dev.connectorkit.http.auth;

import java.util.List;

/**
 * The way to tokens that an authentication accepts.
 *
 * @param issuers the identifiers of authorization servers, URLs with metadata of RFC 8414 or OpenID Connect
 * @param scopes the scopes to ask for, empty if none is known
 */
public record TokenAccess(List<String> issuers, List<String> scopes) {

    /** Copies the lists. */
    public TokenAccess {
        issuers = List.copyOf(issuers);
        scopes = List.copyOf(scopes);
    }
}
