package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Document;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.checker.model.Value;
import java.util.List;

final class CompositionRule extends BasicRule {

    CompositionRule() {
        super(
                "no-allof",
                SeverityByProfile.WARNING,
                DocPage.DEFINITION,
                "Schemas that people meet are flat: designers do not read allOf, oneOf, anyOf and not.",
                "Write the properties into the schema itself.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value schema : document.schemas().visible()) {
            for (String key : List.of("allOf", "oneOf", "anyOf", "not")) {
                if (schema.has(key)) {
                    reporter.report(
                            schema.get(key), "Designers do not read " + key + ", so its properties are missing.");
                }
            }
        }
    }
}
