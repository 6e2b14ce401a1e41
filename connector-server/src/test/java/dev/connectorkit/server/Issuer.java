package dev.connectorkit.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.http.auth.JwtAuthentication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An issuer of tokens with a real server for its keys. */
final class Issuer implements AutoCloseable {

    static final String NAME = "https://issuer.example/tenant";
    static final String AUDIENCE = "api://orders";
    static final JWK RSA = rsa("rsa-1");
    static final JWK EC = ec("ec-1", Curve.P_256);

    final AtomicInteger fetches = new AtomicInteger();

    private final HttpServer server;
    private volatile int status = 200;
    private volatile String body = "";
    private volatile CountDownLatch released = new CountDownLatch(0);
    private volatile CountDownLatch asked = new CountDownLatch(1);

    Issuer(JWK... keys) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/keys", this::answer);
        publish(keys);
        server.start();
    }

    static JWK rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static JWK ec(String id, Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        asked.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    URI keysUri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/keys");
    }

    JwtAuthentication authentication() {
        return Authentication.jwt(NAME, AUDIENCE, keysUri());
    }

    /** From now on these are the keys, and no others. */
    void publish(JWK... keys) {
        answerWith(200, new JWKSet(List.of(keys)).toString());
    }

    void answerWith(int status, String body) {
        this.status = status;
        this.body = body;
    }

    /** Answers no fetch of the keys until the result is closed. */
    Hanging hang() {
        CountDownLatch until = new CountDownLatch(1);
        asked = new CountDownLatch(1);
        released = until;
        return new Hanging(asked, until);
    }

    /** A time in which the issuer does not answer. */
    record Hanging(CountDownLatch asked, CountDownLatch until) implements AutoCloseable {

        void awaitFetch() throws InterruptedException {
            asked.await();
        }

        @Override
        public void close() {
            until.countDown();
        }
    }

    /** What a token says that is valid for five minutes from {@link TestServer#NOW}. */
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
        server.stop(0);
    }
}
