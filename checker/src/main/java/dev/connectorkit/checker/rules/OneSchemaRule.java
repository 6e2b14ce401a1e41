package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.Severity;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.List;

final class OneSchemaRule extends BasicRule {

    OneSchemaRule() {
        super(
                "one-schema",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "At most one successful response has a schema.",
                "Designers use one schema, and drop the others.",
                "Keep the schema of the response that flows work with.",
                "OperationHasManyResponsesWithSchema");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            List<Value> schemas = operation.successes().stream()
                    .filter(response -> response.has("schema"))
                    .toList();
            operation.responses().stream()
                    .filter(response ->
                            !response.key().startsWith("2") && !response.key().equals("default"))
                    .map(Value::resolve)
                    .filter(response -> response.has("schema") && !schemas.isEmpty())
                    .forEach(response -> reporter.report(
                            new SeverityByProfile(Severity.INFO, Severity.WARNING),
                            response.get("schema"),
                            operation.title() + " has the schema of a failure, which designers do not use."));
            for (Value response : schemas.subList(Math.min(1, schemas.size()), schemas.size())) {
                reporter.report(
                        response.get("schema"), operation.title() + " has a second successful response with a schema.");
            }
        }
    }
}
