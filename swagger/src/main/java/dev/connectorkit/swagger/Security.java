package dev.connectorkit.swagger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The authentication of connections to a connector; a connector document has at most one.
 *
 * @param kind the kind
 * @param name of the header, for an API key; empty for other kinds
 * @param authorizationUrl the page where people sign in, for OAuth 2.0
 * @param tokenUrl the endpoint that issues tokens, for OAuth 2.0
 * @param scopes the scopes and their meanings, for OAuth 2.0, in the order in which they are written
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

    /** Copies the scopes. */
    public Security {
        scopes = Collections.unmodifiableMap(new LinkedHashMap<>(scopes));
    }

    /** Returns an authentication by a key in this header. */
    public static Security apiKey(String header) {
        return new Security(Kind.API_KEY, header, null, null, Map.of());
    }

    /** Returns an authentication by user name and password. */
    public static Security basic() {
        return new Security(Kind.BASIC, "", null, null, Map.of());
    }

    /**
     * Returns an authentication by OAuth 2.0 with an authorization code.
     *
     * @throws IllegalArgumentException if a URL is not https
     */
    public static Security oauth2(URI authorizationUrl, URI tokenUrl, Map<String, String> scopes) {
        if (!"https".equals(authorizationUrl.getScheme()) || !"https".equals(tokenUrl.getScheme())) {
            throw new IllegalArgumentException("The URLs of OAuth 2.0 must be https");
        }
        return new Security(Kind.OAUTH2, "", authorizationUrl, tokenUrl, scopes);
    }

    String schemeName() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the security scheme object of OpenAPI 3. */
    ObjectNode scheme() {
        ObjectNode scheme = JsonNodeFactory.instance.objectNode();
        switch (kind) {
            case API_KEY -> scheme.put("type", "apiKey").put("in", "header").put("name", name);
            case BASIC -> scheme.put("type", "http").put("scheme", "basic");
            case OAUTH2 -> {
                ObjectNode flow =
                        scheme.put("type", "oauth2").putObject("flows").putObject("authorizationCode");
                flow.put("authorizationUrl", String.valueOf(authorizationUrl));
                flow.put("tokenUrl", String.valueOf(tokenUrl));
                ObjectNode written = flow.putObject("scopes");
                scopes.forEach(written::put);
            }
        }
        return scheme;
    }
}
