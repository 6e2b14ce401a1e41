package dev.connectorkit.test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Issuer of OAuth 2.0 tokens on this machine: authorization code with a user who always consents, refresh tokens, and the keys. Its
 * access tokens are JSON Web Tokens signed with RS256. Thread-safe.
 *
 * <pre>{@code
 * StubIssuer issuer = StubIssuer.start(clock);
 * ConnectorServer server = ConnectorServer.builder()
 *         .authentication(Authentication.jwt(issuer.name(), "api://orders", issuer.keysUrl()))
 *         ...
 * WorkflowEngine engine = WorkflowEngine.builder().connection(issuer.connection("api://orders"))...
 * }</pre>
 */
public final class StubIssuer implements AutoCloseable {

    /** The time for which an access token is valid. */
    public static final Duration VALIDITY = Duration.ofHours(1);

    private static final String CLIENT = "connectorkit-engine";
    private static final String KEY_ID = "stub-1";
    private static final KeyPair KEYS = newKeys();

    private final Clock clock;
    private final Set<String> codes = ConcurrentHashMap.newKeySet();
    private final LoopbackServer server;

    private StubIssuer(Clock clock) {
        this.clock = clock;
        this.server = new LoopbackServer("connectorkit-issuer", this::answer);
    }

    /**
     * Starts an issuer on a free port.
     *
     * @param clock dates the tokens; the same as the connector's
     */
    public static StubIssuer start(Clock clock) {
        return new StubIssuer(clock);
    }

    /** Returns the issuer's name, as it is in tokens. */
    public String name() {
        return server.url("").toString();
    }

    /** Returns the URL of the JSON Web Key Set. */
    public URI keysUrl() {
        return server.url("/keys");
    }

    /** Returns the URL at which a user signs in. */
    public URI authorizationUrl() {
        return server.url("/authorize");
    }

    /** Returns the URL of the token endpoint. */
    public URI tokenUrl() {
        return server.url("/token");
    }

    /** Returns a connection that signs in with an authorization code, and renews its token before it expires. */
    public Connection connection(String audience) {
        return new OAuthSignIn(authorizationUrl(), tokenUrl(), CLIENT, audience, clock);
    }

    /**
     * Returns an access token.
     *
     * @param claims in addition to issuer, audience, subject and times, or in place of them
     */
    public String token(String audience, Map<String, ?> claims) {
        long now = clock.instant().getEpochSecond();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("iss", name())
                .put("aud", audience)
                .put("sub", CLIENT)
                .put("iat", now)
                .put("nbf", now)
                .put("exp", now + VALIDITY.toSeconds());
        claims.forEach((name, value) -> body.set(name, Json.of(value)));
        ObjectNode head =
                JsonNodeFactory.instance.objectNode().put("alg", "RS256").put("kid", KEY_ID);
        String signed = base64(head.toString()) + "." + base64(body.toString());
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEYS.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private LoopbackServer.Reply answer(Request request) {
        return switch (request.url().getPath()) {
            case "/keys" -> json(200, keySet());
            case "/authorize" -> authorize(form(request.url().getRawQuery()));
            case "/token" -> exchange(form(request.body()));
            default -> LoopbackServer.Reply.of(Answer.status(404));
        };
    }

    private LoopbackServer.Reply authorize(Map<String, String> query) {
        String code = UUID.randomUUID().toString();
        codes.add(code);
        String target = query.getOrDefault("redirect_uri", "");
        String back = target + "?code=" + code + "&state=" + query.getOrDefault("state", "");
        return LoopbackServer.Reply.of(Answer.status(302).with("Location", back));
    }

    private LoopbackServer.Reply exchange(Map<String, String> form) {
        String grant = form.getOrDefault("grant_type", "");
        String proof = form.getOrDefault(grant.equals("authorization_code") ? "code" : "refresh_token", "");
        if (!codes.remove(proof)) {
            return json(400, JsonNodeFactory.instance.objectNode().put("error", "invalid_grant"));
        }
        String refresh = UUID.randomUUID().toString();
        codes.add(refresh);
        return json(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("token_type", "Bearer")
                        .put("expires_in", VALIDITY.toSeconds())
                        .put("refresh_token", refresh)
                        .put("access_token", token(form.getOrDefault("resource", ""), Map.of())));
    }

    private ObjectNode keySet() {
        RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        set.putArray("keys")
                .addObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", KEY_ID)
                .put("n", base64(unsigned(key.getModulus().toByteArray())))
                .put("e", base64(unsigned(key.getPublicExponent().toByteArray())));
        return set;
    }

    private static LoopbackServer.Reply json(int status, ObjectNode body) {
        return new LoopbackServer.Reply(
                Answer.status(status).with("Content-Type", "application/json"), body.toString());
    }

    static Map<String, String> form(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 && number.length > 1 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
