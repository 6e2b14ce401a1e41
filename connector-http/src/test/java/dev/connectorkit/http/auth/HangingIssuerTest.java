package dev.connectorkit.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.storage.TestClock;
import jakarta.ws.rs.ServiceUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens that arrive while the issuer does not answer a fetch of its keys. */
class HangingIssuerTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final TestClock clock = new TestClock();
    private final AtomicInteger fetches = new AtomicInteger();
    private final ECKey known = key("known");
    private final ECKey next = key("next");
    private volatile CountDownLatch released = new CountDownLatch(0);
    private volatile CountDownLatch asked = new CountDownLatch(1);
    private volatile String published = new JWKSet(known).toString();
    private HttpServer server;
    private IssuerKeys keys;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", this::answer);
        server.start();
        keys = new IssuerKeys(
                URI.create("http://localhost:" + server.getAddress().getPort() + "/keys"), clock, LONG);
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        asked.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] body = published.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void hang() {
        asked = new CountDownLatch(1);
        released = new CountDownLatch(1);
    }

    /** Begins to verify a token on a thread of its own, and returns when that waits for the issuer. */
    private CompletableFuture<Boolean> waitingFor(ECKey key) throws Exception {
        SignedJWT token = token(key);
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> keys.signed(token));
        asked.await();
        return waiting;
    }

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SignedJWT token(ECKey key) throws Exception {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
        SignedJWT token = new SignedJWT(header, new JWTClaimsSet.Builder().build());
        token.sign(new ECDSASigner(key));
        return token;
    }

    @Test
    void oneUnknownKeyWaitsForTheIssuerAndOthersAreRefusedAtOnce() throws Exception {
        assertThat(keys.signed(token(known))).isTrue();
        clock.pass(IssuerKeys.PAUSE);
        hang();
        CompletableFuture<Boolean> first = waitingFor(next);
        for (int i = 0; i < 50; i++) {
            SignedJWT token = token(i % 2 == 0 ? next : key("made-up-" + i));
            assertThatThrownBy(() -> keys.signed(token)).isInstanceOf(ServiceUnavailableException.class);
            assertThat(keys.signed(token(known))).isTrue();
        }
        assertThat(first).isNotDone();
        assertThat(fetches).hasValue(2);
        published = new JWKSet(List.of(known, next)).toString();
        released.countDown();
        assertThat(first.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(keys.signed(token(next))).isTrue();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void knownKeysAreUsedWhileOneTokenWaitsForTheirRenewal() throws Exception {
        assertThat(keys.signed(token(known))).isTrue();
        clock.pass(IssuerKeys.FRESH);
        hang();
        CompletableFuture<Boolean> first = waitingFor(known);
        for (int i = 0; i < 50; i++) {
            assertThat(keys.signed(token(known))).isTrue();
        }
        assertThat(first).isNotDone();
        assertThat(fetches).hasValue(2);
        released.countDown();
        assertThat(first.get(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void knownKeysEndAfterTwoHoursAlsoWhileTheIssuerHangs() throws Exception {
        assertThat(keys.signed(token(known))).isTrue();
        clock.pass(IssuerKeys.USABLE);
        hang();
        CompletableFuture<Boolean> first = waitingFor(known);
        assertThatThrownBy(() -> keys.signed(token(known))).isInstanceOf(ServiceUnavailableException.class);
        assertThat(first).isNotDone();
    }

    @Test
    void beforeTheFirstKeysFewTokensWaitAndNoneForLong() throws Exception {
        hang();
        CompletableFuture<Boolean> first = waitingFor(known);
        SignedJWT token = token(known);
        List<CompletableFuture<Boolean>> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(CompletableFuture.supplyAsync(() -> keys.signed(token)));
        }
        for (CompletableFuture<Boolean> other : others) {
            assertThatThrownBy(() -> other.get(1, TimeUnit.MINUTES))
                    .hasCauseInstanceOf(ServiceUnavailableException.class);
        }
        assertThat(first).isNotDone();
        assertThat(fetches).hasValue(1);
        released.countDown();
        assertThat(first.get(1, TimeUnit.MINUTES)).isTrue();
    }
}
