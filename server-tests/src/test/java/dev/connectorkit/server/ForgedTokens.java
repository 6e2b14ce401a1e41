package dev.connectorkit.server;

import static dev.connectorkit.server.Issuer.claims;
import static dev.connectorkit.server.Issuer.sign;
import static dev.connectorkit.server.Issuer.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Tokens that must not come in. */
final class ForgedTokens {

    static final JWK SHORT = shortKey();

    private static final JWK STRANGER = Issuer.rsa("rsa-1"); // another key under the same name

    record Forged(String name, String token, String refusal) {
        @Override
        public String toString() {
            return name;
        }
    }

    private ForgedTokens() {}

    private static JWSHeader header(UnaryOperator<JWSHeader.Builder> changes) {
        return changes.apply(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1"))
                .build();
    }

    static Stream<Forged> all() {
        String good = token(claims -> claims);
        String[] parts = good.split("\\.", -1);
        String[] others = token(claims -> claims.subject("admin")).split("\\.", -1);
        String stranger = "signed with a current key of";
        String unsigned = "be a signed JWT";
        String algorithm = "signed with RS, PS or ES";
        return Stream.of(
                new Forged("another key with the same id", sign(STRANGER, JWSAlgorithm.RS256), stranger),
                new Forged("unknown key", sign(Issuer.rsa("rsa-9"), JWSAlgorithm.RS256), stranger),
                new Forged("key of another kind", withKeyId(JWSAlgorithm.ES256, "rsa-1"), stranger),
                new Forged("short RSA key", withShortKey(), stranger),
                new Forged("claims of another token", parts[0] + "." + others[1] + "." + parts[2], stranger),
                new Forged("signature of another token", parts[0] + "." + parts[1] + "." + others[2], stranger),
                new Forged("header of another token", ofEc() + "." + parts[1] + "." + parts[2], stranger),
                new Forged("no signature", parts[0] + "." + parts[1] + ".", unsigned),
                new Forged("two parts", parts[0] + "." + parts[1], unsigned),
                new Forged("four parts", good + ".e30", unsigned),
                new Forged("no JSON", "e.e.e", unsigned),
                new Forged("words", "hello", unsigned),
                new Forged("two words", good + " " + good, unsigned),
                new Forged("deep JSON", Base64URL.encode("{\"a\":" + "[".repeat(4000)) + ".e30.e30", unsigned),
                new Forged("alg none", new PlainJWT(claims().build()).serialize(), unsigned),
                new Forged(
                        "alg none with signature",
                        encoded("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2],
                        unsigned),
                new Forged("alg None", encoded("{\"alg\":\"None\"}") + "." + parts[1] + "." + parts[2], algorithm),
                new Forged("HMAC with the public key", hmac(publicKeyText()), algorithm),
                new Forged("HMAC with the public key in DER", hmac(publicKeyBytes()), algorithm),
                new Forged(
                        "its own key in the header",
                        sign(STRANGER, header(header -> header.jwk(STRANGER.toPublicJWK())), claims()),
                        stranger),
                new Forged(
                        "its own key, and no id",
                        sign(
                                STRANGER,
                                new JWSHeader.Builder(JWSAlgorithm.RS256)
                                        .jwk(STRANGER.toPublicJWK())
                                        .build(),
                                claims()),
                        stranger),
                new Forged(
                        "unencoded payload",
                        encoded("{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"b64\":false,\"crit\":[\"b64\"]}") + "."
                                + parts[1] + "." + parts[2],
                        algorithm),
                new Forged(
                        "token of another type",
                        sign(Issuer.RSA, header(h -> h.type(new JOSEObjectType("logout+jwt"))), claims()),
                        algorithm),
                new Forged("wrong issuer", token(c -> c.issuer("https://issuer.example")), "come from " + Issuer.NAME),
                new Forged("no issuer", token(c -> c.issuer(null)), "come from " + Issuer.NAME),
                new Forged("wrong audience", token(c -> c.audience("api://billing")), "for the audience api://orders"),
                new Forged("no audience", token(c -> c.audience((String) null)), "for the audience api://orders"),
                new Forged("no subject", token(c -> c.subject(null)), "name its subject"),
                new Forged("blank subject", token(c -> c.subject(" ")), "name its subject"),
                new Forged(
                        "expired",
                        token(c -> c.expirationTime(Issuer.at(Duration.ofSeconds(-60)))),
                        "not have expired"),
                new Forged("no expiry", token(c -> c.expirationTime(null)), "until when it is valid"),
                new Forged("expiry in words", token(c -> c.claim("exp", "tomorrow")), unsigned),
                new Forged(
                        "not yet valid",
                        token(c -> c.notBeforeTime(Issuer.at(Duration.ofSeconds(61)))),
                        "valid already"));
    }

    private static JWK shortKey() {
        try {
            return new RSAKeyGenerator(1024, true).keyID("short").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String withShortKey() {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("short").build(), claims().build());
            token.sign(new RSASSASigner(SHORT.toRSAKey().toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance())));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String json) {
        return Base64URL.encode(json).toString();
    }

    private static String ofEc() {
        return encoded("{\"alg\":\"ES256\",\"kid\":\"ec-1\"}");
    }

    private static String withKeyId(JWSAlgorithm algorithm, String id) {
        return sign(Issuer.EC, new JWSHeader.Builder(algorithm).keyID(id).build(), claims());
    }

    private static byte[] publicKeyText() {
        return Issuer.RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] publicKeyBytes() {
        try {
            return Issuer.RSA.toRSAKey().toRSAPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hmac(byte[] secret) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(), claims().build());
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
