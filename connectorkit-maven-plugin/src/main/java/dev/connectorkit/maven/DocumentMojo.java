package dev.connectorkit.maven;

import dev.connectorkit.checker.Report;
import dev.connectorkit.designer.document.Source;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that reads a generated document and fails the build on its findings. */
abstract class DocumentMojo extends AbstractMojo {

    /** The document to read: a Swagger 2.0 document in JSON, by default the one that the goal {@code generate} writes. */
    @Parameter(
            property = "connectorkit.document",
            defaultValue = "${project.build.outputDirectory}/connector/apiDefinition.swagger.json")
    File document = new File("");

    /** Skips the goal. */
    @Parameter(property = "connectorkit.skip", defaultValue = "false")
    boolean skip;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped");
            return;
        }
        try {
            run();
        } catch (IOException | UncheckedIOException e) {
            throw new MojoExecutionException("Cannot read or write " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    abstract void run() throws IOException, MojoFailureException;

    /** Logs the findings, unless another goal of the build has, and fails the build if there are errors among them. */
    final void report(Report report) throws MojoFailureException {
        String text = report.toText(false);
        if (isFirst(List.of(document, text))) {
            text.lines().forEach(line -> getLog().info(line));
        } else {
            getLog().info("The findings of " + document.getName() + " are listed above");
        }
        if (report.exitCode() != 0) {
            throw new MojoFailureException(document.getName() + " has errors; they are listed above");
        }
    }

    /** The context is one for all goals of the plugin in a project, and null outside of a build. */
    @SuppressWarnings("unchecked")
    private boolean isFirst(Object findings) {
        Map<Object, Object> context = getPluginContext();
        return context == null || context.putIfAbsent(findings, true) == null;
    }

    static Source read(File file) throws IOException {
        return Source.of(file.getName(), Files.readAllBytes(file.toPath()));
    }
}
