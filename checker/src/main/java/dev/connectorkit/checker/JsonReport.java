package dev.connectorkit.checker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.checker.model.Severity;

/** Writes a {@link Report} for programs. */
final class JsonReport {

    private JsonReport() {}

    static String write(Report report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("file", report.name());
        report.previous().ifPresent(previous -> root.put("previous", previous));
        for (Severity severity : Severity.values()) {
            root.put(severity + "s", report.count(severity));
        }
        report.findings()
                .forEach(finding -> put(finding, root.withArray("findings").addObject()));
        root.withArray("findings");
        for (Report.Suppressed suppressed : report.suppressed()) {
            ObjectNode entry = root.withArray("suppressed").addObject();
            put(suppressed.finding(), entry);
            entry.put("reason", suppressed.by().reason());
            entry.put("until", suppressed.by().until().toString());
        }
        root.withArray("suppressed");
        return root.toPrettyString();
    }

    private static void put(Finding finding, ObjectNode entry) {
        entry.put("ruleId", finding.ruleId())
                .put("severity", finding.severity().toString())
                .put("file", finding.location().file())
                .put("pointer", finding.pointer())
                .put("line", finding.line())
                .put("column", finding.column())
                .put("message", finding.message())
                .put("fix", finding.fix());
    }
}
