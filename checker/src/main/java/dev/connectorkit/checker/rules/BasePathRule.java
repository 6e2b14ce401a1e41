package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;

final class BasePathRule extends BasicRule {

    BasePathRule() {
        super(
                "base-path",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "The basePath starts with '/'.",
                "It is put between the host and each path as it is.",
                "Write \"/\" or a path that starts with it.",
                "BasePathNotValid");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Value base = document.root().get("basePath");
        if (base.exists() && !base.text().startsWith("/")) {
            reporter.report(base, "The basePath \"" + base.text() + "\" does not start with '/'.");
        } else if (base.text().matches(".*[?#].*")) {
            reporter.report(base, "The basePath \"" + base.text() + "\" has a query or a fragment.");
        }
    }
}
