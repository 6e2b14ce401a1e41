package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.Document;
import dev.connectorkit.checker.Grade;
import dev.connectorkit.checker.Operation;
import dev.connectorkit.checker.Reporter;
import java.util.List;

final class OperationCountRule extends BasicRule {
    private static final int LIMIT = 256;

    OperationCountRule() {
        super(
                "operations-256",
                Grade.ERROR,
                Manual.LIMITS,
                "A connector has at most 256 operations.",
                "Split the connector.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        List<Operation> operations = document.operations();
        if (operations.size() > LIMIT) {
            reporter.report(
                    operations.get(LIMIT).value(),
                    "The document has " + operations.size() + " operations, this being number 257; 256 are allowed.");
        }
    }
}
