package dev.connectorkit.workbench.conformance;

import dev.connectorkit.checker.model.Finding;
import java.util.Locale;

/** Writes a report in Markdown: the numbers, and the departures in a table. */
final class MarkdownForm {

    private final ConformanceReport report;
    private final StringBuilder text = new StringBuilder();

    MarkdownForm(ConformanceReport report) {
        this.report = report;
    }

    String write() {
        text.append("### ")
                .append(escaped(report.connector()))
                .append(": conformance at level ")
                .append(report.level().name().toLowerCase(Locale.ROOT))
                .append(report.exitCode() == 0 ? " passed" : " failed")
                .append("\n\n");
        text.append(report.counts()).append('\n');
        departures();
        document();
        return text.toString();
    }

    private void departures() {
        boolean first = true;
        for (Result result : report.results()) {
            if (result.status() != Status.FAILED && result.status() != Status.BYPASSED) {
                continue;
            }
            if (first) {
                text.append("\n| | Rule | Operation | Departure |\n|---|---|---|---|\n");
                first = false;
            }
            row(
                    result.word(report.level()).trim(),
                    result.rule().id(),
                    result.operationId(),
                    result.rule().title() + (result.message().isEmpty() ? "" : ": " + result.message()));
        }
    }

    private void document() {
        if (report.document().findings().isEmpty()) {
            return;
        }
        text.append("\n| | Rule | Place | Finding |\n|---|---|---|---|\n");
        for (Finding finding : report.document().findings()) {
            row(
                    finding.severity().name(),
                    finding.ruleId(),
                    finding.pointer(),
                    finding.message() + " " + finding.fix());
        }
    }

    private void row(String... cells) {
        for (String cell : cells) {
            text.append("| ").append(escaped(cell)).append(' ');
        }
        text.append("|\n");
    }

    /** Returns text that is neither markup nor the end of a cell. */
    private static String escaped(String plain) {
        return plain.replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1").replaceAll("\\s*\\R\\s*", " ");
    }
}
