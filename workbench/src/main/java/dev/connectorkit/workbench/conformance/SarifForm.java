package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.test.Exchange;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a report in SARIF 2.1.0. */
final class SarifForm {

    private final ConformanceReport report;

    SarifForm(ConformanceReport report) {
        this.report = report;
    }

    String write() {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "ConnectorKit conformance");
        ArrayNode results = run.putArray("results");
        Set<ConformanceRule> rules = new LinkedHashSet<>();
        for (Result result : report.results()) {
            if (result.status() == Status.FAILED || result.status() == Status.BYPASSED) {
                rules.add(result.rule());
                add(results, result);
            }
        }
        report.document().findings().forEach(finding -> add(results, finding));
        ArrayNode descriptors = driver.putArray("rules");
        rules.forEach(rule -> descriptors
                .addObject()
                .put("id", rule.id())
                .putObject("shortDescription")
                .put("text", rule.title()));
        return root.toPrettyString();
    }

    private void add(ArrayNode results, Result result) {
        ObjectNode node = results.addObject()
                .put("ruleId", result.rule().id())
                .put(
                        "level",
                        result.fails(report.level()) || result.rule().severity() == Severity.ERROR
                                ? "error"
                                : "warning");
        String evidence = result.evidence().stream().map(Exchange::toString).collect(Collectors.joining("\n"));
        node.putObject("message").put("text", (result.message() + "\n" + evidence).strip());
        location(node, result.operationId());
        if (result.status() == Status.BYPASSED) {
            node.putArray("suppressions").addObject().put("kind", "external").put("justification", result.message());
        }
    }

    private static void add(ArrayNode results, Finding finding) {
        String severity = finding.severity().toString();
        ObjectNode node = results.addObject()
                .put("ruleId", finding.ruleId())
                .put("level", severity.equals("info") ? "note" : severity);
        node.putObject("message").put("text", finding.message() + " " + finding.fix());
        location(node, finding.pointer());
    }

    private static void location(ObjectNode result, String name) {
        ObjectNode location = result.putArray("locations").addObject();
        location.putObject("physicalLocation").putObject("artifactLocation").put("uri", "swagger.json");
        location.putArray("logicalLocations").addObject().put("fullyQualifiedName", name);
    }
}
