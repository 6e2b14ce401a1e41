package dev.connectorkit.swagger.check.rules;

import dev.connectorkit.swagger.check.Document;
import dev.connectorkit.swagger.check.Grade;
import dev.connectorkit.swagger.check.Operation;
import dev.connectorkit.swagger.check.Reporter;
import dev.connectorkit.swagger.check.Value;

final class OperationIdFormRule extends BasicRule {

    OperationIdFormRule() {
        super(
                "operation-id-form",
                Grade.WARNING,
                Manual.VALIDATOR,
                "An operationId is letters and digits in PascalCase.",
                "Write it as in \"GetOrder\"; flows refer to it, so choose before you publish.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            String id = operation.id();
            Value at = operation.value().get("operationId");
            if (!id.matches("[A-Za-z0-9]*(_V\\d+)?")) {
                reporter.report(at, "The operationId \"" + id + "\" has characters that designers replace.");
            } else if (!id.isEmpty() && !Character.isUpperCase(id.charAt(0))) {
                reporter.report(at, "The operationId \"" + id + "\" does not start with a capital letter.");
            }
        }
    }
}
