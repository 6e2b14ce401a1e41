package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import java.util.List;

final class OperationCountRule extends BasicRule {
    private static final int LIMIT = 256;

    OperationCountRule() {
        super(
                "operations-256",
                SeverityByProfile.ERROR,
                DocPage.LIMITS,
                "A connector has at most 256 operations.",
                "The import refuses more.",
                "Split the connector.",
                "TotalOperationsCountExceedsMaxAllowed");
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
