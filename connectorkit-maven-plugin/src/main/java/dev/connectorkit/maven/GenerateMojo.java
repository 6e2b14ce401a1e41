package dev.connectorkit.maven;

import dev.connectorkit.checker.pack.ConnectorPackage;
import dev.connectorkit.swagger.CompiledConnector;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.InvalidConnectorException;
import dev.connectorkit.swagger.Profile;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Writes the connector's package, with its document, among the classes, so that it is in the jar. */
@Mojo(
        name = "generate",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true)
public final class GenerateMojo extends AbstractMojo {

    /** The resource classes. */
    @Parameter(required = true)
    List<String> resources = List.of();

    /** The name of the connector. */
    @Parameter(defaultValue = "${project.name}")
    String title = "";

    /** What the connector does. */
    @Parameter(defaultValue = "${project.description}")
    String description = "";

    /** The version of the connector. */
    @Parameter(defaultValue = "${project.version}")
    String version = "";

    /** The URL under which engines reach the connector. */
    @Parameter(property = "connectorkit.url", defaultValue = "https://example.com/")
    String url = "";

    /** The colour behind the icon. */
    @Parameter(defaultValue = "#007ee4")
    String brandColor = "";

    /** Where to write. */
    @Parameter(defaultValue = "${project.build.outputDirectory}/connector")
    File outputDirectory = new File("");

    /** Where the classes are. */
    @Parameter(defaultValue = "${project.runtimeClasspathElements}", readonly = true)
    List<String> classPath = List.of();

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        try {
            ConnectorDocument document = CompiledConnector.read(
                    classPath.stream().map(Path::of).toList(),
                    resources,
                    builder -> builder.title(title)
                            .description(description == null ? "" : description)
                            .version(version));
            ConnectorPackage.of(document.swagger(Profile.DESIGNER, URI.create(url)))
                    .brandColor(brandColor)
                    .writeTo(outputDirectory.toPath());
        } catch (InvalidConnectorException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
        getLog().info("The connector's package is in " + outputDirectory);
    }
}
