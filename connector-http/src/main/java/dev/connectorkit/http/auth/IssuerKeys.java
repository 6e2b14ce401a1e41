package dev.connectorkit.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.health.HealthReport;
import com.nimbusds.jose.util.health.HealthStatus;
import com.nimbusds.jwt.SignedJWT;
import jakarta.ws.rs.ServiceUnavailableException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The published keys of an issuer. Nimbus fetches and caches them, at most twice in ten seconds and one request at a time: while
 * that one waits for the issuer, others use the known keys, or get a 503 at once. Only before the first keys have arrived do a few
 * requests wait, for a second. Thread-safe.
 */
final class IssuerKeys {

    /** After this long the keys are fetched again, so that a withdrawn one ends. */
    static final Duration FRESH = Duration.ofMinutes(10);

    /** For this long known keys count while the issuer cannot be reached. */
    static final Duration USABLE = Duration.ofHours(2);

    /** The interval with at most two fetches: tokens with made-up keys shall not become load on the issuer. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_WAITING = 8;
    private static final long FIRST_WAIT_SECONDS = 1;

    private final URI uri;
    private final Clock clock;
    private final JWKSetSource<SecurityContext> source;
    private final JWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final ReentrantLock fetchingFirst = new ReentrantLock();
    private volatile @Nullable JWKSet latest;
    private volatile long fetchedAt;
    private volatile boolean failed;
    private long lastMillis;
    private long elapsed;

    /** Creates the keys that the JSON Web Key Set at this URI lists; nothing is fetched yet. */
    IssuerKeys(URI uri, Clock clock) {
        this(uri, clock, TIMEOUT);
    }

    /** @param timeout to connect to the issuer, and to read from it */
    IssuerKeys(URI uri, Clock clock, Duration timeout) {
        this.uri = uri;
        this.clock = clock;
        this.lastMillis = clock.millis();
        this.source = source(uri, Math.toIntExact(timeout.toMillis()));
    }

    private JWKSetSource<SecurityContext> source(URI address, int timeout) {
        try {
            DefaultResourceRetriever http = new DefaultResourceRetriever(timeout, timeout, MAX_BYTES);
            var url = new URLBasedJWKSetSource<SecurityContext>(address.toURL(), http);
            var built = JWKSourceBuilder.create(url)
                    .cache(FRESH.toMillis(), 0)
                    .refreshAheadCache(false)
                    .rateLimited(PAUSE.toMillis())
                    .healthReporting(this::report)
                    .build();
            // The source itself takes the time as an argument; the builder's wrapper reads the system's clock.
            return ((JWKSetBasedJWKSource<SecurityContext>) built).getJWKSetSource();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("The URI of the issuer's keys must be a URL, but is " + address, e);
        }
    }

    /**
     * Returns whether one of the keys has signed this token.
     *
     * @throws ServiceUnavailableException if that cannot be decided now: the keys cannot be fetched, or are being fetched
     */
    boolean signed(SignedJWT token) {
        JWKSet known = known();
        List<JWK> candidates = candidates(token, known);
        if (isVerified(token, candidates)) {
            return true;
        }
        boolean named = token.getHeader().getKeyID() != null && !candidates.isEmpty();
        if (named) {
            return false; // that key did not sign it; no other one can have
        }
        return isVerified(token, candidates(token, newer(known)));
    }

    private JWKSet known() {
        JWKSet last = latest;
        if (last == null) {
            return first();
        }
        try {
            return load(JWKSetCacheRefreshEvaluator.noRefresh());
        } catch (KeySourceException e) {
            if (elapsed() - fetchedAt >= USABLE.toMillis()) {
                throw unavailable();
            }
            return last;
        }
    }

    private JWKSet first() {
        if (!waiting.tryAcquire()) {
            throw unavailable();
        }
        try {
            if (!fetchingFirst.tryLock(FIRST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw unavailable();
            }
            try {
                return load(JWKSetCacheRefreshEvaluator.noRefresh());
            } finally {
                fetchingFirst.unlock();
            }
        } catch (KeySourceException e) {
            throw unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        } finally {
            waiting.release();
        }
    }

    /** Returns keys fetched after these, or the same if they were fetched a moment ago. */
    private JWKSet newer(JWKSet known) {
        try {
            return load(JWKSetCacheRefreshEvaluator.referenceComparison(known));
        } catch (RateLimitReachedException e) {
            if (failed) {
                throw unavailable();
            }
            return known;
        } catch (KeySourceException e) {
            throw unavailable(); // it failed, or another request is fetching
        }
    }

    private JWKSet load(JWKSetCacheRefreshEvaluator refresh) throws KeySourceException {
        JWKSet keys = source.getJWKSet(refresh, elapsed(), null);
        latest = keys;
        return keys;
    }

    private void report(HealthReport<?, ?> report) {
        failed = report.getHealthStatus() != HealthStatus.HEALTHY;
        if (failed) {
            LOG.warn(
                    "The keys that verify tokens cannot be fetched from {}: {}",
                    uri,
                    String.valueOf(report.getException()));
        } else {
            fetchedAt = report.getTimestamp();
        }
    }

    /** Returns the milliseconds that have passed; a clock that is set back does not take any of them back. */
    private synchronized long elapsed() {
        long now = clock.millis();
        elapsed += Math.max(0, now - lastMillis);
        lastMillis = now;
        return elapsed;
    }

    private static List<JWK> candidates(SignedJWT token, JWKSet keys) {
        return new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader()))
                .select(keys).stream()
                        .filter(AsymmetricJWK.class::isInstance)
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
                "The keys of the issuer, which verify the bearer token, cannot be fetched at the moment; send the same"
                        + " request later.",
                PAUSE.toSeconds());
    }
}
