package dev.connectorkit.swagger.check.rules;

import dev.connectorkit.swagger.check.Document;
import dev.connectorkit.swagger.check.Grade;
import dev.connectorkit.swagger.check.Operation;
import dev.connectorkit.swagger.check.Reporter;
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
