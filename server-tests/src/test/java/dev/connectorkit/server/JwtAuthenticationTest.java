package dev.connectorkit.server;

import static dev.connectorkit.server.Issuer.claims;
import static dev.connectorkit.server.Issuer.sign;
import static dev.connectorkit.server.Issuer.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.http.auth.JwtAuthentication;
import dev.connectorkit.http.auth.KeyServer;
import dev.connectorkit.http.problem.Problem;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are accepted, and the responses to others. */
class JwtAuthenticationTest {

    private static final JWK EC_384 = KeyServer.ec("ec-384", Curve.P_384);

    private static final Vault vault = new Vault();
    private static Issuer issuer;
    private static TestServer server;

    @BeforeAll
    static void start() {
        issuer = new Issuer(Issuer.RSA, Issuer.EC, EC_384, ForgedTokens.SHORT);
        server = serverOf(issuer);
    }

    private static TestServer serverOf(Issuer issuer) {
        return TestServer.with(builder -> builder.authentication(issuer.authentication()), vault);
    }

    @AfterAll
    static void stop() {
        server.close();
        issuer.close();
    }

    @BeforeEach
    void nobodyHasReachedIt() {
        vault.reached.set(0);
    }

    private static Response send(TestServer to, String token) {
        return to.request().header("Authorization", "Bearer " + token).get("/vault");
    }

    private static ValidatableResponse refused(Response response) {
        assertThat(vault.reached).hasValue(0);
        return response.then()
                .statusCode(401)
                .contentType(Problem.MEDIA_TYPE)
                .header("WWW-Authenticate", equalTo("Bearer realm=\"connector\", error=\"invalid_token\""));
    }

    private static JWSHeader header(UnaryOperator<JWSHeader.Builder> changes) {
        return changes.apply(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1"))
                .build();
    }

    static Stream<Named<String>> good() {
        return Stream.of(
                Named.of("RS256", sign(Issuer.RSA, JWSAlgorithm.RS256)),
                Named.of("RS512", sign(Issuer.RSA, JWSAlgorithm.RS512)),
                Named.of("PS256", sign(Issuer.RSA, JWSAlgorithm.PS256)),
                Named.of("ES256", sign(Issuer.EC, JWSAlgorithm.ES256)),
                Named.of("ES384", sign(EC_384, JWSAlgorithm.ES384)),
                Named.of(
                        "without a key id",
                        sign(Issuer.RSA, new JWSHeader.Builder(JWSAlgorithm.RS256).build(), claims())),
                Named.of("typ JWT", sign(Issuer.RSA, header(header -> header.type(JOSEObjectType.JWT)), claims())),
                Named.of(
                        "typ at+jwt",
                        sign(Issuer.RSA, header(header -> header.type(new JOSEObjectType("at+JWT"))), claims())),
                Named.of("several audiences", token(claims -> claims.audience(List.of("other", Issuer.AUDIENCE)))),
                Named.of(
                        "expired within the leeway",
                        token(claims -> claims.expirationTime(Issuer.at(Duration.ofSeconds(-59))))),
                Named.of(
                        "not yet valid within the leeway",
                        token(claims -> claims.notBeforeTime(Issuer.at(Duration.ofSeconds(60))))));
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_token_of_the_issuer_comes_in(String token) {
        send(server, token)
                .then()
                .statusCode(200)
                .body("name", equalTo("engine-7"))
                .body("scheme", equalTo("BEARER"));
    }

    @ParameterizedTest
    @MethodSource("dev.connectorkit.server.ForgedTokens#all")
    void every_other_token_is_refused_with_what_it_must_be(ForgedTokens.Forged forged) {
        refused(send(server, forged.token()))
                .body("detail", containsString(forged.refusal()))
                .body(not(containsString("engine-7")))
                .body(not(containsString("billing")));
    }

    @Test
    void a_symmetric_key_among_the_published_ones_signs_nothing() {
        byte[] secret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        String published = "{\"keys\":["
                + new OctetSequenceKey.Builder(secret).keyID("rsa-1").build().toJSONString() + "]}";
        try (Issuer careless = new Issuer();
                TestServer trusting = serverOf(careless)) {
            careless.keys().answerWith(200, published);
            refused(send(trusting, ForgedTokens.hmac(secret)))
                    .body("detail", containsString("signed with RS, PS or ES"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YTpi", "bearer-token"})
    void a_request_without_a_token_is_told_to_bring_one(String header) {
        int fetches = issuer.keys().fetches().get();
        server.request()
                .header("Authorization", header)
                .get("/vault")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer realm=\"connector\""))
                .body(
                        "detail",
                        equalTo(
                                "The header Authorization must carry a bearer token of https://issuer.example/tenant for"
                                        + " the audience api://orders, once."));
        assertThat(issuer.keys().fetches()).hasValue(fetches);
    }

    @Test
    void two_tokens_are_no_token() {
        String good = token(claims -> claims);
        Header header = new Header("Authorization", "Bearer " + good);
        assertThat(server.request()
                        .headers(new Headers(header, header))
                        .get("/vault")
                        .statusCode())
                .isEqualTo(401);
        assertThat(vault.reached).hasValue(0);
    }

    static Stream<Named<JWTClaimsSet.Builder>> grants() {
        return Stream.of(
                Named.of("scope with spaces", claims().claim("scope", "openid orders.read")),
                Named.of("scp with spaces", claims().claim("scp", "orders.read other")),
                Named.of("scp as a list", claims().claim("scp", List.of("orders.read"))),
                Named.of("roles", claims().claim("roles", List.of("x", "orders.read"))));
    }

    @ParameterizedTest
    @MethodSource("grants")
    void scopes_and_roles_are_roles_of_the_caller(JWTClaimsSet.Builder claims) {
        try (TestServer strict = TestServer.with(
                builder -> builder.authentication(issuer.authentication().requiring("orders.read")), vault)) {
            send(strict, sign(Issuer.RSA, header(header -> header), claims))
                    .then()
                    .statusCode(200)
                    .body("reader", equalTo(true))
                    .body("writer", equalTo(false));
        }
    }

    @Test
    void a_token_that_lacks_a_scope_is_forbidden() {
        Supplier<JwtAuthentication> both = () -> issuer.authentication().requiring("orders.write", "orders.read");
        try (TestServer strict = TestServer.with(builder -> builder.authentication(both.get()), vault)) {
            for (Object scope : List.of("orders.read", "", "orders.read orders.writer", Map.of("orders.write", 1))) {
                send(strict, token(claims -> claims.claim("scope", scope)))
                        .then()
                        .statusCode(403)
                        .contentType(Problem.MEDIA_TYPE)
                        .header(
                                "WWW-Authenticate",
                                equalTo("Bearer realm=\"connector\", error=\"insufficient_scope\","
                                        + " scope=\"orders.read orders.write\""))
                        .body("detail", equalTo("The bearer token must grant orders.read, orders.write."));
            }
            assertThat(vault.reached).hasValue(0);
            send(strict, token(claims -> claims.claim("scope", "orders.read").claim("roles", Set.of("orders.write"))))
                    .then()
                    .statusCode(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.example/keys",
                "http://localhost.example/keys",
                "ftp://issuer.example/keys",
                "file:///keys",
                "/keys"
            })
    void keys_must_come_over_https(String uri) {
        assertThatThrownBy(() -> Authentication.jwt(Issuer.NAME, Issuer.AUDIENCE, URI.create(uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be https, or http on this machine, but is " + uri);
    }

    @Test
    void what_cannot_be_in_a_token_is_refused_at_once() {
        assertThatThrownBy(() ->
                        Authentication.jwt(" ", Issuer.AUDIENCE, issuer.keys().uri()))
                .hasMessageContaining("must not be blank");
        assertThatThrownBy(
                        () -> Authentication.jwt(Issuer.NAME, "", issuer.keys().uri()))
                .hasMessageContaining("must not be blank");
        assertThatThrownBy(() -> issuer.authentication().requiring("orders.read orders.write"))
                .hasMessageContaining("but one is 'orders.read orders.write'");
    }
}
