package dev.connectorkit.checker;

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
            text.append(paint(BOLD, Plain.text(group))).append('\n');
            findings.forEach(this::add);
            text.append('\n');
        });
        text.append(Plain.text(report.name())).append(": ");
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
                .append(Plain.text(finding.message()))
                .append(paint(DIM, "  " + finding.ruleId()))
                .append('\n');
        if (!finding.location().quote().isEmpty()) {
            text.append("      ")
                    .append(paint(DIM, "| " + Plain.text(finding.location().quote())))
                    .append('\n');
        }
        text.append("      = ").append(Plain.text(finding.fix())).append('\n');
    }

    /** The operation, path or definition that the finding is about. */
    private static String group(Finding finding) {
        String[] steps = finding.pointer().split("/", -1);
        String file = finding.location().file() + ": ";
        if (steps.length < 3) {
            return file + "document";
        }
        String name = steps[2].replace("~1", "/").replace("~0", "~");
        if (!steps[1].equals("paths")) {
            return file + steps[1] + " " + name;
        }
        boolean operation = steps.length > 3 && !steps[3].startsWith("x-") && !steps[3].equals("parameters");
        return file + (operation ? steps[3].toUpperCase(Locale.ROOT) + " " : "") + name;
    }

    private String paint(String code, String words) {
        return colour ? "\u001B[" + code + "m" + words + "\u001B[0m" : words;
    }

    private static String colourOf(Severity severity) {
        return COLOURS.getOrDefault(severity, BOLD);
    }
}
