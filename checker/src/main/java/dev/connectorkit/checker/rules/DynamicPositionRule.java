package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;

final class DynamicPositionRule extends BasicRule {

    DynamicPositionRule() {
        super(
                "dynamic-body-position",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "Dynamic extensions of a body are on its schema.",
                "Designers look for it in the schema.",
                "Move the extension from the parameter into its \"schema\".",
                "DynamicExtensionDefinitionNotAllowedInParameter");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value parameter : document.parameters()) {
            if (parameter.text("in").equals("body")) {
                for (Value extension : parameter.children()) {
                    if (DynamicCall.NAMES.contains(extension.key())) {
                        reporter.report(
                                extension, extension.key() + " is on the body parameter and not on its schema.");
                    }
                }
            }
        }
    }
}
