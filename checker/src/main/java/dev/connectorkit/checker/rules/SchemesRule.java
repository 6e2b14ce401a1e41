package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Document;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.checker.model.Value;
import java.util.List;

final class SchemesRule extends BasicRule {

    SchemesRule() {
        super(
                "schemes-https",
                SeverityByProfile.WARNING,
                DocPage.SUBMISSION,
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
