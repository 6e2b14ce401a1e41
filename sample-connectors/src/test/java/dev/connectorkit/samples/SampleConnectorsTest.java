package dev.connectorkit.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.temporal.TemporalRuntime;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class SampleConnectorsTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Pattern EXPLORE = Pattern.compile("Explore +(\\S+)");

    private static String run(int expectedCode, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = SampleConnectors.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true));
        assertThat(command.execute(arguments)).as(out.toString()).isEqualTo(expectedCode);
        return out.toString();
    }

    @Test
    void help_names_every_option() {
        assertThat(run(0, "--help"))
                .contains(
                        "--port",
                        "--data-dir",
                        "--public-url",
                        "--store",
                        "--admin-port",
                        "--allow-local-callbacks",
                        "--twilio-account",
                        "--temporal",
                        "--temporal-namespace",
                        "--version");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --port=x                 | Invalid value for option '--port': 'x' is not an int
                    --port=99999             | --port must be from 0 to 65535, but is 99999
                    --public-url=example.com | The public URL must be like https://example.com/connector, but is example.com
                    --store=mysql:x          | A database is memory, sqlite:FILE or postgres://user:password@host:port/database
                    --nope                   | Unknown option: '--nope'
                    """)
    void a_wrong_option_is_told_in_one_line(String option, String message, @TempDir Path folder) {
        assertThat(run(2, option, "--data-dir=" + folder))
                .isEqualToNormalizingNewlines(message + "\nSee --help for the options.\n");
    }

    @Test
    void a_data_folder_that_is_a_file_is_told(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(run(2, "--data-dir=" + file, "--port=0")).contains("must be a folder, but " + file + " is a file");
    }

    @Test
    void a_temporal_server_that_cannot_be_reached_is_reported(@TempDir Path folder) {
        assertThat(run(2, "--temporal=127.0.0.1:1", "--port=0", "--admin-port=0", "--data-dir=" + folder))
                .startsWith("Temporal at 127.0.0.1:1, namespace default cannot be used: UNAVAILABLE")
                .contains("Connection refused", "--help");
    }

    @ParameterizedTest
    @EnumSource(names = "EMBEDDED", mode = EnumSource.Mode.EXCLUDE)
    void one_option_moves_the_orchestrations_to_temporal(SampleEngine engine, @TempDir Path folder) throws Exception {
        String target = engine.target();
        StringWriter out = new StringWriter();
        CommandLine command = SampleConnectors.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter())); // its end is an interruption
        Thread program = new Thread(
                () -> command.execute(
                        "--temporal=" + target,
                        "--temporal-namespace=default",
                        "--port=0",
                        "--admin-port=0",
                        "--data-dir=" + folder),
                "sample-connectors");
        program.start();
        try (TemporalRuntime temporal =
                TemporalRuntime.builder(Orchestrations.create()).target(target).build()) {
            Matcher url = await().atMost(LONG).until(() -> EXPLORE.matcher(out.toString()), Matcher::find);
            assertThat(out.toString()).contains("Temporal at " + target + ", namespace default");
            Response started = RestAssured.given()
                    .contentType("application/json")
                    .post(url.group(1) + "orchestrators/E1_HelloSequence");
            String id = started.path("id");
            assertThat(temporal.client().status(id))
                    .as("on the Temporal server")
                    .isPresent();
            await().atMost(LONG)
                    .untilAsserted(() -> RestAssured.given()
                            .urlEncodingEnabled(false)
                            .get(started.header("Location"))
                            .then()
                            .statusCode(200)
                            .body("output[0]", equalTo("Hello Tokyo!")));
        } finally {
            program.interrupt();
            program.join(LONG.toMillis());
        }
    }

    @Test
    void the_banner_lists_what_is_served_and_what_to_try(@TempDir Path folder) throws IOException {
        try (ConnectorServer server = SampleConnectors.builder(folder).start()) {
            assertThat(Banner.of(server, folder, null, false))
                    .contains(server.url() + "swagger.json")
                    .containsPattern("GET +/api/files/poll/TouchedFiles +When a file is touched")
                    .doesNotContain("X-MS")
                    .contains("curl -i '" + server.url() + "api/files/poll/TouchedFiles'");
        }
    }
}
