package dev.connectorkit.http.auth;

import java.util.List;
import java.util.Set;

/**
 * The rules for tokens.
 *
 * @param issuers the accepted values of {@code iss}; the first one is named in messages
 * @param audiences the accepted values of {@code aud}; the first one is named in messages
 * @param grants all of these must be among the roles and scopes of a token
 */
record TokenRules(List<String> issuers, List<String> audiences, Set<String> grants) {

    String issuer() {
        return issuers.get(0);
    }

    String audience() {
        return audiences.get(0);
    }
}
