package dev.connectorkit.checker.cli;

import dev.connectorkit.checker.Report;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options by which a command writes its findings. */
final class Output {

    /** The forms of a report. */
    enum Format {
        TEXT,
        JSON,
        SARIF
    }

    @Option(
            names = "--format",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}",
            defaultValue = "text")
    private Format format = Format.TEXT;

    @Option(names = "--no-color", description = "Write plain text, also to a terminal")
    private boolean plain;

    /** Writes the report; the exit code. */
    int write(Report report, CommandLine command) {
        boolean colour = !plain && CommandLine.Help.Ansi.AUTO.enabled();
        command.getOut()
                .println(
                        switch (format) {
                            case TEXT -> report.toText(colour);
                            case JSON -> report.toJson();
                            case SARIF -> report.toSarif();
                        });
        return report.exitCode();
    }
}
