package dev.connectorkit.server;

import static dev.connectorkit.server.Issuer.claims;
import static dev.connectorkit.server.Issuer.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import dev.connectorkit.http.auth.KeyServer;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.storage.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fetches of an issuer's keys, and the responses while they fail. */
class IssuerKeysTest {

    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration FRESH = Duration.ofMinutes(10);
    /** Of the elliptic curve, since new RSA keys take their time. */
    private static final JWK NEXT = KeyServer.ec("ec-2", Curve.P_256);

    private final TestClock clock = new TestClock();
    private final Issuer issuer = new Issuer(Issuer.EC);
    private final TestServer server = TestServer.with(
            builder -> builder.authentication(issuer.authentication()).clock(clock), new Vault());

    @AfterEach
    void stop() {
        server.close();
        issuer.close();
    }

    private Response sendSignedWith(JWK key) {
        return send(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), key);
    }

    private Response sendWithoutId(JWK key) {
        return send(new JWSHeader.Builder(JWSAlgorithm.ES256).build(), key);
    }

    private Response send(JWSHeader header, JWK key) {
        String token = sign(key, header, claims().expirationTime(Issuer.at(Duration.ofDays(1))));
        return server.request().header("Authorization", "Bearer " + token).get("/vault");
    }

    private static void unavailable(Response response) {
        response.then()
                .statusCode(503)
                .contentType(Problem.MEDIA_TYPE)
                .header("Retry-After", "10")
                .header("WWW-Authenticate", nullValue())
                .body("detail", containsString("cannot be fetched at the moment"));
    }

    @Test
    void keys_are_fetched_with_the_first_token_and_kept() {
        assertThat(issuer.keys().fetches()).hasValue(0);
        server.get("/health");
        server.get("/vault");
        assertThat(issuer.keys().fetches()).hasValue(0);
        sendSignedWith(Issuer.EC).then().statusCode(200);
        clock.pass(FRESH.minusMillis(1));
        sendSignedWith(Issuer.EC).then().statusCode(200);
        assertThat(issuer.keys().fetches()).hasValue(1);
    }

    @Test
    void many_first_tokens_are_one_fetch() {
        assertThat(atOnce(8, () -> sendSignedWith(Issuer.EC))).containsOnly(200);
        assertThat(issuer.keys().fetches()).hasValue(1);
    }

    @Test
    void a_new_key_counts_as_soon_as_a_token_names_it() {
        sendSignedWith(Issuer.EC).then().statusCode(200);
        issuer.keys().publish(Issuer.EC, NEXT);
        clock.pass(PAUSE);
        sendSignedWith(NEXT).then().statusCode(200);
        sendSignedWith(Issuer.EC).then().statusCode(200);
        assertThat(issuer.keys().fetches()).hasValue(2);
    }

    @Test
    void a_new_key_counts_for_tokens_without_key_ids_too() {
        sendWithoutId(Issuer.EC).then().statusCode(200);
        issuer.keys().publish(NEXT);
        clock.pass(PAUSE);
        sendWithoutId(NEXT).then().statusCode(200);
        sendWithoutId(Issuer.EC).then().statusCode(401);
    }

    @Test
    void a_withdrawn_key_ends_with_the_next_fetch() {
        sendSignedWith(Issuer.EC).then().statusCode(200);
        issuer.keys().publish(NEXT);
        clock.pass(FRESH);
        sendSignedWith(Issuer.EC).then().statusCode(401);
        assertThat(issuer.keys().fetches().get()).isBetween(2, 3);
    }

    @Test
    void made_up_keys_are_no_load_on_the_issuer() {
        sendSignedWith(Issuer.EC).then().statusCode(200);
        for (int i = 0; i < 20; i++) {
            sendSignedWith(NEXT).then().statusCode(401);
            sendWithoutId(NEXT).then().statusCode(401);
        }
        assertThat(issuer.keys().fetches()).hasValue(2);
        clock.pass(PAUSE);
        for (int i = 0; i < 20; i++) {
            sendSignedWith(NEXT).then().statusCode(401);
        }
        assertThat(issuer.keys().fetches()).hasValue(4);
    }

    @Test
    void a_wrong_signature_with_a_known_key_is_no_reason_to_fetch() {
        sendSignedWith(Issuer.EC).then().statusCode(200);
        clock.pass(PAUSE);
        sendSignedWith(KeyServer.ec("ec-1", Curve.P_256)).then().statusCode(401);
        assertThat(issuer.keys().fetches()).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    500 | {"keys":[]}
                    404 | nothing here
                    200 | <html>Please sign in</html>
                    200 | {"keys":"none"}
                    200 | {}
                    200 | ''
                    """)
    void without_keys_nobody_can_tell_so_engines_come_back_later(int status, String body) {
        issuer.keys().answerWith(status, body);
        for (int i = 0; i < 5; i++) {
            unavailable(sendSignedWith(Issuer.EC));
        }
        assertThat(issuer.keys().fetches()).hasValue(2);
        issuer.keys().publish(Issuer.EC);
        clock.pass(PAUSE);
        sendSignedWith(Issuer.EC).then().statusCode(200);
        assertThat(issuer.keys().fetches()).hasValue(3);
    }

    @Test
    void keys_without_end_are_not_read() {
        issuer.keys().answerWith(200, "{\"keys\":[" + " ".repeat(2_000_000) + "]}");
        unavailable(sendSignedWith(Issuer.EC));
    }

    @Test
    void an_issuer_that_is_away_is_the_same() {
        issuer.close();
        unavailable(sendSignedWith(Issuer.EC));
    }

    @Test
    void known_keys_outlive_an_outage_for_two_hours() {
        sendSignedWith(Issuer.EC).then().statusCode(200);
        issuer.keys().answerWith(500, "");
        clock.pass(FRESH);
        sendSignedWith(Issuer.EC).then().statusCode(200);
        assertThat(issuer.keys().fetches()).hasValue(2);
        unavailable(sendSignedWith(NEXT));
        sendSignedWith(KeyServer.ec("ec-1", Curve.P_256)).then().statusCode(401);
        clock.pass(Duration.ofHours(2).minus(FRESH).minusMillis(1));
        sendSignedWith(Issuer.EC).then().statusCode(200);
        clock.pass(Duration.ofMillis(1));
        unavailable(sendSignedWith(Issuer.EC));
    }

    @Test
    void while_the_issuer_hangs_made_up_keys_leave_workers_to_others() throws Exception {
        sendSignedWith(Issuer.EC).then().statusCode(200);
        clock.pass(PAUSE);
        try (KeyServer.Hanging hanging = issuer.keys().hang()) {
            CompletableFuture<Integer> first =
                    CompletableFuture.supplyAsync(() -> sendSignedWith(NEXT).statusCode());
            hanging.awaitFetch();
            assertThat(atOnce(40, () -> sendSignedWith(NEXT))).containsOnly(503);
            assertThat(atOnce(8, () -> sendSignedWith(Issuer.EC))).containsOnly(200);
            issuer.keys().publish(Issuer.EC, NEXT);
            hanging.close();
            assertThat(first.get(60, TimeUnit.SECONDS)).isIn(200, 503);
            assertThat(issuer.keys().fetches().get()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void a_clock_that_is_set_back_neither_ends_known_keys_nor_keeps_them() {
        sendSignedWith(Issuer.EC).then().statusCode(200);
        clock.pass(Duration.ofDays(-1));
        sendSignedWith(Issuer.EC).then().statusCode(200);
        issuer.keys().publish(NEXT);
        clock.pass(FRESH);
        sendSignedWith(Issuer.EC).then().statusCode(401);
    }

    /** Sends requests at once, and returns their statuses. */
    private static List<Integer> atOnce(int count, Supplier<Response> request) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, count)
                    .mapToObj(i ->
                            CompletableFuture.supplyAsync(() -> request.get().statusCode(), threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void health_is_up_without_the_issuer() {
        issuer.close();
        server.request()
                .header("Authorization", "Bearer a.b.c")
                .get("/health")
                .then()
                .statusCode(200);
    }
}
