package dev.connectorkit.swagger.check.rules;

import dev.connectorkit.swagger.check.Document;
import dev.connectorkit.swagger.check.Grade;
import dev.connectorkit.swagger.check.Reporter;
import dev.connectorkit.swagger.check.Value;

final class BasePathRule extends BasicRule {

    BasePathRule() {
        super(
                "base-path",
                Grade.ERROR,
                Manual.VALIDATOR,
                "The basePath starts with '/'.",
                "Write \"/\" or a path that starts with it.");
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
