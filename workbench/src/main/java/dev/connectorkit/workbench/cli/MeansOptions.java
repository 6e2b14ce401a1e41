package dev.connectorkit.workbench.cli;

import dev.connectorkit.workbench.conformance.Patience;
import dev.connectorkit.workbench.conformance.WorkbenchFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name the means to disturb a connector, and the file with what its document does not say. */
final class MeansOptions {

    @Option(
            names = "--fire",
            paramLabel = "COMMAND",
            description =
                    "A command of the shell that makes one new event for every trigger; it finds the number of the event"
                            + " in CONNECTORKIT_EVENT. Without it, what needs events is skipped")
    private @Nullable String fire;

    @Option(
            names = "--restart",
            paramLabel = "COMMAND",
            description =
                    "A command of the shell that restarts the connector. Without it, what needs a restart is skipped")
    private @Nullable String restart;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Inputs, operations to skip, and accepted departures. Default: workbench.yml, if there is one")
    private @Nullable Path config;

    /** Returns the command that makes an event; empty if none was given. */
    Optional<Runnable> fire() {
        return Optional.ofNullable(fire).map(command -> new ShellCommand("--fire", command));
    }

    /** Returns the command that restarts the connector; empty if none was given. */
    Optional<Runnable> restart() {
        return Optional.ofNullable(restart).map(command -> new ShellCommand("--restart", command));
    }

    /** Returns the file that was given, or the usual one; one without anything if there is neither. */
    WorkbenchFile file() {
        Path given = config;
        if (given != null) {
            return WorkbenchFile.read(read(given));
        }
        Path usual = Path.of("workbench.yml");
        return Files.exists(usual) ? WorkbenchFile.read(read(usual)) : WorkbenchFile.EMPTY;
    }

    /** @throws IllegalArgumentException if it is not above zero */
    static Patience patience(int seconds) {
        if (seconds < 1) {
            throw new IllegalArgumentException("--patience must be at least one second, but is " + seconds);
        }
        return new Patience(Duration.ofSeconds(seconds), Patience.DEFAULT.grace());
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e, e);
        }
    }
}
