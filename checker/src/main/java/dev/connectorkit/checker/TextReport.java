package dev.connectorkit.checker;

import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.checker.model.Severity;
import dev.connectorkit.designer.document.JsonPointers;
import dev.connectorkit.designer.document.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a {@link Report} for people. */
final class TextReport {

    private static final String BOLD = "1";
    private static final String DIM = "2";
    private static final Map<Severity, String> COLOURS =
            Map.of(Severity.ERROR, "1;31", Severity.WARNING, "33", Severity.INFO, "36");

    private final Report report;
    private final boolean colour;
    private final StringBuilder text = new StringBuilder();

    TextReport(Report report, boolean colour) {
        this.report = report;
        this.colour = colour;
    }

    String write() {
        Map<String, List<Finding>> groups = new LinkedHashMap<>();
        for (Finding finding : report.findings()) {
            groups.computeIfAbsent(group(finding), any -> new ArrayList<>()).add(finding);
        }
        groups.forEach((group, findings) -> {
            text.append(paint(BOLD, Printable.text(group))).append('\n');
            findings.forEach(this::add);
            text.append('\n');
        });
        report.previous()
                .ifPresent(previous -> text.append(Printable.text(previous)).append(" -> "));
        text.append(Printable.text(report.name())).append(": ");
        for (Severity severity : Severity.values()) {
            long count = report.count(severity);
            String noun = count + " " + severity + (count == 1 ? "" : "s");
            text.append(count == 0 ? noun : paint(colourOf(severity), noun)).append(", ");
        }
        return text.append(report.suppressed().size()).append(" suppressed\n").toString();
    }

    private void add(Finding finding) {
        String place = "  " + finding.line() + ":" + finding.column() + "  ";
        text.append(paint(DIM, place))
                .append(paint(colourOf(finding.severity()), finding.severity().toString()))
                .append("  ")
                .append(Printable.text(finding.message()))
                .append(paint(DIM, "  " + finding.ruleId()))
                .append('\n');
        if (!finding.location().quote().isEmpty()) {
            text.append("      ")
                    .append(paint(DIM, "| " + Printable.text(finding.location().quote())))
                    .append('\n');
        }
        text.append("      = ").append(Printable.text(finding.fix())).append('\n');
    }

    /** Returns the operation, path or definition that the finding is about. */
    private static String group(Finding finding) {
        List<String> names = JsonPointers.names(finding.pointer());
        String file = finding.location().file() + ": ";
        if (names.size() < 2) {
            return file + "document";
        }
        if (!names.get(0).equals("paths")) {
            return file + names.get(0) + " " + names.get(1);
        }
        boolean operation = names.size() > 2
                && !names.get(2).startsWith("x-")
                && !names.get(2).equals("parameters");
        return file + (operation ? names.get(2).toUpperCase(Locale.ROOT) + " " : "") + names.get(1);
    }

    private String paint(String code, String words) {
        return colour ? "\u001B[" + code + "m" + words + "\u001B[0m" : words;
    }

    private static String colourOf(Severity severity) {
        return COLOURS.getOrDefault(severity, BOLD);
    }
}
