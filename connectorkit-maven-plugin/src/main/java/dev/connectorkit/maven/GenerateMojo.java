package dev.connectorkit.maven;

import dev.connectorkit.swagger.CompiledConnector;
import dev.connectorkit.swagger.ConnectorDescription;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.InvalidConnectorException;
import dev.connectorkit.swagger.Profile;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Generates the connector's document into the compiled classes, so that it is in the jar. */
@Mojo(
        name = "generate",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true)
public final class GenerateMojo extends AbstractMojo {

    /**
     * The class that implements {@code ConnectorDescription.Provider}, which the server uses too. Without one, the title is the project's
     * name, the description and the version are the project's, and the document has neither contact nor security.
     */
    @Parameter
    @Nullable String description;

    /** The resource classes; needed where the description names none. */
    @Parameter
    List<String> resources = List.of();

    /** The URL under which engines reach the connector. */
    @Parameter(property = "connectorkit.url", defaultValue = "https://example.com/")
    String url = "https://example.com/";

    /** The profile of the document: {@code DESIGNER}, {@code DEFAULT} or {@code LEGACY}. */
    @Parameter(defaultValue = "DESIGNER")
    Profile documentProfile = Profile.DESIGNER;

    /** The file to write. */
    @Parameter(defaultValue = "${project.build.outputDirectory}/connector/apiDefinition.swagger.json")
    File document = new File("");

    /** Skips the goal. */
    @Parameter(property = "connectorkit.skip", defaultValue = "false")
    boolean skip;

    @Parameter(defaultValue = "${project.name}", readonly = true)
    String projectName = "";

    @Parameter(defaultValue = "${project.description}", readonly = true)
    @Nullable String projectDescription;

    @Parameter(defaultValue = "${project.version}", readonly = true)
    String projectVersion = "";

    @Parameter(defaultValue = "${project.runtimeClasspathElements}", readonly = true)
    List<String> classPath = List.of();

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped");
            return;
        }
        if (description == null && resources.isEmpty()) {
            throw new MojoExecutionException(
                    "Name the connector: <description>com.example.OrderDescription</description>, or <resources>");
        }
        try {
            Path file = document.toPath();
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, read().swagger(documentProfile, URI.create(url)).toPrettyString() + "\n");
        } catch (InvalidConnectorException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
        getLog().info("The connector's document is " + document);
    }

    private ConnectorDocument read() {
        ConnectorDescription defaults = ConnectorDescription.builder()
                .title(projectName)
                .description(projectDescription == null ? "" : projectDescription)
                .version(projectVersion)
                .build();
        return CompiledConnector.read(classPath.stream().map(Path::of).toList(), description, resources, defaults);
    }
}
