package dev.connectorkit.checker.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.Report;
import dev.connectorkit.checker.model.Severity;
import dev.connectorkit.designer.document.Source;
import java.util.Optional;

/** Finds the members of a document that have another JSON type than Swagger 2.0 gives them: no command can go on with those. */
final class Shape {

    private static final String STRUCTURE = "structure";

    private Shape() {}

    /** Returns the findings of a whole check if a member has a wrong type; empty if all types are right. */
    static Optional<Report> check(String name, ObjectNode document) {
        Report report = Checker.builder().build().check(new Source(name, document.toPrettyString()));
        boolean wrong = report.findings().stream()
                .anyMatch(finding -> finding.ruleId().equals(STRUCTURE) && finding.severity() == Severity.ERROR);
        return wrong ? Optional.of(report) : Optional.empty();
    }
}
