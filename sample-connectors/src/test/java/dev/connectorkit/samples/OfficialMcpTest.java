package dev.connectorkit.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.annotations.Tool;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.sdk.file.FileContent;
import dev.connectorkit.server.ConnectorServer;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** The official clients and the official conformance suite find in our server what they look for. */
class OfficialMcpTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The suite looks for tools that show what only a server of its own has. */
    private static final List<String> NEED_A_SERVER_OF_THE_SUITE = List.of(
            "sep-2575-server-rejects-undeclared-capability",
            "sep-2575-missing-capability-http-400",
            "sep-2575-http-server-no-independent-requests-on-stream",
            "sep-2575-server-no-log-without-loglevel");

    @TempDir
    static java.nio.file.Path folder;

    private static String absent = "";

    /** Beside the suite, since a cake takes its time. */
    private static final FutureTask<JsonNode> CLIENTS = new FutureTask<>(OfficialMcpTest::clients);

    @BeforeAll
    static void begin() throws Exception {
        try {
            OfficialMcp.install();
        } catch (TestAbortedException e) {
            absent = String.valueOf(e.getMessage());
            return;
        }
        Thread thread = new Thread(CLIENTS, "clients");
        thread.setDaemon(true);
        thread.start();
    }

    @BeforeEach
    void skip() {
        assumeTrue(absent.isEmpty(), absent);
    }

    private static JsonNode clients() throws Exception {
        try (ConnectorServer server = SampleConnectors.builder(folder.resolve("samples"))
                .host("localhost")
                .start()) {
            return JSON.readTree(
                    OfficialMcp.clients(server.url().resolve("/mcp").toString()));
        }
    }

    @Test
    void the_official_clients_order_a_cake_and_eat_it() throws Exception {
        JsonNode both = CLIENTS.get();
        assertThat(both.at("/old/version").asText()).as(both.toString()).isEqualTo("2025-11-25");
        assertThat(both.at("/current/version").asText()).isEqualTo("2026-07-28");
        for (JsonNode each : both) {
            assertThat(each.at("/server/name").asText()).isEqualTo("Sample Connectors");
            assertThat(each.path("tools").findValuesAsText("name"))
                    .contains("OrderCake", "ListFiles", "TouchFile", "CheckOperation");
            assertThat(each.at("/touched/structuredContent/path").asText()).isEqualTo("reports/today.txt");
            assertThat(each.at("/refused/isError").asBoolean()).isTrue();
            assertThat(each.at("/refused/content/0/text").asText())
                    .contains("- flavour: must be a flavour of the menu");
            assertThat(each.at("/unknown/code").asInt()).isEqualTo(-32602);
            assertThat(each.at("/cake/structuredContent").toString())
                    .isEqualTo("{\"flavour\":\"plum\",\"layers\":2,\"inscription\":\"\"}");
        }
    }

    /** The tools by which the suite tries out results. */
    @Path("suite")
    public static final class Suite {

        @GET
        @Path("text")
        @Produces("text/plain")
        @Operation(summary = "Get text", description = "This operation gets text.")
        @Tool(name = "test_simple_text")
        public String text() {
            return "This is a simple text response for testing.";
        }

        @GET
        @Path("image")
        @Produces("image/png")
        @Operation(summary = "Get an image", description = "This operation gets an image.")
        @Tool(name = "test_image_content")
        public FileContent image() {
            return FileContent.of("image.png", "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        }

        @GET
        @Path("audio")
        @Produces("audio/wav")
        @Operation(summary = "Get a sound", description = "This operation gets a sound.")
        @Tool(name = "test_audio_content")
        public FileContent audio() {
            return FileContent.of("sound.wav", "audio/wav", new byte[] {'R', 'I', 'F', 'F'});
        }

        @GET
        @Path("error")
        @Operation(summary = "Get an error", description = "This operation gets an error.")
        @Tool(name = "test_error_handling")
        public String error() {
            throw new ProblemException(409, "This tool intentionally returns an error for testing");
        }
    }

    @Test
    void the_official_suite_passes_for_what_a_server_of_tools_must_have() throws Exception {
        List<String> scenarios = List.of(
                "server-initialize 2025-11-25",
                "ping 2025-11-25",
                "tools-list 2025-11-25",
                "tools-list 2026-07-28",
                "tools-call-simple-text 2025-11-25",
                "tools-call-simple-text 2026-07-28",
                "tools-call-image 2026-07-28",
                "tools-call-audio 2026-07-28",
                "tools-call-error 2025-11-25",
                "tools-call-error 2026-07-28",
                "dns-rebinding-protection 2025-11-25",
                "dns-rebinding-protection 2026-07-28",
                "http-header-validation 2026-07-28",
                "server-stateless 2026-07-28");
        ExecutorService two = Executors.newFixedThreadPool(2);
        try (ConnectorServer server = ConnectorServer.builder()
                .host("localhost")
                .mcp()
                .register(new Suite())
                .start()) {
            List<Callable<String>> runs = new ArrayList<>();
            for (String scenario : scenarios) {
                String[] parts = scenario.split(" ");
                runs.add(() ->
                        OfficialMcp.scenario(server.url().resolve("/mcp").toString(), parts[0], parts[1], folder));
            }
            List<Future<String>> results = two.invokeAll(runs);
            for (int i = 0; i < scenarios.size(); i++) {
                JsonNode checks = JSON.readTree(results.get(i).get());
                assertThat(checks.isArray()).as(scenarios.get(i) + checks).isTrue();
                assertThat(checks.findValuesAsText("status"))
                        .as(scenarios.get(i))
                        .contains("SUCCESS");
                assertThat(StreamSupport.stream(checks.spliterator(), false)
                                .filter(check -> check.path("status").asText().equals("FAILURE"))
                                .filter(check -> !NEED_A_SERVER_OF_THE_SUITE.contains(
                                        check.path("id").asText())))
                        .as(scenarios.get(i))
                        .isEmpty();
            }
        } finally {
            two.shutdownNow();
        }
    }
}
