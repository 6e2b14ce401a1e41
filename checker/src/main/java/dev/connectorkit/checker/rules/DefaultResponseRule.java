package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;

final class DefaultResponseRule extends BasicRule {

    DefaultResponseRule() {
        super(
                "default-response",
                SeverityByProfile.STRICTER,
                DocPage.VALIDATOR,
                "The default response has no schema, and there are other responses.",
                "A default describes errors as well, so its schema says nothing of a success.",
                "Declare the success as \"200\" with its schema, and the default without.",
                "DefaultResponseHasSchema");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            Value fallback = operation.response("default");
            if (fallback.has("schema")) {
                reporter.report(
                        fallback.get("schema"), "The default response of " + operation.title() + " has a schema.");
            } else if (fallback.exists() && operation.responses().size() == 1) {
                reporter.report(
                        SeverityByProfile.WARNING, fallback, operation.title() + " declares a default response only.");
            }
        }
    }
}
