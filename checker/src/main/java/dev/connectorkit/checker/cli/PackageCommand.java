package dev.connectorkit.checker.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.checker.Report;
import dev.connectorkit.checker.model.Severity;
import dev.connectorkit.checker.pack.ConnectorPackage;
import dev.connectorkit.designer.document.Printable;
import dev.connectorkit.mcp.AgentOperation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that checks a connector and writes a package of it. */
abstract class PackageCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @Mixin
    private Input input = new Input();

    @Option(
            names = "--brand-color",
            paramLabel = "#RRGGBB",
            defaultValue = "#007ee4",
            description = "Default: ${DEFAULT-VALUE}")
    private String brandColor = "#007ee4";

    @Option(
            names = "--publisher",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Default: the contact of the document")
    private String publisher = "";

    @Option(names = "--icon", paramLabel = "PNG", description = "Default: a plain one in the brand colour")
    private @Nullable Path icon;

    @Option(
            names = "--poll",
            paramLabel = "OPERATION=PATH",
            description = "Have the platform poll a plain list: the operation and where its list is, as in"
                    + " ListOrders=@triggerBody().value")
    private Map<String, String> polled = new LinkedHashMap<>();

    @Option(
            names = "--poll-query",
            paramLabel = "OPERATION.NAME=EXPRESSION",
            description = "A query parameter of the next poll, as in ListOrders.since=@{triggerBody().value[0].at}")
    private Map<String, String> queries = new LinkedHashMap<>();

    @Option(
            names = "--mcp",
            paramLabel = "PATH",
            description = "Add the operation for agents, with the path of the MCP server, as in /mcp")
    private @Nullable String mcp;

    /** Writes the package, and returns the file or folder. */
    abstract Path write(ConnectorPackage connector);

    @Override
    public Integer call() {
        CommandLine command = spec.commandLine();
        ObjectNode document = input.tree();
        if (Shape.isWrong(input.name(), document, command.getErr())) {
            return refuse(command);
        }
        ConnectorPackage connector = connector(document);
        Report report = connector.check();
        if (report.count(Severity.ERROR) > 0) {
            command.getErr().println(report.toText(false));
            return refuse(command);
        }
        command.getOut()
                .println("Written to " + write(connector).toAbsolutePath().normalize());
        return 0;
    }

    private static int refuse(CommandLine command) {
        command.getErr().println("Nothing is written: the document has errors.");
        return 1;
    }

    private ConnectorPackage connector(ObjectNode document) {
        if (mcp != null) {
            AgentOperation.addTo(document, mcp);
        }
        ConnectorPackage connector =
                ConnectorPackage.of(document).brandColor(brandColor).publisher(publisher);
        polled.forEach((operation, path) -> connector.pollingPolicy(operation, path, queriesOf(operation)));
        if (icon != null) {
            try {
                connector.icon(Files.readAllBytes(icon));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + icon + ": " + Printable.reason(e), e);
            }
        }
        return connector;
    }

    private Map<String, String> queriesOf(String operation) {
        Map<String, String> own = new LinkedHashMap<>();
        queries.forEach((name, expression) -> {
            if (name.startsWith(operation + ".")) {
                own.put(name.substring(operation.length() + 1), expression);
            }
        });
        return own;
    }
}
