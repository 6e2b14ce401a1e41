package dev.connectorkit.maven;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.checker.pack.ConnectorPackage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Checks the document, then writes the package that {@code paconn} uploads: document, properties, settings and icon. */
@Mojo(name = "export", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class ExportMojo extends CheckedMojo {

    /** The folder to write to. */
    @Parameter(property = "connectorkit.export", defaultValue = "${project.build.directory}/connector")
    File outputDirectory = new File("");

    /** The colour behind the icon, {@code #RRGGBB}. */
    @Parameter(defaultValue = "#007ee4")
    String brandColor = "#007ee4";

    /** The publisher of the connector; by default the name of the contact in the document. */
    @Parameter
    @Nullable String publisher;

    /** A square PNG from 100 to 230 pixels; by default a plain one in the brand colour. */
    @Parameter
    @Nullable File icon;

    @Override
    void run() throws IOException, MojoFailureException {
        check();
        ObjectNode swagger = (ObjectNode) new ObjectMapper().readTree(document);
        ConnectorPackage connector = ConnectorPackage.of(swagger).brandColor(brandColor);
        if (publisher != null) {
            connector.publisher(publisher);
        }
        if (icon != null) {
            connector.icon(Files.readAllBytes(icon.toPath()));
        }
        connector.writeTo(outputDirectory.toPath());
        getLog().info("The connector's package is in " + outputDirectory);
    }
}
