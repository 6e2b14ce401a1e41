package dev.connectorkit.maven;

import dev.connectorkit.checker.BreakingChanges;
import java.io.File;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Compares the document with a released one, and fails the build on changes that break flows. */
@Mojo(name = "diff", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class DiffMojo extends DocumentMojo {

    /** The document of the released version. */
    @Parameter(property = "connectorkit.previous", required = true)
    File previous = new File("");

    @Override
    void run() throws IOException, MojoFailureException {
        report(BreakingChanges.between(read(previous), read(document)));
    }
}
