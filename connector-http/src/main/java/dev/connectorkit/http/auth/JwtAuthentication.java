package dev.connectorkit.http.auth;

import dev.connectorkit.swagger.Security;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@linkplain Authentication#jwt Tokens of one issuer for one audience.} A token must be signed with RS, PS or ES 256, 384 or
 * 512 by a key that the issuer publishes, must have {@code iss}, {@code aud}, {@code exp} and {@code sub}, and be valid now,
 * give or take 60 seconds. The caller's name is {@code sub}; its roles are the scopes of {@code scope} and {@code scp} and the
 * {@code roles}.
 *
 * <p>The issuer's keys are fetched with the first token, every 10 minutes, and when a token names an unknown key, at most twice in
 * 10 seconds and by one request at a time. While the issuer cannot be reached, known keys count for 2 hours; a token that needs
 * other ones gets a 503 with {@code Retry-After}, which engines repeat, and not a 401, on which they give up.
 *
 * <p>Immutable and thread-safe.
 */
public final class JwtAuthentication extends Authentication {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern GRANT = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+"); // a scope-token of RFC 6749

    private final TokenRules rules;
    private final URI jwksUri;
    private final Security security;

    private JwtAuthentication(TokenRules rules, URI jwksUri, Security security) {
        this.rules = rules;
        this.jwksUri = jwksUri;
        this.security = security;
    }

    static JwtAuthentication of(String issuer, String audience, URI jwksUri) {
        require(!issuer.isBlank() && !audience.isBlank(), "Issuer and audience of tokens must not be blank");
        boolean local = "http".equals(jwksUri.getScheme()) && LOOPBACK.contains(String.valueOf(jwksUri.getHost()));
        require(
                jwksUri.getHost() != null && ("https".equals(jwksUri.getScheme()) || local),
                "The URI of the issuer's keys must be https, or http on this machine, but is " + jwksUri
                        + ": who can change the keys on their way can sign tokens");
        return new JwtAuthentication(
                new TokenRules(List.of(issuer), List.of(audience), Set.of()),
                jwksUri,
                Security.apiKey(HttpHeaders.AUTHORIZATION));
    }

    static JwtAuthentication ofEntraId(String tenant, String audience) {
        require(
                GUID.matcher(tenant).matches(),
                "The tenant must be a directory id such as 11111111-2222-3333-4444-555555555555, because tokens name it so,"
                        + " but is " + tenant);
        require(!audience.isBlank(), "The audience of tokens must not be blank");
        String login = "https://login.microsoftonline.com/" + tenant;
        String id = audience.startsWith("api://") ? audience.substring("api://".length()) : audience;
        TokenRules rules = new TokenRules(
                List.of(login + "/v2.0", "https://sts.windows.net/" + tenant + "/"),
                List.of(audience, id, "api://" + id),
                Set.of());
        Security security = Security.oauth2(
                URI.create(login + "/oauth2/v2.0/authorize"),
                URI.create(login + "/oauth2/v2.0/token"),
                Map.of("api://" + id + "/.default", "Call the connector"));
        return new JwtAuthentication(rules, URI.create(login + "/discovery/v2.0/keys"), security);
    }

    /**
     * Answers a 403 to tokens that do not grant all of these.
     *
     * @param grants scopes or roles
     * @throws IllegalArgumentException if one cannot be a scope, as one with a space
     */
    public JwtAuthentication requiring(String... grants) {
        for (String grant : grants) {
            require(
                    GRANT.matcher(grant).matches(),
                    "A scope or role must be visible ASCII without quotes and backslashes, but one is '" + grant + "'");
        }
        return new JwtAuthentication(
                new TokenRules(rules.issuers(), rules.audiences(), Set.of(grants)), jwksUri, security);
    }

    /**
     * Describes the connector in its documents as OAuth 2.0 with an authorization code, so that designers get the tokens
     * themselves. Without this, they are described as an API key in the header {@code Authorization}: Swagger 2.0 knows no
     * bearer tokens, and designers offer nothing else; a connection then takes {@code Bearer}, a space and the token as its
     * key. Nothing changes about which tokens are accepted.
     *
     * @param authorizationUrl where people sign in, https
     * @param tokenUrl where tokens are got, https
     * @param scopes the scopes to ask for, and what they mean
     * @throws IllegalArgumentException if a URL is not https
     */
    public JwtAuthentication signInAt(URI authorizationUrl, URI tokenUrl, Map<String, String> scopes) {
        return new JwtAuthentication(rules, jwksUri, Security.oauth2(authorizationUrl, tokenUrl, scopes));
    }

    @Override
    public Security security() {
        return security;
    }

    @Override
    public Optional<TokenAccess> tokens() {
        return Optional.of(new TokenAccess(
                List.of(rules.issuer()), List.copyOf(security.scopes().keySet())));
    }

    @Override
    Authenticator authenticator(Clock clock) {
        return new JwtAuthenticator(rules, new IssuerKeys(jwksUri, clock), clock);
    }
}
