package dev.connectorkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of README.md and the pages of the guide. */
class GuideTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile(
            "@Parameter(?:\\((?<options>[^)]*(?:\\([^)]*\\)[^)]*)*)\\))?\\s+(?:private|protected)?[^;=]*?(?<name>\\w+)(?: = [^;]*)?;");

    private static String text(String file) throws IOException {
        return Files.readString(PROJECT.resolve(file));
    }

    private static List<String> commands(String page) throws IOException {
        return SHELL.matcher(text(page)).results().map(block -> block.group(1)).toList();
    }

    @Test
    void a_command_that_goes_on_running_is_the_last_of_its_block_and_builds_show_their_progress() throws IOException {
        List<String> blocks = commands("README.md");
        assertThat(blocks).anyMatch(block -> block.contains("java -jar")).anyMatch(block -> block.contains("verify"));
        assertThat(blocks).allSatisfy(block -> {
            List<String> lines = block.lines().toList();
            assertThat(lines.subList(0, lines.size() - 1)).noneMatch(line -> line.contains("java -jar"));
            assertThat(lines).noneMatch(line -> line.matches(".*mvnw? .*(-q|--quiet)( .*|$)"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "testing",
                "deploying",
                "files-and-binary",
                "dependency-injection",
                "entra-id",
                "importing",
                "person-in-the-loop",
                "logging",
                "server",
                "metrics",
                "operator"
            })
    void each_topic_has_a_page_that_others_lead_to(String topic) throws IOException {
        assertThat(text("docs/" + topic + ".md").lines().count()).isGreaterThan(20);
        assertThat(text("README.md")).contains("docs/" + topic + ".md");
    }

    @Test
    void probes_units_and_images_are_part_of_the_page_on_deployment() throws IOException {
        assertThat(text("docs/deploying.md"))
                .contains("/health/live", "/health/ready", "livenessProbe", "readinessProbe", "[Service]", "FROM ");
    }

    @Test
    void every_parameter_of_the_maven_plugin_is_documented_with_its_property() throws IOException {
        String guide = text("docs/swagger.md");
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> mojos =
                Files.list(PROJECT.resolve("connectorkit-maven-plugin/src/main/java/dev/connectorkit/maven"))) {
            for (Path mojo :
                    mojos.filter(file -> file.toString().endsWith("Mojo.java")).toList()) {
                for (MatchResult parameter :
                        PARAMETER.matcher(Files.readString(mojo)).results().toList()) {
                    String options = String.valueOf(parameter.group(1));
                    if (!options.contains("readonly")) {
                        names.add(parameter.group(2));
                        Pattern.compile("property = \"([^\"]+)\"")
                                .matcher(options)
                                .results()
                                .forEach(property -> assertThat(guide).contains("`" + property.group(1) + "`"));
                    }
                }
            }
        }
        assertThat(names).contains("description", "document", "previous", "skip", "suppressions");
        assertThat(names).allSatisfy(name -> assertThat(guide).containsPattern("(?m)^\\|.*`" + name + "`.*\\|"));
    }
}
