package dev.connectorkit.swagger.check.rules;

import dev.connectorkit.swagger.check.Document;
import dev.connectorkit.swagger.check.Grade;
import dev.connectorkit.swagger.check.Reporter;
import dev.connectorkit.swagger.check.Value;
import java.util.List;

final class SchemesRule extends BasicRule {

    SchemesRule() {
        super(
                "schemes-https",
                Grade.WARNING,
                Manual.SUBMISSION,
                "The connector is reached by https, and only so.",
                "Write \"schemes\": [\"https\"].");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Value schemes = document.root().get("schemes");
        if (!schemes.texts().equals(List.of("https"))) {
            reporter.report(schemes, "The schemes are not https alone.");
        }
    }
}
