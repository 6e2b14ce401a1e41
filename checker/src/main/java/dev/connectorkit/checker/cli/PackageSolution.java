package dev.connectorkit.checker.cli;

import dev.connectorkit.checker.pack.ConnectorPackage;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "package",
        description =
                "Checks the document, and writes an unmanaged solution with the connector, which a pipeline imports.",
        mixinStandardHelpOptions = true)
final class PackageSolution extends PackageCommand {

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
    Path write(ConnectorPackage connector) {
        connector.writeSolution(zip, prefix, version);
        return zip;
    }
}
