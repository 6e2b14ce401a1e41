package dev.connectorkit.samples.files;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.connectorkit.samples.SampleConnectors;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.test.ActionResult;
import dev.connectorkit.test.WorkflowEngine;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in and out, as a workflow has them. */
class FileContentsTest {

    @TempDir
    private Path folder;

    private ConnectorServer server;
    private WorkflowEngine engine;

    @BeforeEach
    void start() throws IOException {
        server = SampleConnectors.builder(folder).start();
        engine = WorkflowEngine.builder()
                .document(URI.create(server.url() + "swagger.json?profile=designer"))
                .build();
    }

    @AfterEach
    void stop() {
        engine.close();
        server.close();
    }

    @Test
    void a_file_that_is_written_is_read_again_byte_by_byte() throws IOException {
        byte[] content = {0, -1, 13, 10, 'a'};
        ActionResult written = engine.call("WriteFile", Map.of("path", "reports/today.bin", "body", content));
        assertThat(written.body().path("size").asInt()).isEqualTo(5);
        assertThat(Files.readAllBytes(folder.resolve("files/reports/today.bin")))
                .isEqualTo(content);
        ActionResult read = engine.call("ReadFile", Map.of("path", "reports/today.bin"));
        assertThat(read.last().response().orElseThrow().bytes()).isEqualTo(content);
        assertThat(read.last().response().orElseThrow().header("Content-Disposition"))
                .hasValueSatisfying(name -> assertThat(name).contains("today.bin"));
    }

    @Test
    void a_request_without_a_body_writes_an_empty_file() {
        for (String type : List.of("application/octet-stream", "")) {
            RequestSpecification request = type.isEmpty() ? given() : given().contentType(type);
            request.queryParam("path", "empty" + type.length())
                    .put(server.url() + "api/files/content")
                    .then()
                    .statusCode(200)
                    .body("size", equalTo(0));
        }
    }

    @Test
    void no_file_outside_of_the_folder_is_read_or_written() {
        assertThat(engine.call("ReadFile", Map.of("path", "../state.key")).status())
                .isEqualTo(400);
        assertThat(engine.call("WriteFile", Map.of("path", "../x", "body", new byte[1]))
                        .status())
                .isEqualTo(400);
        assertThat(engine.call("ReadFile", Map.of("path", "none.txt")).status()).isEqualTo(404);
    }
}
