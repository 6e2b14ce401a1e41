package dev.connectorkit.checker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.checker.model.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a {@link Report} in SARIF 2.1.0. */
final class SarifReport {

    private final Report report;
    private final ArrayNode rules = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode results = JsonNodeFactory.instance.arrayNode();
    private final Map<String, Integer> indexes = new LinkedHashMap<>();

    SarifReport(Report report) {
        this.report = report;
    }

    String write() {
        report.findings().forEach(this::add);
        for (Report.Suppressed suppressed : report.suppressed()) {
            add(suppressed.finding())
                    .putArray("suppressions")
                    .addObject()
                    .put("kind", "external")
                    .put("justification", suppressed.by().reason());
        }
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        run.putObject("tool").putObject("driver").put("name", "ConnectorKit").set("rules", rules);
        run.put("columnKind", "utf16CodeUnits").set("results", results);
        return root.toPrettyString();
    }

    private ObjectNode add(Finding finding) {
        ObjectNode result = results.addObject()
                .put("ruleId", finding.ruleId())
                .put("ruleIndex", indexes.computeIfAbsent(finding.ruleId(), this::describe))
                .put(
                        "level",
                        finding.severity() == Severity.INFO
                                ? "note"
                                : finding.severity().toString());
        result.putObject("message").put("text", finding.message() + " " + finding.fix());
        ObjectNode location = result.putArray("locations").addObject();
        ObjectNode physical = location.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(finding.location().file()));
        physical.putObject("region").put("startLine", finding.line()).put("startColumn", finding.column());
        location.putArray("logicalLocations").addObject().put("fullyQualifiedName", finding.pointer());
        return result;
    }

    private int describe(String id) {
        ObjectNode descriptor = rules.addObject().put("id", id);
        report.rules().stream().filter(rule -> rule.id().equals(id)).findFirst().ifPresent(rule -> {
            descriptor.putObject("shortDescription").put("text", rule.description());
            descriptor.putObject("help").put("text", rule.fix());
            descriptor.put("helpUri", rule.documentation().toString());
        });
        return rules.size() - 1;
    }

    private static String uri(String file) {
        try {
            return new URI(null, null, file.replace('\\', '/'), null).toASCIIString();
        } catch (URISyntaxException e) {
            return "document.json"; // a name no path can have
        }
    }
}
