package dev.connectorkit.samples;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.Report;
import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.designer.DesignerView;
import dev.connectorkit.designer.document.Source;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.MicrosoftSchema;
import io.swagger.parser.SwaggerParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents of the samples, as they are served. */
class SampleDocumentTest {

    private static final String TRIGGER = "paths.'/api/files/poll/TouchedFiles'.get.";

    @TempDir
    Path folder;

    private ConnectorServer server;

    @BeforeEach
    void start() throws IOException {
        server = SampleConnectors.builder(folder)
                .publicUrl(URI.create("https://files.example/watcher"))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String url(String path) {
        return "http://localhost:" + server.port() + path;
    }

    @Test
    void the_designer_profile_is_valid_against_microsofts_schema() throws IOException {
        assertThat(MicrosoftSchema.violations(
                        get(url("/swagger.json?profile=designer")).asString()))
                .isEmpty();
    }

    /** The Maven plugin has written it among the classes, before the server was there; a client is generated from it too. */
    @Test
    void the_document_of_the_build_is_the_one_that_is_served() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode served =
                json.readTree(get(url("/swagger.json?profile=designer")).asString());
        assertThat(json.readTree(SampleConnectors.class.getResource("/connector/apiDefinition.swagger.json")))
                .isEqualTo(served);
    }

    @Test
    void the_checker_finds_nothing() {
        for (CheckProfile profile : CheckProfile.values()) {
            Report report = Checker.builder()
                    .profiles(profile)
                    .build()
                    .check(new Source(
                            "files", get(url("/swagger.json?profile=designer")).asString()));
            assertThat(report.findings()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "designer", "legacy"})
    void swagger_parser_reads_every_profile_without_a_message(String profile) {
        String document = get(url("/swagger.json?profile=" + profile)).asString();
        assertThat(new SwaggerParser().readWithInfo(document).getMessages()).isEmpty();
    }

    @Test
    void the_default_document_carries_both_generations_of_extensions() {
        get(url("/swagger.json"))
                .then()
                .body(TRIGGER + "'x-ms-trigger'", equalTo("single"))
                .body(TRIGGER + "'x-ms-scheduler-trigger'", equalTo("poll"))
                .body("paths.'/api/files/poll/TouchedFiles/batch'.get.'x-ms-trigger'", equalTo("batch"))
                .body("host", equalTo("files.example"))
                .body("basePath", equalTo("/watcher"));
        get(url("/swagger.json?profile=designer")).then().body(TRIGGER + "'x-ms-scheduler-trigger'", nullValue());
        get(url("/swagger.json?profile=legacy")).then().body(TRIGGER + "parameters[0].required", equalTo(true));
    }

    @Test
    void push_triggers_of_2015_are_not_offered_as_actions() throws IOException {
        for (String profile : new String[] {"default", "designer", "legacy"}) {
            DesignerView view = DesignerView.of(new ObjectMapper()
                    .readTree(get(url("/swagger.json?profile=" + profile)).asString()));
            assertThat(view.operations())
                    .filteredOn(operation ->
                            !operation.internal() && operation.path().contains("/push/"))
                    .as(profile)
                    .isEmpty();
        }
        get(url("/swagger.json"))
                .then()
                .body("paths.'/api/files/push/TouchedFiles/{triggerId}'.put.'x-ms-scheduler-trigger'", equalTo("push"));
    }

    @Test
    void the_open_api_document_names_the_public_url() {
        get(url("/openapi.json"))
                .then()
                .body("openapi", equalTo("3.1.0"))
                .body("servers[0].url", equalTo("https://files.example/watcher"));
    }
}
