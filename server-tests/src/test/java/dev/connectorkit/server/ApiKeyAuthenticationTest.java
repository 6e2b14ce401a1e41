package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.http.problem.Problem;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in a header, in every form that clients send them in. */
class ApiKeyAuthenticationTest {

    private static final String OLD = "old-key-0123456789";
    private static final String NEW = "new-key-0123456789";
    private static final String OTHER = "other-key-0123456789";
    private static final Authentication KEYS = Authentication.apiKey("X-API-Key", OLD, NEW);

    private final Vault vault = new Vault();

    private TestServer server(Authentication authentication) {
        return TestServer.with(builder -> builder.authentication(authentication), vault);
    }

    private ValidatableResponse refused(Response response) {
        assertThat(vault.reached).hasValue(0);
        return response.then()
                .statusCode(401)
                .contentType(Problem.MEDIA_TYPE)
                .header("WWW-Authenticate", equalTo("ApiKey realm=\"connector\", header=\"X-API-Key\""))
                .body("status", equalTo(401))
                .body("title", equalTo("Unauthorized"))
                .body("detail", equalTo("The header X-API-Key must carry a key of this connector, once."))
                .body(not(containsString("0123456789")));
    }

    @Test
    void every_key_counts_for_the_same_caller() {
        try (TestServer server = server(KEYS)) {
            server.request()
                    .header("X-API-Key", OLD)
                    .get("/vault")
                    .then()
                    .statusCode(200)
                    .body("name", equalTo("api-key"))
                    .body("scheme", equalTo("API_KEY"))
                    .body("secure", equalTo(false))
                    .body("reader", equalTo(false));
            server.request()
                    .header("x-api-key", NEW)
                    .get("/vault")
                    .then()
                    .statusCode(200)
                    .body("name", equalTo("api-key"));
        }
    }

    @Test
    void a_named_key_gives_its_name_to_the_caller() {
        Map<String, List<String>> named = Map.of("invoices", List.of(OTHER), "shipping", List.of(OLD, NEW));
        try (TestServer server = server(Authentication.apiKey("X-API-Key", named))) {
            Map.of(OLD, "shipping", NEW, "shipping", OTHER, "invoices")
                    .forEach((key, name) -> server.request()
                            .header("X-API-Key", key)
                            .get("/vault")
                            .then()
                            .statusCode(200)
                            .body("name", equalTo(name)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "wrong-key-0123456789",
                "old-key-012345678",
                "old-key-01234567890",
                "OLD-KEY-0123456789",
                OLD + "," + NEW,
                "Bearer " + OLD,
                "\"" + OLD + "\"",
                "ö"
            })
    void a_wrong_key_is_refused_without_being_told_again(String key) {
        try (TestServer server = server(KEYS)) {
            refused(server.request().header("X-API-Key", key).get("/vault"));
        }
    }

    @Test
    void a_long_key_is_refused() {
        try (TestServer server = server(KEYS)) {
            refused(server.request().header("X-API-Key", "k".repeat(7000)).get("/vault"));
        }
    }

    @Test
    void a_missing_key_and_a_key_sent_twice_are_refused() {
        try (TestServer server = server(KEYS)) {
            refused(server.get("/vault"));
            refused(server.get("/vault?X-API-Key=" + OLD));
            refused(server.request()
                    .headers(new Headers(new Header("X-API-Key", OLD), new Header("X-API-Key", NEW)))
                    .get("/vault"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    X-API-Key | short-key-01234     | Every key of api-key must have at least 16 characters
                    X-API-Key | a key with blanks 1 | Every key of api-key must have at least 16 characters, all visible ASCII
                    X-API-Key | schlüssel-0123456789 | all visible ASCII
                    X API Key | some-key-0123456789 | must be the name of an HTTP header
                    ''        | some-key-0123456789 | must be the name of an HTTP header
                    """)
    void a_weak_key_is_refused_at_once(String header, String key, String message) {
        assertThatThrownBy(() -> Authentication.apiKey(header, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining(key);
    }

    @Test
    void keys_that_cannot_tell_callers_apart_are_refused() {
        assertThatThrownBy(() -> Authentication.apiKey("X-API-Key", OLD, OLD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No two API keys may be equal");
        assertThatThrownBy(() -> Authentication.apiKey("X-API-Key", Map.of("a", List.of(OLD), "b", List.of(NEW, OLD))))
                .hasMessageContaining("No two API keys may be equal");
        assertThatThrownBy(() -> Authentication.apiKey("X-API-Key"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one API key");
        assertThatThrownBy(() -> Authentication.apiKey("X-API-Key", Map.of(" ", List.of(OLD))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have a name");
    }
}
