package dev.connectorkit.http.auth;

import dev.connectorkit.swagger.Security;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * The authentication of callers. It protects every resource and describes itself in the documents; health, documents and Swagger UI
 * stay open. {@link jakarta.ws.rs.core.SecurityContext} names the caller to resource methods.
 *
 * <p>Without valid credentials every other request gets a 401 with a challenge, whether there is something at its path or
 * not, before any resource runs; CORS preflights are answered. Credentials are never logged and are in no answer.
 *
 * <p>Immutable and thread-safe; for one server or several.
 */
public abstract sealed class Authentication permits Authentication.Simple, AnyOfAuthentication, JwtAuthentication {

    private static final int MIN_KEY = 16;
    private static final int MIN_PASSWORD = 8;
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+"); // a token of RFC 9110
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]*"); // what a header carries unchanged

    Authentication() {}

    /**
     * Returns the authentication by a key in a header. Several keys count at the same time, so that they can be rotated: add the new one, move the
     * connections, take out the old one. Whichever key it has, the caller is named {@code api-key}. Only digests of the keys
     * are kept, and they are compared in constant time.
     *
     * @param header such as {@code X-API-Key}
     * @param keys at least one; each at least 16 visible ASCII characters, better 32 random ones
     * @throws IllegalArgumentException if the header or a key is invalid, or two keys are equal
     */
    public static Authentication apiKey(String header, String... keys) {
        return apiKey(header, Map.of("api-key", List.of(keys)));
    }

    /**
     * Returns the authentication by a key in a header, as in {@link #apiKey(String, String...)}, for several callers.
     *
     * @param keys by the name of the caller who has them; more than one where they are rotated. Names are no secrets
     * @throws IllegalArgumentException if the header or a key is invalid, or two keys are equal
     */
    public static Authentication apiKey(String header, Map<String, List<String>> keys) {
        require(HEADER.matcher(header).matches(), "The header of the API key must be the name of an HTTP header");
        Map<String, String> names = new HashMap<>();
        keys.forEach((name, own) -> own.forEach(key -> {
            require(!name.isBlank(), "Every API key must have a name that is not blank");
            require(
                    key.length() >= MIN_KEY && VISIBLE.matcher(key).matches(),
                    "Every key of " + name + " must have at least " + MIN_KEY
                            + " characters, all visible ASCII: make a random one, such as openssl rand -hex 32 gives");
            require(names.put(key, name) == null, "No two API keys may be equal");
        }));
        require(!names.isEmpty(), "There must be at least one API key, or nobody could call the connector");
        return new Simple(Security.apiKey(header), new ApiKeyAuthenticator(header, new HashedCredentials(names)));
    }

    /**
     * User name and password of a few known users. Only digests of the passwords are kept, and a wrong password takes as long
     * as a wrong name. The digests are fast ones, so give passwords that nobody guesses.
     *
     * @param passwords by user name; a name has no colon, a password at least 8 characters, neither has control characters
     * @throws IllegalArgumentException if there is no user, or a name or password is invalid
     */
    public static Authentication basic(Map<String, String> passwords) {
        require(!passwords.isEmpty(), "There must be at least one user, or nobody could call the connector");
        Map<String, String> users = new HashMap<>();
        passwords.forEach((user, password) -> {
            String pair = user + ":" + password;
            require(
                    !user.isBlank() && user.indexOf(':') < 0 && pair.chars().noneMatch(Character::isISOControl),
                    "The name of a user must not be blank, must have no colon, and neither name nor password may have"
                            + " control characters");
            require(
                    password.length() >= MIN_PASSWORD,
                    "The password of " + user + " must have at least " + MIN_PASSWORD + " characters");
            users.put(pair, user);
        });
        HashedCredentials secrets = new HashedCredentials(users);
        return basic((user, password) -> secrets.nameOf(user + ":" + new String(password)) != null);
    }

    /**
     * User name and password, checked by the author's own user store.
     *
     * @param verifier whether this is the password of this user; called by many threads at a time, for every request, so it
     *     should cache what is slow to find out. It should take as long for a user that it does not know. What it throws is
     *     answered like an exception of a resource method: a {@link jakarta.ws.rs.ServiceUnavailableException} where the
     *     store cannot be reached.
     */
    public static Authentication basic(BiPredicate<String, char[]> verifier) {
        return new Simple(Security.basic(), new BasicAuthenticator(verifier));
    }

    /**
     * Returns the authentication by a JSON Web Token in the {@code Authorization} header, {@code Bearer}, see {@link JwtAuthentication}.
     *
     * @param issuer the {@code iss} of its tokens, to the letter
     * @param audience the {@code aud} of the tokens for this connector
     * @param jwksUri the URL of the issuer's keys ({@code jwks_uri} of its metadata); https, or http on this machine
     * @throws IllegalArgumentException if issuer or audience are blank, or the URI is neither https nor on this machine
     */
    public static JwtAuthentication jwt(String issuer, String audience, URI jwksUri) {
        return JwtAuthentication.of(issuer, audience, jwksUri);
    }

    /**
     * Tokens of Microsoft Entra ID, of either version, that a workflow engine or a person gets for an application registration. The
     * documents describe the sign-in of that tenant. See {@link JwtAuthentication#requiring} for scopes and application roles.
     *
     * @param tenant the directory id, a GUID
     * @param audience the application id of the connector's registration, or its {@code api://} URI
     * @throws IllegalArgumentException if the tenant is not a GUID or the audience is blank
     */
    public static JwtAuthentication entraId(String tenant, String audience) {
        return JwtAuthentication.ofEntraId(tenant, audience);
    }

    /**
     * Accepts the credentials of any of these. The documents describe the first one.
     *
     * @throws IllegalArgumentException if no authentication is given
     */
    public static Authentication anyOf(Authentication... alternatives) {
        require(alternatives.length > 0, "There must be at least one authentication");
        return new AnyOfAuthentication(List.of(alternatives));
    }

    /**
     * Authenticates callers by a scheme of the author's.
     *
     * @param security describes the scheme in the documents
     * @param authenticator identifies the caller of each request
     */
    public static Authentication of(Security security, Authenticator authenticator) {
        return new Simple(security, authenticator);
    }

    static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Returns the description for the documents. */
    public abstract Security security();

    /** Returns the way to tokens for clients that get them themselves; empty if this takes no tokens. */
    public Optional<TokenAccess> tokens() {
        return Optional.empty();
    }

    abstract Authenticator authenticator(Clock clock);

    /** Needs no clock. */
    static final class Simple extends Authentication {

        private final Security security;
        private final Authenticator authenticator;

        private Simple(Security security, Authenticator authenticator) {
            this.security = security;
            this.authenticator = authenticator;
        }

        @Override
        public Security security() {
            return security;
        }

        @Override
        Authenticator authenticator(Clock clock) {
            return authenticator;
        }
    }
}
