package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.List;
import java.util.Set;

final class SchemesRule extends BasicRule {

    SchemesRule() {
        super(
                "schemes-https",
                SeverityByProfile.WARNING,
                DocPage.SUBMISSION,
                "The connector is reached by https, and only so.",
                "Credentials and data travel in clear text otherwise.",
                "Write \"schemes\": [\"https\"].",
                "SchemeNotValid",
                "SchemeNotSupported");
    }

    private static final Set<String> KNOWN = Set.of("http", "https");

    @Override
    public void check(Document document, Reporter reporter) {
        document.operations().forEach(operation -> checkKnown(operation.value().get("schemes"), reporter));
        checkKnown(document.root().get("schemes"), reporter);
        Value schemes = document.root().get("schemes");
        if (!schemes.texts().equals(List.of("https"))) {
            reporter.report(schemes, "The schemes are not https alone.");
        }
    }

    private static void checkKnown(Value schemes, Reporter reporter) {
        schemes.children().stream()
                .filter(scheme -> !KNOWN.contains(scheme.text()))
                .forEach(scheme -> reporter.report(
                        SeverityByProfile.ERROR,
                        scheme,
                        "Connectors do not support the scheme " + scheme.node() + "."));
    }
}
