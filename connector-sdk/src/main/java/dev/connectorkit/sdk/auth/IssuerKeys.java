package dev.connectorkit.sdk.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.SignedJWT;
import jakarta.ws.rs.ServiceUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that an issuer signs with: fetched when the first token comes, again when they are no longer fresh, and when a
 * token names a key that is not among them. Thread-safe; one thread fetches, others wait only if they cannot do without.
 */
final class IssuerKeys {

    /** After this long the keys are fetched again, so that a withdrawn one ends. */
    static final Duration FRESH = Duration.ofMinutes(10);

    /** For this long known keys count while the issuer cannot be reached. */
    static final Duration USABLE = Duration.ofHours(2);

    /** The least time between two fetches: tokens with made-up keys shall not become load on the issuer. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final int TIMEOUT = 3000; // ms, to connect and to read
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MIN_RSA_BITS = 2048;

    private record Fetched(JWKSet keys, Instant at) {}

    private final URI uri;
    private final Clock clock;
    private final DefaultResourceRetriever http = new DefaultResourceRetriever(TIMEOUT, TIMEOUT, MAX_BYTES);
    private final JWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Fetched fetched;
    private volatile @Nullable Instant tried;
    private volatile boolean failed;

    /** @param uri of the JSON Web Key Set */
    public IssuerKeys(URI uri, Clock clock) {
        this.uri = uri;
        this.clock = clock;
    }

    /**
     * Returns whether one of the keys has signed this token.
     *
     * @throws ServiceUnavailableException if the keys cannot be fetched
     */
    boolean signed(SignedJWT token) {
        List<JWK> candidates = candidates(token, known());
        if (isVerified(token, candidates)) {
            return true;
        }
        boolean named = token.getHeader().getKeyID() != null && !candidates.isEmpty();
        if (named) {
            return false; // that key did not sign it; no other one can have
        }
        fetch(true);
        if (failed) {
            throw unavailable();
        }
        return isVerified(token, candidates(token, known()));
    }

    private JWKSet known() {
        Fetched last = fetched;
        if (last == null || isOver(last.at(), FRESH)) {
            fetch(last == null || isOver(last.at(), USABLE));
            last = fetched;
        }
        if (last == null || isOver(last.at(), USABLE)) {
            throw unavailable();
        }
        return last.keys();
    }

    private void fetch(boolean wait) {
        if (wait) {
            fetching.lock();
        } else if (!fetching.tryLock()) {
            return;
        }
        try {
            Instant last = tried;
            if (last == null || isOver(last, PAUSE)) {
                fetchNow();
            }
        } finally {
            fetching.unlock();
        }
    }

    private void fetchNow() {
        try {
            JWKSet keys = JWKSet.parse(http.retrieveResource(uri.toURL()).getContent())
                    .toPublicJWKSet();
            fetched = new Fetched(keys, clock.instant());
            failed = false;
            LOG.debug("{} has {} keys", uri, keys.size());
        } catch (IOException | ParseException | IllegalArgumentException e) {
            failed = true;
            LOG.warn("The keys that sign tokens cannot be fetched from {}: {}", uri, e.toString());
        } finally {
            tried = clock.instant();
        }
    }

    /** Also where the clock was set back since. */
    private boolean isOver(Instant since, Duration time) {
        Instant now = clock.instant();
        return now.isBefore(since) || !now.isBefore(since.plus(time));
    }

    private static List<JWK> candidates(SignedJWT token, JWKSet keys) {
        return new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader()))
                .select(keys).stream()
                        .filter(key -> !KeyType.RSA.equals(key.getKeyType()) || key.size() >= MIN_RSA_BITS)
                        .toList();
    }

    private boolean isVerified(SignedJWT token, List<JWK> candidates) {
        for (JWK key : candidates) {
            try {
                if (token.verify(verifiers.createJWSVerifier(token.getHeader(), ((AsymmetricJWK) key).toPublicKey()))) {
                    return true;
                }
            } catch (JOSEException e) {
                LOG.debug("A key of {} does not fit its tokens: {}", uri, e.toString());
            }
        }
        return false;
    }

    private static ServiceUnavailableException unavailable() {
        return new ServiceUnavailableException(
                "The keys of the issuer, which tell whether the bearer token is valid, cannot be fetched at the moment;"
                        + " send the same request later.",
                PAUSE.toSeconds());
    }
}
