package dev.connectorkit.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.server.ConnectorServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SampleConnectorsTest {

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
    void the_banner_lists_what_is_served_and_what_to_try(@TempDir Path folder) throws IOException {
        try (ConnectorServer server = SampleConnectors.builder(folder).start()) {
            assertThat(Banner.of(server, folder, false))
                    .contains(server.url() + "swagger.json")
                    .containsPattern("GET +/api/files/poll/TouchedFiles +When a file is touched")
                    .doesNotContain("X-MS")
                    .contains("curl -i '" + server.url() + "api/files/poll/TouchedFiles'");
        }
    }
}
