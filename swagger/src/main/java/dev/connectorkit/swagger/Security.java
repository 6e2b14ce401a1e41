package dev.connectorkit.swagger;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a connection to the connector authenticates; a connector document has one, or none.
 *
 * @param kind the kind
 * @param name of the header, for an API key
 * @param authorizationUrl where people sign in, for OAuth 2.0
 * @param tokenUrl where tokens are got, for OAuth 2.0
 * @param scopes the scopes and what they mean, for OAuth 2.0
 */
public record Security(
        Kind kind,
        String name,
        @Nullable URI authorizationUrl,
        @Nullable URI tokenUrl,
        Map<String, String> scopes) {

    /** The kinds that designers offer. */
    public enum Kind {
        /** A key in a header. */
        API_KEY,
        /** User name and password. */
        BASIC,
        /** OAuth 2.0 with an authorization code. */
        OAUTH2
    }

    /** A key in this header. */
    public static Security apiKey(String header) {
        return new Security(Kind.API_KEY, header, null, null, Map.of());
    }

    /** User name and password. */
    public static Security basic() {
        return new Security(Kind.BASIC, "", null, null, Map.of());
    }

    /** OAuth 2.0 with an authorization code; both URLs must be https. */
    public static Security oauth2(URI authorizationUrl, URI tokenUrl, Map<String, String> scopes) {
        if (!"https".equals(authorizationUrl.getScheme()) || !"https".equals(tokenUrl.getScheme())) {
            throw new IllegalArgumentException("The URLs of OAuth 2.0 must be https");
        }
        return new Security(Kind.OAUTH2, "", authorizationUrl, tokenUrl, new LinkedHashMap<>(scopes));
    }
}
