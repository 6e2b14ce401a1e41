package dev.connectorkit.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.storage.TestClock;
import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens that arrive while the issuer does not answer a fetch of its keys. */
class HangingIssuerTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final TestClock clock = new TestClock();
    private final ECKey known = KeyServer.ec("known", Curve.P_256);
    private final ECKey next = KeyServer.ec("next", Curve.P_256);
    private final KeyServer server = new KeyServer(known);
    private final IssuerKeys keys = new IssuerKeys(server.uri(), clock, LONG);

    @AfterEach
    void stop() {
        server.close();
    }

    /** Begins to verify a token on a thread of its own, and returns when that waits for the issuer. */
    private CompletableFuture<Boolean> waitingFor(KeyServer.Hanging hanging, ECKey key) throws Exception {
        SignedJWT token = token(key);
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> keys.signed(token));
        hanging.awaitFetch();
        return waiting;
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
        KeyServer.Hanging hanging = server.hang();
        CompletableFuture<Boolean> first = waitingFor(hanging, next);
        for (int i = 0; i < 50; i++) {
            SignedJWT token = token(i % 2 == 0 ? next : KeyServer.ec("made-up-" + i, Curve.P_256));
            assertThatThrownBy(() -> keys.signed(token)).isInstanceOf(ServiceUnavailableException.class);
            assertThat(keys.signed(token(known))).isTrue();
        }
        assertThat(first).isNotDone();
        assertThat(server.fetches()).hasValue(2);
        server.publish(known, next);
        hanging.close();
        assertThat(first.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(keys.signed(token(next))).isTrue();
        assertThat(server.fetches()).hasValue(2);
    }

    @Test
    void knownKeysAreUsedWhileOneTokenWaitsForTheirRenewal() throws Exception {
        assertThat(keys.signed(token(known))).isTrue();
        clock.pass(IssuerKeys.FRESH);
        KeyServer.Hanging hanging = server.hang();
        CompletableFuture<Boolean> first = waitingFor(hanging, known);
        for (int i = 0; i < 50; i++) {
            assertThat(keys.signed(token(known))).isTrue();
        }
        assertThat(first).isNotDone();
        assertThat(server.fetches()).hasValue(2);
        hanging.close();
        assertThat(first.get(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void knownKeysEndAfterTwoHoursAlsoWhileTheIssuerHangs() throws Exception {
        assertThat(keys.signed(token(known))).isTrue();
        clock.pass(IssuerKeys.USABLE);
        KeyServer.Hanging hanging = server.hang();
        CompletableFuture<Boolean> first = waitingFor(hanging, known);
        assertThatThrownBy(() -> keys.signed(token(known))).isInstanceOf(ServiceUnavailableException.class);
        assertThat(first).isNotDone();
    }

    @Test
    void beforeTheFirstKeysFewTokensWaitAndNoneForLong() throws Exception {
        KeyServer.Hanging hanging = server.hang();
        CompletableFuture<Boolean> first = waitingFor(hanging, known);
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
        assertThat(server.fetches()).hasValue(1);
        hanging.close();
        assertThat(first.get(1, TimeUnit.MINUTES)).isTrue();
    }
}
