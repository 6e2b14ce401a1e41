package dev.connectorkit.http.auth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Token of one issuer for one audience.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750, Bearer Token Usage</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725, JSON Web Token Best Current Practices</a>
 */
final class JwtAuthenticator implements Authenticator {

    // Neither "none" nor HMAC: with HMAC, who knows the public key could sign.
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
    private static final Duration LEEWAY = Duration.ofSeconds(60);
    private static final String CHALLENGE = "Bearer " + REALM;

    private final TokenRules rules;
    private final IssuerKeys keys;
    private final Clock clock;

    /** @param keys the issuer's */
    public JwtAuthenticator(TokenRules rules, IssuerKeys keys, Clock clock) {
        this.rules = rules;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public CallerPrincipal authenticate(ContainerRequestContext request) {
        String token = Credentials.of(request, "Bearer");
        if (token == null) {
            throw Credentials.refuse(
                    CHALLENGE,
                    "The header Authorization must carry a bearer token of " + rules.issuer() + " for the audience "
                            + rules.audience() + ", once.");
        }
        JWTClaimsSet claims = verified(token);
        checkOrigin(claims);
        checkTime(claims);
        String subject = claims.getSubject();
        if (subject == null || subject.isBlank()) {
            throw invalid("name its subject (sub)");
        }
        Set<String> granted = granted(claims);
        if (!granted.containsAll(rules.grants())) {
            throw insufficient();
        }
        return new CallerPrincipal(subject, "BEARER", granted);
    }

    private JWTClaimsSet verified(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!isAcceptable(jwt.getHeader())) {
                throw invalid("be a JWT, signed with RS, PS or ES 256, 384 or 512");
            } else if (!keys.signed(jwt)) {
                throw invalid("be signed with a current key of " + rules.issuer());
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException | IllegalArgumentException e) {
            throw invalid("be a signed JWT");
        }
    }

    /** Keys that the header brings along are never looked at; extensions that it calls critical are not known here. */
    private static boolean isAcceptable(JWSHeader header) {
        JOSEObjectType type = header.getType();
        boolean known = type == null || TYPES.contains(type.getType().toLowerCase(Locale.ROOT));
        Set<String> critical = header.getCriticalParams();
        return known && ALGORITHMS.contains(header.getAlgorithm()) && (critical == null || critical.isEmpty());
    }

    private void checkOrigin(JWTClaimsSet claims) {
        if (!rules.issuers().contains(String.valueOf(claims.getIssuer()))) {
            throw invalid("come from " + rules.issuer() + " (iss)");
        } else if (claims.getAudience().stream().noneMatch(rules.audiences()::contains)) {
            throw invalid("be for the audience " + rules.audience() + " (aud)");
        }
    }

    private void checkTime(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date expiry = claims.getExpirationTime();
        Date start = claims.getNotBeforeTime();
        if (expiry == null || !now.isBefore(expiry.toInstant().plus(LEEWAY))) {
            throw invalid("say until when it is valid and not have expired (exp); get a new one");
        } else if (start != null && now.isBefore(start.toInstant().minus(LEEWAY))) {
            throw invalid("be valid already (nbf); compare the clocks");
        }
    }

    /** Issuers write scopes as a list or with spaces, under either name. */
    private static Set<String> granted(JWTClaimsSet claims) {
        Set<String> granted = new LinkedHashSet<>();
        for (String name : List.of("scope", "scp", "roles")) {
            addTo(granted, claims.getClaim(name));
        }
        return granted;
    }

    private static void addTo(Set<String> granted, @Nullable Object claim) {
        if (claim instanceof String text) {
            granted.addAll(List.of(text.split(" ")));
        } else if (claim instanceof List<?> list) {
            list.forEach(entry -> granted.add(String.valueOf(entry)));
        }
    }

    private static NotAuthorizedException invalid(String expected) {
        return Credentials.refuse(CHALLENGE + ", error=\"invalid_token\"", "The bearer token must " + expected + ".");
    }

    private ForbiddenException insufficient() {
        Set<String> needed = new TreeSet<>(rules.grants());
        String challenge = CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + String.join(" ", needed) + "\"";
        return new ForbiddenException(
                "The bearer token must grant " + String.join(", ", needed) + ".",
                Response.status(403)
                        .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                        .build());
    }
}
