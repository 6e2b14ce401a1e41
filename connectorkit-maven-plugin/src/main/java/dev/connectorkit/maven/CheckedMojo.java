package dev.connectorkit.maven;

import dev.connectorkit.checker.CheckProfile;
import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.Suppressions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that checks the document. */
abstract class CheckedMojo extends DocumentMojo {

    /** The profile of the rules: {@code DESIGNER} or {@code CERTIFICATION}. */
    @Parameter(property = "connectorkit.profile", defaultValue = "DESIGNER")
    CheckProfile profile = CheckProfile.DESIGNER;

    /** A JSON file with findings that are accepted until a date; none by default. */
    @Parameter(property = "connectorkit.suppressions")
    @Nullable File suppressions;

    final void check() throws IOException, MojoFailureException {
        Checker.Builder checker = Checker.builder().profiles(profile);
        if (suppressions != null) {
            checker.suppressions(Suppressions.read(Files.readString(suppressions.toPath())));
        }
        report(checker.build().check(read(document)));
    }
}
