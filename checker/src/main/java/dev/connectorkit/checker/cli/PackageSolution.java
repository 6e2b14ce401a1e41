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
        name = "package",
        description =
                "Checks the document, and writes an unmanaged solution with the connector, which a pipeline imports.",
        mixinStandardHelpOptions = true)
final class PackageSolution implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @Mixin
    private PackageOptions options = new PackageOptions();

    @Option(names = "--solution", required = true, paramLabel = "ZIP", description = "The file to write")
    private Path zip = Path.of("");

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            defaultValue = "ck",
            description = "The prefix of the solution's publisher. Default: ${DEFAULT-VALUE}")
    private String prefix = "ck";

    @Option(
            names = "--solution-version",
            paramLabel = "N.N.N.N",
            defaultValue = "1.0.0.0",
            description = "Default: ${DEFAULT-VALUE}")
    private String version = "1.0.0.0";

    @Override
    public Integer call() {
        ConnectorPackage connector = options.connector();
        if (!options.isSound(connector, spec.commandLine())) {
            return 1;
        }
        connector.writeSolution(zip, prefix, version);
        spec.commandLine().getOut().println("Written to " + zip.toAbsolutePath().normalize());
        return 0;
    }
}
