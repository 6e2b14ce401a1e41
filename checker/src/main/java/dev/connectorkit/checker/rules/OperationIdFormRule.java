package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.Document;
import dev.connectorkit.checker.Grade;
import dev.connectorkit.checker.Operation;
import dev.connectorkit.checker.Reporter;
import dev.connectorkit.checker.Value;

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
