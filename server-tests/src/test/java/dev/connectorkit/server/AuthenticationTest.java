package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.http.problem.Problem;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Nobody reaches a resource without credentials, and what needs none stays open. */
class AuthenticationTest {

    private static final String OLD = "old-key-0123456789";
    private static final String NEW = "new-key-0123456789";
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

    @ParameterizedTest
    @CsvSource({
        "GET, /vault",
        "HEAD, /vault",
        "POST, /vault",
        "PUT, /vault",
        "OPTIONS, /vault",
        "OPTIONS, /vault/options",
        "GET, /vault/",
        "GET, /vault/drawer",
        "GET, /vault/nothing",
        "GET, /nothing",
        "GET, /application.wadl",
        "POST, /health",
        "OPTIONS, /health",
        "GET, /health;a=b",
        "GET, /health/vault",
        "GET, /%68ealth",
        "GET, /swagger-ui/x/vault",
        "GET, //vault"
    })
    void nothing_else_can_be_told_apart_without_a_key(String method, String path) {
        try (TestServer server = server(KEYS)) {
            Response response = method.startsWith("P")
                    ? server.request().contentType("text/plain").body("{").request(method, path)
                    : server.request().request(method, path);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(vault.reached).hasValue(0);
        }
    }

    @Test
    void with_a_key_what_is_not_there_is_not_there() {
        try (TestServer server = server(KEYS)) {
            server.request().header("X-API-Key", OLD).get("/nothing").then().statusCode(404);
            server.request().header("X-API-Key", OLD).put("/vault").then().statusCode(405);
            server.request()
                    .header("X-API-Key", OLD)
                    .get("/vault/drawer")
                    .then()
                    .statusCode(200)
                    .body("text", equalTo("drawer"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health",
                "/health/",
                "/swagger.json",
                "/swagger.json?profile=designer",
                "/swagger.yaml",
                "/openapi.json",
                "/openapi.yaml",
                "/swagger-ui/swagger-ui.css"
            })
    void health_documents_and_swagger_ui_are_open(String path) {
        try (TestServer server = server(KEYS)) {
            server.get(path).then().statusCode(200);
            server.request().head(path).then().statusCode(200);
            server.request().header("X-API-Key", "wrong").get(path).then().statusCode(200);
        }
    }

    @Test
    void behind_a_public_path_the_same_is_open() {
        try (TestServer server = TestServer.with(
                builder -> builder.authentication(KEYS).publicUrl(URI.create("https://example.com/orders")), vault)) {
            server.get("/health").then().statusCode(200);
            server.get("/vault").then().statusCode(401);
            server.request()
                    .header("X-API-Key", OLD)
                    .get("/vault")
                    .then()
                    .statusCode(200)
                    .body("secure", equalTo(true));
        }
    }

    /** At the path of Swagger UI, for clients that want something else. */
    @Path("/")
    public static class Root {
        @GET
        @Produces("application/json")
        public Vault.Note root() {
            return new Vault.Note("root");
        }
    }

    @Test
    void a_resource_at_an_open_path_is_not_open() {
        try (TestServer server = TestServer.with(builder -> builder.authentication(KEYS), new Root())) {
            server.request().accept("text/html").get("/").then().statusCode(200);
            server.request().accept("application/json").get("/").then().statusCode(401);
            server.request()
                    .accept("application/json")
                    .header("X-API-Key", OLD)
                    .get("/")
                    .then()
                    .statusCode(200)
                    .body("text", equalTo("root"));
        }
    }

    @Test
    void a_preflight_is_answered_and_tells_browsers_that_they_may_send_the_key() {
        try (TestServer server = TestServer.with(
                builder -> builder.authentication(KEYS).corsOrigins("https://designer.example"), vault)) {
            server.request()
                    .header("Origin", "https://designer.example")
                    .header("Access-Control-Request-Method", "GET")
                    .header("Access-Control-Request-Headers", "x-api-key")
                    .options("/vault")
                    .then()
                    .statusCode(204)
                    .header("Access-Control-Allow-Headers", "x-api-key");
            refused(server.request()
                            .header("Origin", "https://designer.example")
                            .get("/vault"))
                    .header("Access-Control-Allow-Origin", "https://designer.example");
            server.request()
                    .header("Origin", "https://designer.example")
                    .options("/vault/options")
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    void without_cors_a_preflight_needs_a_key_like_everything() {
        try (TestServer server = server(KEYS)) {
            refused(server.request()
                    .header("Origin", "https://designer.example")
                    .header("Access-Control-Request-Method", "OPTIONS")
                    .options("/vault/options"));
        }
    }

    @Test
    void no_log_line_has_credentials() {
        String wrong = "wrong-secret-0123456789";
        try (LogLines lines = new LogLines(org.slf4j.Logger.ROOT_LOGGER_NAME);
                TestServer server = server(KEYS);
                TestServer users = server(Authentication.basic(Map.of("ada", "pass-word-1")))) {
            ((Logger) LoggerFactory.getLogger("dev.connectorkit")).setLevel(Level.DEBUG);
            server.request().header("X-API-Key", OLD).get("/vault").then().statusCode(200);
            server.request().header("X-API-Key", wrong).get("/vault").then().statusCode(401);
            users.request()
                    .header("Authorization", BasicAuthenticationTest.basic("ada:" + wrong))
                    .get("/vault")
                    .then()
                    .statusCode(401);
            assertThat(lines.soFar())
                    .anyMatch(line -> line.contains("Refused: The header X-API-Key must"))
                    .noneMatch(line -> line.contains(OLD)
                            || line.contains(wrong)
                            || line.contains(BasicAuthenticationTest.basic("ada:" + wrong)
                                    .substring(6)));
            assertThat(lines.levels()).doesNotContain(Level.WARN, Level.ERROR);
        } finally {
            ((Logger) LoggerFactory.getLogger("dev.connectorkit")).setLevel(null);
        }
    }
}
