package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.List;

final class CompositionRule extends BasicRule {

    CompositionRule() {
        super(
                "no-allof",
                SeverityByProfile.WARNING,
                DocPage.DEFINITION,
                "Schemas that people meet are flat: designers do not read allOf, oneOf, anyOf and not.",
                "Designers do not merge schemas, so that inherited properties are missing.",
                "Write the properties into the schema itself.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value schema : document.schemas().all()) {
            for (String key : List.of("oneOf", "anyOf", "not")) {
                if (schema.has(key)) {
                    reporter.report(schema.get(key), "Swagger 2.0 has no " + key + ", and designers do not read it.");
                }
            }
        }
        for (Value schema : document.schemas().visible()) {
            if (schema.has("allOf")) {
                reporter.report(schema.get("allOf"), "Designers do not read allOf, so its properties are missing.");
            }
        }
    }
}
