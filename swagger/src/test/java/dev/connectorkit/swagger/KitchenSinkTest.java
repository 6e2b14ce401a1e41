package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.parser.SwaggerParser;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every annotation and what it emits. */
class KitchenSinkTest {

    private static final URI BASE = URI.create("https://example.com/");

    private final ConnectorDocument document = ConnectorDocument.of(
            KitchenSink.builder().security(Security.apiKey("x-api-key")).build());

    @ParameterizedTest
    @CsvSource({
        "webhook-trigger.json, DESIGNER, /kitchen/subscriptions",
        "webhook-action.json, DESIGNER, /kitchen/approvals",
        "push-2015.json, DEFAULT, /kitchen/push/{triggerId}",
        "hybrid.json, DESIGNER, /kitchen/hybrid",
        "dynamic-values.json, DESIGNER, /kitchen/orders",
        "dynamic-schema.json, DESIGNER, /kitchen/orders/any",
        "dynamic-tree.json, DESIGNER, /kitchen/files/{path}",
        "revision.json, DESIGNER, /kitchen/v2/orders"
    })
    void a_path_is_written_as_its_golden_file_has_it(String golden, Profile profile, String path) {
        Golden.assertMatches(
                "kitchen/" + golden,
                document.swagger(profile, BASE).path("paths").path(path));
    }

    @Test
    void definitions_are_written_as_their_golden_file_has_them() {
        Golden.assertMatches(
                "kitchen/definitions.json",
                document.swagger(Profile.DESIGNER, BASE).path("definitions"));
    }

    @Test
    void the_root_is_written_as_its_golden_file_has_it() {
        ObjectNode root = document.swagger(Profile.DESIGNER, BASE);
        root.remove(java.util.List.of("paths", "definitions"));
        Golden.assertMatches("kitchen/root.json", root);
    }

    @Test
    void designers_do_not_get_what_only_engines_of_2015_call() {
        assertThat(document.swagger(Profile.DESIGNER, BASE).path("paths").has("/kitchen/push/{triggerId}"))
                .isFalse();
    }

    @Test
    void webhooks_are_callbacks_in_the_open_api_document() {
        Golden.assertMatches(
                "kitchen/openapi-webhook.json", document.openApi(BASE).at("/paths/~1kitchen~1subscriptions"));
        assertThat(document.openApi(BASE)
                        .at("/paths/~1kitchen~1approvals/post/callbacks/notification")
                        .has("{$request.body#/target/url}"))
                .isTrue();
    }

    @Test
    void the_designer_profile_is_valid_against_microsofts_schema() throws IOException {
        assertThat(MicrosoftSchema.violations(
                        document.swagger(Profile.DESIGNER, BASE).toString()))
                // Newer than the schema, and published connectors use it.
                .allMatch(error -> error.toString().contains("x-ms-require-user-confirmation"));
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void swagger_parser_reads_every_profile_without_a_message(Profile profile) {
        assertThat(new SwaggerParser()
                        .readWithInfo(document.swagger(profile, BASE).toString())
                        .getMessages())
                .isEmpty();
    }

    @Test
    void security_is_written_for_each_kind() {
        JsonNode basic = ConnectorDocument.of(
                        KitchenSink.builder().security(Security.basic()).build())
                .swagger(Profile.DESIGNER, BASE);
        assertThat(basic.path("securityDefinitions").toString()).isEqualTo("{\"basic\":{\"type\":\"basic\"}}");
        assertThat(basic.path("security").toString()).isEqualTo("[{\"basic\":[]}]");
        Security oauth = Security.oauth2(
                URI.create("https://example.com/authorize"),
                URI.create("https://example.com/token"),
                Map.of("read", "Reads"));
        JsonNode oauth2 = ConnectorDocument.of(
                        KitchenSink.builder().security(oauth).build())
                .swagger(Profile.DESIGNER, BASE);
        assertThat(oauth2.at("/securityDefinitions/oauth2").toString())
                .isEqualTo("{\"type\":\"oauth2\",\"flow\":\"accessCode\",\"authorizationUrl\":"
                        + "\"https://example.com/authorize\",\"tokenUrl\":\"https://example.com/token\","
                        + "\"scopes\":{\"read\":\"Reads\"}}");
        assertThat(oauth2.path("security").toString()).isEqualTo("[{\"oauth2\":[\"read\"]}]");
    }
}
