package dev.connectorkit.checker.cli;

import dev.connectorkit.checker.pack.ConnectorPackage;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description =
                "Checks the document, and writes the files that paconn uploads: the document, apiProperties.json, settings.json and icon.png.",
        mixinStandardHelpOptions = true)
final class Export implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @Mixin
    private PackageOptions options = new PackageOptions();

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "Where to write")
    private Path folder = Path.of("");

    @Override
    public Integer call() {
        ConnectorPackage connector = options.connector();
        if (!options.isSound(connector, spec.commandLine())) {
            return 1;
        }
        connector.writeTo(folder);
        spec.commandLine()
                .getOut()
                .println("Written to " + folder.toAbsolutePath().normalize());
        return 0;
    }
}
