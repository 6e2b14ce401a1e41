package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

final class OperationIdRule extends BasicRule {

    OperationIdRule() {
        super(
                "operation-id",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "Every operation has an operationId of its own.",
                "Saved workflows refer to operations by it.",
                "Give the operation an operationId that no other has.",
                "OperationIdRequired",
                "OperationIdNotUnique");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Map<String, Operation> exact = new HashMap<>();
        Map<String, Operation> folded = new HashMap<>();
        for (Operation operation : document.operations()) {
            Value id = operation.value().get("operationId");
            if (operation.id().isBlank()) {
                reporter.report(id, operation.title() + " has no operationId; designers call it \"undefined\".");
                continue;
            }
            Operation same = exact.putIfAbsent(operation.id(), operation);
            Operation alike = folded.putIfAbsent(operation.id().toLowerCase(Locale.ROOT), operation);
            if (same != null) {
                reporter.report(id, same.title() + " has the same operationId; designers show only one of the two.");
            } else if (alike != null) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        id,
                        alike.title() + " has the operationId " + alike.id() + ", which differs only by case.");
            }
        }
    }
}
