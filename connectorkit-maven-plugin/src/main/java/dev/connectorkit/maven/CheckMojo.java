package dev.connectorkit.maven;

import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Checks the document, and fails the build on errors that designers, engines or certification would meet. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends CheckedMojo {

    @Override
    void run() throws IOException, MojoFailureException {
        check();
    }
}
