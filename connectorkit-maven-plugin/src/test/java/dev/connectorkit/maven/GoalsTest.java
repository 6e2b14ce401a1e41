package dev.connectorkit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.swagger.ConnectorDescription;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.KitchenDescription;
import dev.connectorkit.swagger.Profile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals, on the compiled kitchen sink. */
class GoalsTest {

    @TempDir
    private Path folder;

    private GenerateMojo generate(String... resources) {
        GenerateMojo goal = new GenerateMojo();
        goal.resources = List.of(resources);
        goal.projectName = "Kitchen";
        goal.projectDescription = "Uses every annotation that there is.";
        goal.projectVersion = "1.0";
        goal.url = "https://kitchen.example/api";
        goal.document = document().toFile();
        return goal;
    }

    private Path document() {
        return folder.resolve("classes/connector/apiDefinition.swagger.json");
    }

    private static CheckMojo check(Path document) {
        CheckMojo goal = new CheckMojo();
        goal.document = document.toFile();
        return goal;
    }

    private ExportMojo export(Path document) {
        ExportMojo goal = new ExportMojo();
        goal.document = document.toFile();
        goal.outputDirectory = folder.resolve("package").toFile();
        goal.brandColor = "#123456";
        return goal;
    }

    @Test
    void generate_writes_what_check_then_passes() throws Exception {
        generate("dev.connectorkit.swagger.KitchenSink").execute();
        assertThat(document()).content().contains("\"host\" : \"kitchen.example\"", "\"title\" : \"Kitchen\"");
        check(document()).execute();
    }

    @Test
    void generate_writes_the_document_of_a_description() throws Exception {
        GenerateMojo goal = generate();
        goal.description = KitchenDescription.class.getName();
        goal.execute();
        ConnectorDescription description = new KitchenDescription().description();
        assertThat(document())
                .content()
                .isEqualTo(ConnectorDocument.of(description)
                                .swagger(Profile.DESIGNER, URI.create("https://kitchen.example/api"))
                                .toPrettyString()
                        + "\n");
        assertThat(document()).content().contains("securityDefinitions", "support@example.com");
    }

    @Test
    void a_description_that_cannot_be_used_is_refused_with_the_reason() {
        GenerateMojo goal = generate();
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("<description>com.example.OrderDescription</description>");
        goal.description = "dev.connectorkit.swagger.KitchenSink";
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("does not implement dev.connectorkit.swagger.ConnectorDescription.Provider");
        goal.description = "dev.connectorkit.swagger.KitchenDescription$WithParameter";
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("a public constructor without parameters");
    }

    @Test
    void a_connector_that_cannot_work_fails_the_build() {
        assertThatThrownBy(generate("dev.connectorkit.swagger.ReferencesTest$Wrong")::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("there is no operation listShop; ");
        assertThatThrownBy(generate("no.such.Class")::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("Not on the class path: no.such.Class");
    }

    @Test
    void a_document_with_errors_fails_the_build() throws IOException {
        Path document = Files.writeString(folder.resolve("a.json"), "{\"swagger\": \"2.0\", \"paths\": {}}");
        assertThatThrownBy(check(document)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("a.json has errors");
        assertThatThrownBy(check(folder.resolve("nothing.json"))::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("nothing.json");
        assertThatThrownBy(export(document)::execute).isInstanceOf(MojoFailureException.class);
        assertThat(folder.resolve("package")).doesNotExist();
    }

    @Test
    void export_writes_the_package_of_a_checked_document() throws Exception {
        generate("dev.connectorkit.swagger.KitchenSink").execute();
        export(document()).execute();
        assertThat(folder.resolve("package")).isDirectoryContaining("glob:**/apiProperties.json");
        assertThat(folder.resolve("package/apiProperties.json")).content().contains("#123456");
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("package/apiDefinition.swagger.json")
                                .toFile()))
                .isEqualTo(new ObjectMapper().readTree(document().toFile()));
    }

    @Test
    void diff_fails_the_build_on_a_change_that_breaks_flows() throws Exception {
        generate("dev.connectorkit.swagger.KitchenSink").execute();
        Path released = Files.copy(document(), folder.resolve("released.json"));
        DiffMojo goal = new DiffMojo();
        goal.document = document().toFile();
        goal.previous = released.toFile();
        goal.execute();
        Files.writeString(document(), Files.readString(document()).replace("\"ListOrders\"", "\"ListAllOrders\""));
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("apiDefinition.swagger.json has errors");
    }

    @Test
    void goals_of_one_build_list_the_findings_of_a_document_once() throws Exception {
        generate("dev.connectorkit.swagger.KitchenSink").execute();
        Path released = Files.copy(document(), folder.resolve("released.json"));
        DiffMojo diff = new DiffMojo();
        diff.document = document().toFile();
        diff.previous = released.toFile();
        Map<Object, Object> build = new HashMap<>();
        List<String> first = logOf(export(document()), build);
        List<String> compared = logOf(diff, build);
        assertThat(first).element(0).asString().contains("apiDefinition.swagger.json");
        assertThat(compared).isNotEmpty().doesNotContain("The findings of apiDefinition.swagger.json are listed above");
        assertThat(logOf(check(document()), build))
                .containsExactly("The findings of apiDefinition.swagger.json are listed above");
        assertThat(logOf(check(released), build)).hasSizeGreaterThan(1);
        Files.writeString(document(), Files.readString(document()).replace("\"Kitchen\"", "\"Kitchen connector\""));
        assertThat(logOf(check(document()), build)).hasSizeGreaterThan(1);
        assertThat(logOf(check(document()), new HashMap<>())).hasSizeGreaterThan(1);
    }

    private static List<String> logOf(AbstractMojo goal, Map<Object, Object> build) throws Exception {
        List<String> lines = new ArrayList<>();
        goal.setPluginContext(build);
        goal.setLog(new SystemStreamLog() {
            @Override
            public void info(CharSequence line) {
                lines.add(line.toString());
            }
        });
        goal.execute();
        return lines;
    }

    @Test
    void a_goal_can_be_skipped() throws Exception {
        GenerateMojo goal = generate();
        goal.skip = true;
        goal.execute();
        CheckMojo check = check(document());
        check.skip = true;
        check.execute();
        assertThat(document()).doesNotExist();
    }
}
