package dev.connectorkit.checker.cli;

import dev.connectorkit.checker.pack.ConnectorPackage;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description =
                "Checks the document, and writes the files that paconn uploads: the document, apiProperties.json, settings.json and icon.png.",
        mixinStandardHelpOptions = true)
final class Export extends PackageCommand {

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "Folder to write to")
    private Path folder = Path.of("");

    @Override
    Path write(ConnectorPackage connector) {
        connector.writeTo(folder);
        return folder;
    }
}
