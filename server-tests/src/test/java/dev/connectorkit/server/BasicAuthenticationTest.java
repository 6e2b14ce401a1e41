package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.http.problem.Problem;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.ws.rs.ServiceUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** User names and passwords, in every form that clients send them in. */
class BasicAuthenticationTest {

    private static final Map<String, String> USERS = Map.of("ada", "pass:wörd-1", "bob", "other-word");

    private final Vault vault = new Vault();

    private TestServer server(Authentication authentication) {
        return TestServer.with(builder -> builder.authentication(authentication), vault);
    }

    static String basic(String pair) {
        return basic(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String basic(byte[] pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private ValidatableResponse refused(Response response) {
        assertThat(vault.reached).hasValue(0);
        return response.then()
                .statusCode(401)
                .contentType(Problem.MEDIA_TYPE)
                .header("WWW-Authenticate", equalTo("Basic realm=\"connector\", charset=\"UTF-8\""))
                .body("title", equalTo("Unauthorized"))
                .body("detail", containsString("as Basic authentication in UTF-8"))
                .body(not(containsString("ada")));
    }

    @Test
    void known_users_come_in() {
        try (TestServer server = server(Authentication.basic(USERS))) {
            server.request()
                    .header("Authorization", basic("ada:pass:wörd-1"))
                    .get("/vault")
                    .then()
                    .statusCode(200)
                    .body("name", equalTo("ada"))
                    .body("scheme", equalTo("BASIC"));
            server.request()
                    .header("Authorization", basic("bob:other-word").replace("Basic ", "bAsIc  "))
                    .get("/vault")
                    .then()
                    .statusCode(200)
                    .body("name", equalTo("bob"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada:other-word",
                "ada:pass:wörd-",
                "ada:",
                "ada",
                ":",
                ":pass:wörd-1",
                "",
                "ADA:pass:wörd-1",
                "eve:pass:wörd-1",
                "ada:pass:wörd-1\n",
                "ada\u0000:pass:wörd-1"
            })
    void other_users_and_passwords_are_refused(String pair) {
        try (TestServer server = server(Authentication.basic(USERS))) {
            refused(server.request().header("Authorization", basic(pair)).get("/vault"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic %%%",
                "Basic YWRh=",
                "Basic YWRhOnBhc3M=YWRh",
                "Bearer YWRhOm90aGVyLXdvcmQ=",
                "BasicYWRhOm90aGVyLXdvcmQ=",
                "YWRhOm90aGVyLXdvcmQ="
            })
    void a_header_that_is_no_basic_authentication_is_refused(String header) {
        try (TestServer server = server(Authentication.basic(USERS))) {
            refused(server.request().header("Authorization", header).get("/vault"));
        }
    }

    @Test
    void credentials_in_another_charset_twice_or_missing_are_refused() {
        try (TestServer server = server(Authentication.basic(USERS))) {
            byte[] latin = "ada:pass:wörd-1".getBytes(StandardCharsets.ISO_8859_1);
            String good = basic("bob:other-word");
            refused(server.request().header("Authorization", basic(latin)).get("/vault"));
            refused(server.get("/vault"));
            refused(server.request()
                    .headers(new Headers(new Header("Authorization", good), new Header("Authorization", good)))
                    .get("/vault"));
            refused(server.request()
                    .header("Authorization", basic("ada:" + "p".repeat(5000)))
                    .get("/vault"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {":word", "ada", "", "ada\nWARN forged line:word", "ada:wo\u0000rd", "a\u009bda:word"})
    void a_user_store_is_not_asked_about_what_can_be_no_user(String pair) {
        try (TestServer server = server(Authentication.basic((user, password) -> true))) {
            refused(server.request().header("Authorization", basic(pair)).get("/vault"));
        }
    }

    @Test
    void an_own_user_store_decides() {
        BiPredicate<String, char[]> store = (user, password) -> {
            if (user.equals("down")) {
                throw new ServiceUnavailableException("The directory does not answer.", 7L);
            } else if (user.equals("broken")) {
                throw new IllegalStateException("secret of the store");
            }
            return user.equals("ada") && Arrays.equals(password, "pw".toCharArray());
        };
        try (TestServer server = server(Authentication.basic(store))) {
            refused(server.request().header("Authorization", basic("ada:no")).get("/vault"));
            server.request()
                    .header("Authorization", basic("ada:pw"))
                    .get("/vault")
                    .then()
                    .statusCode(200)
                    .body("name", equalTo("ada"));
            server.request()
                    .header("Authorization", basic("down:pw"))
                    .get("/vault")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "7")
                    .header("WWW-Authenticate", nullValue());
            server.request()
                    .header("Authorization", basic("broken:pw"))
                    .get("/vault")
                    .then()
                    .statusCode(500)
                    .body(not(containsString("secret of the store")));
        }
    }

    @Test
    void users_that_cannot_sign_in_are_refused() {
        assertThatThrownBy(() -> Authentication.basic(Map.of())).hasMessageContaining("at least one user");
        assertThatThrownBy(() -> Authentication.basic(Map.of("a:b", "long-enough")))
                .hasMessageContaining("must have no colon");
        assertThatThrownBy(() -> Authentication.basic(Map.of("ada", "long\tenough")))
                .hasMessageContaining("control characters")
                .hasMessageNotContaining("enough");
        assertThatThrownBy(() -> Authentication.basic(Map.of("ada", "shorter")))
                .hasMessage("The password of ada must have at least 8 characters");
    }
}
