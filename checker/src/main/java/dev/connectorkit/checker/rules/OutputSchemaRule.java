package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import java.util.stream.Stream;

final class OutputSchemaRule extends BasicRule {

    OutputSchemaRule() {
        super(
                "output-schema",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "An operation that people see declares a schema on 200 or 201, or on its notification, unless it answers 204 or 202.",
                "Later steps of a workflow are offered nothing of an answer without schema.",
                "Write \"schema\" on \"200\"; write \"204\" in place of it where nothing is answered.",
                "SchemaDefinitionSetIncorrectly");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            boolean silent = operation.responses().stream()
                            .anyMatch(r -> r.key().matches("204|202|205"))
                    && operation.responses().stream().noneMatch(r -> r.key().matches("200|201"));
            boolean exists = !operation.value().get("responses").node().isEmpty();
            boolean said = operation.isWebhook()
                    ? operation.output().exists()
                    : Stream.of("200", "201")
                            .anyMatch(code -> operation.response(code).has("schema"));
            if (exists && !operation.isInternal() && !said && !silent) {
                reporter.report(
                        operation.isWebhook()
                                ? operation.path().get("x-ms-notification-content")
                                : operation.value().get("responses"),
                        operation.title() + " declares no schema of what it gives to a workflow.");
            }
        }
    }
}
