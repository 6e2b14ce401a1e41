package dev.connectorkit.swagger.check.rules;

import dev.connectorkit.swagger.check.Document;
import dev.connectorkit.swagger.check.Grade;
import dev.connectorkit.swagger.check.Operation;
import dev.connectorkit.swagger.check.Reporter;
import dev.connectorkit.swagger.check.Value;
import java.util.List;

final class OneSchemaRule extends BasicRule {

    OneSchemaRule() {
        super(
                "one-schema",
                Grade.WARNING,
                Manual.VALIDATOR,
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
