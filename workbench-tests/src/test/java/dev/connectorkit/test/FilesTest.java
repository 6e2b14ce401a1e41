package dev.connectorkit.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.annotations.File;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.sdk.file.FileContent;
import dev.connectorkit.server.ConnectorServer;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files on their way through a workflow, unchanged in every byte. */
class FilesTest {

    private static final byte[] ALL_BYTES = new byte[256];

    private static ConnectorServer server;
    private static WorkflowEngine engine;

    @Path("/files")
    public static class Files {

        private byte[] kept = new byte[0];

        @POST
        @Path("form")
        @Consumes("multipart/form-data")
        @Produces("application/json")
        public Kept form(
                @File("scan") @Summary(value = "Scan", description = "The scan.") FileContent scan,
                @FormParam("title") @Summary(value = "Title", description = "The title.") String title)
                throws IOException {
            kept = scan.bytes();
            return new Kept(scan.name().orElse("-"), scan.mediaType(), title);
        }

        @POST
        @Path("raw")
        @Consumes("application/octet-stream")
        @Produces("application/json")
        public Kept raw(FileContent scan) throws IOException {
            kept = scan.bytes();
            return new Kept(scan.name().orElse("-"), scan.mediaType(), "");
        }

        @GET
        @Path("kept")
        @Produces("application/octet-stream")
        public FileContent kept() {
            return FileContent.of("kept.pdf", "application/pdf", kept);
        }
    }

    public record Kept(String name, String mediaType, String title) {}

    @BeforeAll
    static void start() {
        for (int i = 0; i < ALL_BYTES.length; i++) {
            ALL_BYTES[i] = (byte) i;
        }
        server = ConnectorServer.builder().register(new Files()).start();
        engine = WorkflowEngine.builder()
                .document(URI.create(server.url() + "swagger.json?profile=designer"))
                .build();
    }

    @AfterAll
    static void stop() {
        engine.close();
        server.close();
    }

    @Test
    void a_file_goes_into_a_form_with_its_name_and_comes_back_as_content() {
        ActionResult sent =
                engine.call("Form", Map.of("scan", ALL_BYTES, "scan.$filename", "bücher.pdf", "title", "Größe"));
        assertThat(sent.body().toString())
                .isEqualTo("{\"name\":\"bücher.pdf\",\"mediaType\":\"application/octet-stream\",\"title\":\"Größe\"}");
        ActionResult kept = engine.call("Kept", Map.of());
        assertThat(kept.last().response().orElseThrow().bytes()).isEqualTo(ALL_BYTES);
        assertThat(kept.body().path("$content-type").asText()).isEqualTo("application/pdf");
        assertThat(java.util.Base64.getDecoder()
                        .decode(kept.body().path("$content").asText()))
                .isEqualTo(ALL_BYTES);
    }

    @Test
    void a_file_is_a_whole_body_and_the_output_of_one_action_the_input_of_another() {
        byte[] reversed = Arrays.copyOf(ALL_BYTES, 100);
        assertThat(engine.call("Raw", Map.of("body", reversed)).isSuccessful()).isTrue();
        ActionResult kept = engine.call("Kept", Map.of());
        Map<String, String> output = Map.of(
                "$content-type",
                "application/octet-stream",
                "$content",
                kept.body().path("$content").asText());
        ActionResult again = engine.call("Raw", Map.of("body", output));
        assertThat(again.body().path("mediaType").asText()).isEqualTo("application/octet-stream");
        assertThat(engine.call("Kept", Map.of()).last().response().orElseThrow().bytes())
                .isEqualTo(reversed);
    }

    @Test
    void a_missing_file_is_reported_before_it_is_sent() {
        assertThatThrownBy(() -> engine.call("Form", Map.of("title", "x"))).hasMessageContaining("[scan]");
    }
}
