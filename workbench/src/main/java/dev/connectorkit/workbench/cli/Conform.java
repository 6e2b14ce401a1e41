package dev.connectorkit.workbench.cli;

import dev.connectorkit.test.Connection;
import dev.connectorkit.test.RetryPolicy;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.conformance.Conformance;
import dev.connectorkit.workbench.conformance.ConformanceReport;
import dev.connectorkit.workbench.conformance.Level;
import dev.connectorkit.workbench.conformance.Patience;
import dev.connectorkit.workbench.conformance.Result;
import dev.connectorkit.workbench.conformance.WorkbenchFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code connectorkit conform}. */
@Command(
        name = "conform",
        description =
                "Plays a workflow engine against a running connector, in any language, and reports where it departs from the"
                        + " protocol. Calls every trigger and action: run it where that does no harm.",
        mixinStandardHelpOptions = true)
public final class Conform implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @Option(
            names = "--document",
            required = true,
            paramLabel = "URL|FILE",
            description = "The connector's Swagger 2.0 document, in JSON")
    private String document = "";

    @Option(names = "--base", paramLabel = "URL", description = "The connector's URL. Default: that of the document")
    private @Nullable URI base;

    @Option(
            names = "--fire",
            paramLabel = "COMMAND",
            description =
                    "A command of the shell that makes one new event for every trigger; it finds the number of the event"
                            + " in CONNECTORKIT_EVENT. Without it, rules that need events are skipped")
    private @Nullable String fire;

    @Option(
            names = "--restart",
            paramLabel = "COMMAND",
            description =
                    "A command of the shell that restarts the connector. Without it, rules that need a restart are skipped")
    private @Nullable String restart;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the report alone, and not each rule as it is decided")
    private boolean quiet;

    @Option(
            names = "--level",
            defaultValue = "protocol",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Level level = Level.PROTOCOL;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Inputs, operations to skip, and departures that are borne. Default: workbench.yml, if there is one")
    private @Nullable Path config;

    @Option(
            names = "--basic",
            paramLabel = "USER:PASSWORD",
            description = "A connection with a user name and a password")
    private @Nullable String basic;

    @Option(names = "--api-key", paramLabel = "HEADER=KEY", description = "A connection with a key in a header")
    private @Nullable String apiKey;

    @Option(names = "--query-key", paramLabel = "NAME=KEY", description = "A connection with a key in the query")
    private @Nullable String queryKey;

    @Option(names = "--bearer", paramLabel = "TOKEN", description = "A connection with a bearer token")
    private @Nullable String bearer;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "The most time for a callback or the end of an action. Default: ${DEFAULT-VALUE}")
    private int patience = 30;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the report as JUnit XML too")
    private @Nullable Path junit;

    @Option(names = "--sarif", paramLabel = "FILE", description = "Write the report in SARIF 2.1.0 too")
    private @Nullable Path sarif;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as one HTML page too")
    private @Nullable Path html;

    @Override
    public Integer call() {
        WorkflowEngine.Builder builder =
                WorkflowEngine.builder().connection(connection()).retryPolicy(RetryPolicy.none());
        if (document.matches("(?i)https?://.*")) {
            builder.document(URI.create(document));
        } else {
            builder.document(read(Path.of(document)));
        }
        if (base != null) {
            builder.base(base);
        }
        ConformanceReport report;
        try (WorkflowEngine engine = builder.build()) {
            Conformance.Builder conformance = Conformance.builder(engine)
                    .level(level)
                    .file(file())
                    .patience(new Patience(Duration.ofSeconds(patience), Patience.DEFAULT.grace()));
            if (fire != null) {
                conformance.fire(new ShellCommand("--fire", fire));
            }
            if (restart != null) {
                conformance.restart(new ShellCommand("--restart", restart));
            }
            if (!quiet) {
                conformance.progress(this::show);
            }
            report = conformance.build().run();
        }
        spec.commandLine().getOut().print(report.toText());
        spec.commandLine().getOut().flush();
        write(junit, report.toJUnit());
        write(sarif, report.toSarif());
        write(html, report.toHtml());
        return report.exitCode();
    }

    private void show(Result result) {
        spec.commandLine().getErr().println(result.toLine(level));
        spec.commandLine().getErr().flush();
    }

    private Connection connection() {
        if (basic != null) {
            String[] parts = pair("--basic", basic, ":");
            return Connection.basic(parts[0], parts[1]);
        } else if (apiKey != null) {
            String[] parts = pair("--api-key", apiKey, "=");
            return Connection.apiKeyHeader(parts[0], parts[1]);
        } else if (queryKey != null) {
            String[] parts = pair("--query-key", queryKey, "=");
            return Connection.apiKeyQuery(parts[0], parts[1]);
        }
        return bearer == null ? Connection.none() : Connection.bearer(bearer);
    }

    private static String[] pair(String option, String text, String separator) {
        String[] parts = text.split(separator, 2);
        if (parts.length < 2 || parts[0].isEmpty()) {
            throw new IllegalArgumentException(option + " takes two parts with '" + separator + "' between them");
        }
        return parts;
    }

    private WorkbenchFile file() {
        Path given = config;
        if (given != null) {
            return WorkbenchFile.read(read(given));
        }
        Path usual = Path.of("workbench.yml");
        return Files.exists(usual) ? WorkbenchFile.read(read(usual)) : WorkbenchFile.EMPTY;
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e, e);
        }
    }

    private static void write(@Nullable Path path, String text) {
        if (path != null) {
            try {
                Files.writeString(path, text);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + path + ": " + e, e);
            }
        }
    }
}
