package dev.connectorkit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals, on the compiled kitchen sink. */
class GoalsTest {

    private static GenerateMojo generate(Path folder, String... resources) {
        GenerateMojo goal = new GenerateMojo();
        goal.resources = List.of(resources);
        goal.classPath = List.of();
        goal.title = "Kitchen";
        goal.description = "Uses every annotation that there is.";
        goal.version = "1.0";
        goal.url = "https://kitchen.example/api";
        goal.brandColor = "#123456";
        goal.outputDirectory = folder.toFile();
        return goal;
    }

    private static CheckMojo check(Path document) {
        CheckMojo goal = new CheckMojo();
        goal.document = document.toFile();
        return goal;
    }

    @Test
    void generate_writes_what_check_then_passes(@TempDir Path folder) throws Exception {
        generate(folder, "dev.connectorkit.swagger.KitchenSink").execute();
        Path document = folder.resolve("apiDefinition.swagger.json");
        assertThat(document).content().contains("\"host\" : \"kitchen.example\"", "\"title\" : \"Kitchen\"");
        assertThat(folder.resolve("apiProperties.json")).content().contains("#123456");
        check(document).execute();
    }

    @Test
    void a_connector_that_cannot_work_fails_the_build(@TempDir Path folder) {
        assertThatThrownBy(generate(folder, "dev.connectorkit.swagger.ReferencesTest$Wrong")::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("there is no operation listShop; ");
        assertThatThrownBy(generate(folder, "no.such.Class")::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("Not on the class path: no.such.Class");
    }

    @Test
    void a_document_with_errors_fails_the_build_unless_they_are_borne(@TempDir Path folder) throws IOException {
        Path document = Files.writeString(folder.resolve("a.json"), "{\"swagger\": \"2.0\", \"paths\": {}}");
        assertThatThrownBy(check(document)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("a.json has errors");
        assertThatThrownBy(check(folder.resolve("nothing.json"))::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("nothing.json");
    }
}
