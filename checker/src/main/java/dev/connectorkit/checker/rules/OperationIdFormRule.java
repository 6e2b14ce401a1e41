package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;

final class OperationIdFormRule extends BasicRule {

    /** Microsoft does not publish the limit; the longest of a published connector has 77 characters. */
    private static final int LIMIT = 80;

    OperationIdFormRule() {
        super(
                "operation-id-form",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "An operationId is letters and digits in PascalCase.",
                "Designers and Power Apps replace other characters, so that the name in a formula differs from the one in the document.",
                "Write it as in \"GetOrder\"; flows refer to it, so choose before you publish.",
                "OperationIdSanitized",
                "OperationIdTooLong");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            String id = operation.id();
            Value at = operation.value().get("operationId");
            if (id.length() > LIMIT) {
                reporter.report(at, "The operationId has " + id.length() + " characters, and 80 are allowed.");
            } else if (!id.matches("[A-Za-z0-9]*(_V\\d+)?")) {
                reporter.report(at, "The operationId \"" + id + "\" has characters that designers replace.");
            } else if (!id.isEmpty() && !Character.isUpperCase(id.charAt(0))) {
                reporter.report(at, "The operationId \"" + id + "\" does not start with a capital letter.");
            }
        }
    }
}
