package dev.connectorkit.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.http.auth.JwtAuthentication;
import dev.connectorkit.http.auth.KeyServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;

/** An issuer of tokens with a real server for its keys. */
final class Issuer implements AutoCloseable {

    static final String NAME = "https://issuer.example/tenant";
    static final String AUDIENCE = "api://orders";
    static final JWK RSA = rsa("rsa-1");
    static final JWK EC = KeyServer.ec("ec-1", Curve.P_256);

    private final KeyServer keys;

    Issuer(JWK... keys) {
        this.keys = new KeyServer(keys);
    }

    static JWK rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    KeyServer keys() {
        return keys;
    }

    JwtAuthentication authentication() {
        return Authentication.jwt(NAME, AUDIENCE, keys.uri());
    }

    /** The claims of a token that is valid for five minutes from {@link TestServer#NOW}. */
    static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject("engine-7")
                .expirationTime(at(Duration.ofMinutes(5)));
    }

    static Date at(Duration fromNow) {
        return Date.from(Instant.ofEpochSecond(TestServer.NOW.getEpochSecond()).plus(fromNow));
    }

    static String token(UnaryOperator<JWTClaimsSet.Builder> changes) {
        return sign(
                RSA, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1").build(), changes.apply(claims()));
    }

    static String sign(JWK key, JWSAlgorithm algorithm) {
        return sign(key, new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims());
    }

    static String sign(JWK key, JWSHeader header, JWTClaimsSet.Builder claims) {
        try {
            JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key, header.getAlgorithm());
            SignedJWT token = new SignedJWT(header, claims.build());
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        keys.close();
    }
}
