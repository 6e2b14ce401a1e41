package dev.connectorkit.workbench.conformance;

import dev.connectorkit.test.Exchange;
import java.util.Locale;

/** Writes a report for the console: departures with their evidence, the rest in a line each. */
final class TextForm {

    private final ConformanceReport report;
    private final StringBuilder text = new StringBuilder();

    TextForm(ConformanceReport report) {
        this.report = report;
    }

    String write() {
        text.append(report.connector())
                .append(", level ")
                .append(report.level().name().toLowerCase(Locale.ROOT))
                .append('\n');
        String operation = "";
        for (Result result : report.results()) {
            if (!result.operationId().equals(operation)) {
                operation = result.operationId();
                text.append('\n')
                        .append(operation.isEmpty() ? "All operations" : operation)
                        .append('\n');
            }
            line(result);
        }
        if (!report.document().findings().isEmpty()) {
            text.append("\nThe document\n")
                    .append(report.document().toText(false).indent(2));
        }
        text.append('\n').append(report.counts()).append('\n');
        return text.toString();
    }

    private void line(Result result) {
        text.append(String.format(
                Locale.ROOT,
                "  %-8s %-9s %s%n",
                result.word(report.level()),
                result.rule().id(),
                result.rule().title()));
        if (!result.message().isEmpty()) {
            text.append("           ").append(result.message()).append('\n');
        }
        if (result.status() == Status.FAILED) {
            for (Exchange exchange : result.evidence()) {
                text.append(exchange.toString().indent(13));
            }
        }
    }
}
