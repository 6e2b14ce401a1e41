package dev.connectorkit.maven;

import dev.connectorkit.checker.CheckProfile;
import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.Report;
import dev.connectorkit.checker.Source;
import dev.connectorkit.checker.Suppressions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Fails the build on what designers, engines or certification would trip over. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractMojo {

    /** The document. */
    @Parameter(defaultValue = "${project.build.outputDirectory}/connector/apiDefinition.swagger.json")
    File document = new File("");

    /** For whom: DESIGNER or CERTIFICATION. */
    @Parameter(property = "connectorkit.profile", defaultValue = "DESIGNER")
    CheckProfile profile = CheckProfile.DESIGNER;

    /** Findings that are known and borne for a while; none unless given. */
    @Parameter
    @Nullable File suppressions;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Report report = check();
        report.toText(false).lines().forEach(line -> getLog().info(line));
        if (report.exitCode() != 0) {
            throw new MojoFailureException(document.getName() + " has errors; they are listed above");
        }
    }

    private Report check() throws MojoExecutionException {
        try {
            Checker.Builder checker = Checker.builder().profiles(profile);
            if (suppressions != null) {
                checker.suppressions(Suppressions.read(Files.readString(suppressions.toPath())));
            }
            Path file = document.toPath();
            return checker.build().check(Source.of(document.getName(), Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new MojoExecutionException("Cannot read " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }
}
