package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.designer.document.Source;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.http.auth.JwtAuthentication;
import dev.connectorkit.swagger.Profile;
import dev.connectorkit.swagger.Security;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents describe the credentials that the connector requires. */
class AuthenticationDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final URI SIGN_IN = URI.create("https://issuer.example/authorize");
    private static final URI TOKENS = URI.create("https://issuer.example/token");
    private static final Authentication KEY = Authentication.apiKey("X-API-Key", "some-key-0123456789");
    private static final JwtAuthentication JWT =
            Authentication.jwt(Issuer.NAME, Issuer.AUDIENCE, URI.create("https://issuer.example/keys"));

    static Stream<Arguments> each() {
        return Stream.of(
                Arguments.of(
                        Named.of("API key", KEY),
                        "{'api_key': {'type': 'apiKey', 'in': 'header', 'name': 'X-API-Key'}}",
                        "{'api_key': {'type': 'apiKey', 'in': 'header', 'name': 'X-API-Key'}}",
                        "[{'api_key': []}]"),
                Arguments.of(
                        Named.of("Basic", Authentication.basic((user, password) -> false)),
                        "{'basic': {'type': 'basic'}}",
                        "{'basic': {'type': 'http', 'scheme': 'basic'}}",
                        "[{'basic': []}]"),
                Arguments.of(
                        Named.of("JWT", JWT),
                        "{'api_key': {'type': 'apiKey', 'in': 'header', 'name': 'Authorization'}}",
                        "{'api_key': {'type': 'apiKey', 'in': 'header', 'name': 'Authorization'}}",
                        "[{'api_key': []}]"),
                Arguments.of(
                        Named.of(
                                "JWT with sign-in",
                                JWT.signInAt(SIGN_IN, TOKENS, Map.of("orders.read", "Read orders"))
                                        .requiring("orders.read")),
                        "{'oauth2': {'type': 'oauth2', 'flow': 'accessCode', 'authorizationUrl': '" + SIGN_IN
                                + "', 'tokenUrl': '" + TOKENS + "', 'scopes': {'orders.read': 'Read orders'}}}",
                        "{'oauth2': {'type': 'oauth2', 'flows': {'authorizationCode': {'authorizationUrl': '" + SIGN_IN
                                + "', 'tokenUrl': '" + TOKENS + "', 'scopes': {'orders.read': 'Read orders'}}}}}",
                        "[{'oauth2': ['orders.read']}]"));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode quoted(String text) {
        return json(text.replace('\'', '"'));
    }

    private static JsonNode document(Consumer<ConnectorServer.Builder> setUp, String path) {
        try (TestServer server = TestServer.with(setUp, new Orders())) {
            return json(server.get(path).then().statusCode(200).extract().asString());
        }
    }

    @ParameterizedTest
    @MethodSource("each")
    void documents_match_the_authentication(
            Authentication authentication, String definitions, String schemes, String security) {
        for (Profile profile : Profile.values()) {
            String name = profile.name().toLowerCase(Locale.ROOT);
            JsonNode swagger =
                    document(builder -> builder.authentication(authentication), "/swagger.json?profile=" + name);
            assertThat(swagger.get("securityDefinitions")).isEqualTo(quoted(definitions));
            assertThat(swagger.get("security")).isEqualTo(quoted(security));
        }
        JsonNode openApi = document(builder -> builder.authentication(authentication), "/openapi.json");
        assertThat(openApi.at("/components/securitySchemes")).isEqualTo(quoted(schemes));
        assertThat(openApi.get("security")).isEqualTo(quoted(security));
    }

    /** A small connector that is documented well. */
    @Path("/api/greetings")
    public static class Greetings {

        /** A text. */
        public record Greeting(
                @Schema(title = "Text", description = "The text.")
                String text) {}

        @GET
        @Path("{name}")
        @Produces("application/json")
        @Operation(operationId = "Greet", summary = "Greet", description = "Says hello to somebody.")
        public Greeting greet(
                @Parameter(description = "Whom to greet.") @Summary("Name") @PathParam("name") String name) {
            return new Greeting("Hello " + name);
        }
    }

    @ParameterizedTest
    @MethodSource("each")
    void the_checker_finds_nothing(Authentication authentication) {
        try (TestServer server = TestServer.with(
                builder -> builder.authentication(authentication)
                        .publicUrl(URI.create("https://greetings.example/"))
                        .title("Greetings")
                        .description("Says hello to people, in the words that their friends use.")
                        .describe(it -> it.contact(
                                        "Ada", URI.create("https://greetings.example/help"), "ada@greetings.example")
                                .metadata(
                                        URI.create("https://greetings.example/"),
                                        URI.create("https://greetings.example/privacy"),
                                        "Communication")),
                new Greetings())) {
            String document = server.get("/swagger.json?profile=designer").asString();
            for (CheckProfile profile : CheckProfile.values()) {
                assertThat(Checker.builder()
                                .profiles(profile)
                                .build()
                                .check(new Source("greetings", document))
                                .findings())
                        .isEmpty();
            }
        }
    }

    @Test
    void what_the_author_says_of_security_wins() {
        JsonNode swagger = document(
                builder -> builder.authentication(KEY).describe(it -> it.security(Security.basic())), "/swagger.json");
        assertThat(swagger.get("securityDefinitions")).isEqualTo(quoted("{'basic': {'type': 'basic'}}"));
    }

    @Test
    void other_descriptions_leave_the_security_as_it_is() {
        JsonNode swagger =
                document(builder -> builder.describe(it -> it.title("Shop")).authentication(KEY), "/swagger.json");
        assertThat(swagger.at("/info/title").asText()).isEqualTo("Shop");
        assertThat(swagger.at("/securityDefinitions/api_key/name").asText()).isEqualTo("X-API-Key");
    }

    @Test
    void sign_in_must_be_https() {
        assertThatThrownBy(() -> JWT.signInAt(URI.create("http://issuer.example"), TOKENS, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be https");
    }
}
