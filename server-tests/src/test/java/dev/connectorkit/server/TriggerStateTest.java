package dev.connectorkit.server;

import static dev.connectorkit.server.TestServer.NOW;
import static dev.connectorkit.server.TestServer.follow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.sdk.poll.Poll;
import io.restassured.response.Response;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States in the URL: those that are accepted, and those that are refused. */
class TriggerStateTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(new Orders());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String state(Response response) {
        String location = response.header("Location");
        return location.substring(location.indexOf("triggerState=") + "triggerState=".length());
    }

    private static void assertRefused(Response response, String expected) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.contentType()).startsWith(Problem.MEDIA_TYPE);
        JsonNode error = TestServer.json(response.asString()).at("/errors/0");
        assertThat(error.path("field").asText()).isEqualTo("triggerState");
        assertThat(error.path("message").asText()).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-SA-u-nu-arab", "th-TH-u-ca-buddhist", "de-DE", "tr-TR"})
    void times_keep_their_nanoseconds_in_any_locale_and_time_zone(String tag) {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
        try (TestServer server = TestServer.with(new Orders())) {
            assertThat(state(server.get("/orders/plain"))).isEqualTo("2026-11-21T03:44:00.123456789Z");
            server.get("/orders/instant").then().statusCode(202).header("Retry-After", "15");
            follow(server.get("/orders/instant")).then().statusCode(202);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void a_record_travels_with_all_its_characters() {
        follow(server.get("/orders/record"))
                .then()
                .statusCode(200)
                .body("shelf", equalTo("Größe & Ω"))
                .body("index", equalTo(1));
    }

    @Test
    void a_signed_state_is_compact_and_has_no_character_that_a_url_would_escape() {
        assertThat(state(server.get("/orders/instant"))).hasSizeLessThan(70).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void a_forged_state_is_refused_whichever_of_its_characters_was_changed() {
        byte[] token = Base64.getUrlDecoder().decode(state(server.get("/orders/instant")));
        for (int i = 0; i < token.length; i++) {
            byte[] forged = token.clone();
            forged[i] ^= 1;
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(forged);
            assertRefused(server.get("/orders/instant?triggerState=" + text), "a state that this trigger gave out");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "2026-11-21T03:44:00Z", "%F0%9F%98%80", "AQ", "%3D", "a%2Fb"})
    void a_malformed_state_is_refused(String text) {
        assertRefused(server.get("/orders/instant?triggerState=" + text), "a state that this trigger gave out");
    }

    @Test
    void the_state_of_another_trigger_or_another_list_is_refused() {
        String state = state(server.get("/orders/lists/a"));
        server.get("/orders/lists/a?triggerState=" + state).then().statusCode(202);
        assertRefused(server.get("/orders/lists/b?triggerState=" + state), "this trigger gave out");
        assertRefused(server.get("/orders/instant?triggerState=" + state), "this trigger gave out");
    }

    @Test
    void a_state_that_another_key_signed_is_refused() {
        try (TestServer other = TestServer.with(builder -> builder.stateKey(new byte[32]), new Orders())) {
            assertRefused(
                    server.get("/orders/instant?triggerState=" + state(other.get("/orders/instant"))),
                    "this trigger gave out");
        }
    }

    @Test
    void a_state_of_an_older_version_is_refused_and_told_so() {
        try (TestServer old = TestServer.with(new OldOrders())) {
            assertRefused(
                    server.get("/orders/record?triggerState=" + state(old.get("/orders/record"))),
                    "this one was written by version 1");
        }
    }

    /** The same trigger as in {@link Orders}, a version ago. */
    @Path("/orders")
    public static class OldOrders {
        @GET
        @Path("record")
        @PollTrigger(summary = "When the position moves")
        public Poll<Orders.Position> record(@TriggerState(version = 1) Optional<Orders.Position> since) {
            return Poll.nothing(new Orders.Position("a", 0));
        }
    }

    @Test
    void a_plain_state_may_be_written_by_hand_and_a_wrong_one_is_told_the_form() {
        Orders orders = new Orders();
        orders.add("a", NOW);
        try (TestServer server = TestServer.with(orders)) {
            server.get("/orders/plain?triggerState=2026-11-21T12:43:59%2B09:00")
                    .then()
                    .statusCode(200)
                    .body("id", equalTo("a"));
            assertRefused(server.get("/orders/plain?triggerState=yesterday"), "an ISO 8601 instant such as");
            assertRefused(server.get("/orders/plain?triggerState=21.11.2026"), "an ISO 8601 instant such as");
        }
    }

    /** A trigger whose plain state is a record. */
    @Path("/positions")
    public static class PlainRecord {
        @GET
        @PollTrigger(summary = "When the position moves")
        public Poll<Orders.Position> record(@TriggerState(TriggerState.Form.PLAIN) Optional<Orders.Position> since) {
            return Poll.nothing(since.orElse(new Orders.Position("a", 0)));
        }
    }

    @Test
    void a_plain_state_that_is_the_null_of_json_is_refused() {
        try (TestServer server = TestServer.with(new PlainRecord())) {
            server.get("/positions?triggerState=%7B%22shelf%22:%22b%22,%22index%22:1%7D")
                    .then()
                    .statusCode(202);
            assertRefused(server.get("/positions?triggerState=null"), "a JSON object");
        }
    }

    @Test
    void a_state_that_is_given_twice_is_refused() {
        assertRefused(server.get("/orders/plain?triggerState=a&triggerState=b"), "given once");
    }

    @Test
    void a_state_survives_a_restart_with_the_key_of_the_data_folder(
            @org.junit.jupiter.api.io.TempDir java.nio.file.Path dataDir) {
        String state;
        try (TestServer server = TestServer.with(builder -> builder.dataDir(dataDir), new Orders())) {
            state = state(server.get("/orders/instant"));
        }
        try (TestServer server = TestServer.with(builder -> builder.dataDir(dataDir), new Orders())) {
            server.get("/orders/instant?triggerState=" + state).then().statusCode(202);
        }
    }

    @Test
    void a_key_of_the_author_counts_before_that_of_the_data_folder_in_any_order(
            @org.junit.jupiter.api.io.TempDir java.nio.file.Path dataDir) {
        Response first;
        try (TestServer server = TestServer.with(builder -> builder.dataDir(dataDir), new Orders())) {
            first = server.get("/orders/number");
        }
        byte[] key = "a key of the author's own, 32 by".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Response signed;
        try (TestServer server =
                TestServer.with(builder -> builder.stateKey(key).dataDir(dataDir), new Orders())) {
            signed = server.get("/orders/number");
            assertRefused(
                    server.get("/orders/number?triggerState=" + state(first)), "a state that this trigger gave out");
        }
        try (TestServer server =
                TestServer.with(builder -> builder.dataDir(dataDir).stateKey(key), new Orders())) {
            server.get("/orders/number?triggerState=" + state(signed)).then().statusCode(202);
        }
        try (TestServer server = TestServer.with(builder -> builder.stateKey(key), new Orders())) {
            server.get("/orders/number?triggerState=" + state(signed)).then().statusCode(202);
        }
    }
}
