package dev.connectorkit.workbench.cli;

import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.conformance.Conformance;
import dev.connectorkit.workbench.conformance.ConformanceReport;
import dev.connectorkit.workbench.conformance.Level;
import dev.connectorkit.workbench.conformance.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final ConnectorOptions connector = new ConnectorOptions();

    @Mixin
    private final MeansOptions means = new MeansOptions();

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
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "The most time for a callback or the end of an action. Default: ${DEFAULT-VALUE}")
    private int patience = 30;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the report as JUnit XML too")
    private @Nullable Path junit;

    @Option(names = "--sarif", paramLabel = "FILE", description = "Write the report in SARIF 2.1.0 too")
    private @Nullable Path sarif;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Write the report as Markdown too, for a pull request")
    private @Nullable Path markdown;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as one HTML page too")
    private @Nullable Path html;

    @Override
    public Integer call() {
        ConformanceReport report;
        try (WorkflowEngine engine = connector.engine().build()) {
            Conformance.Builder conformance = Conformance.builder(engine)
                    .level(level)
                    .file(means.file())
                    .patience(MeansOptions.patience(patience));
            means.fire().ifPresent(conformance::fire);
            means.restart().ifPresent(conformance::restart);
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
        write(markdown, report.toMarkdown());
        return report.exitCode();
    }

    private void show(Result result) {
        spec.commandLine().getErr().println(result.toLine(level));
        spec.commandLine().getErr().flush();
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
