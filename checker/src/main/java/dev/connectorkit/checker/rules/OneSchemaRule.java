package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Document;
import dev.connectorkit.checker.model.Operation;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.checker.model.Value;
import java.util.List;

final class OneSchemaRule extends BasicRule {

    OneSchemaRule() {
        super(
                "one-schema",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "At most one successful response has a schema.",
                "Keep the schema of the response that flows work with.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            List<Value> schemas = operation.successes().stream()
                    .filter(response -> response.has("schema"))
                    .toList();
            for (Value response : schemas.subList(Math.min(1, schemas.size()), schemas.size())) {
                reporter.report(
                        response.get("schema"), operation.title() + " has a second successful response with a schema.");
            }
        }
    }
}
