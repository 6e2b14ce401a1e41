package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.List;

final class BodyInGetRule extends BasicRule {

    BodyInGetRule() {
        super(
                "body-in-get",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "A GET has no body.",
                "Engines and proxies drop the body of a GET.",
                "Use query parameters, or POST.",
                "BodyOrFormDataParameterInFetchOperationNotAllowed");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            boolean fetches =
                    operation.method().equals("get") || operation.method().equals("head");
            for (Value parameter : fetches ? operation.parameters() : List.<Value>of()) {
                if (parameter.text("in").equals("body") || parameter.text("in").equals("formData")) {
                    reporter.report(parameter, operation.title() + " has a body.");
                }
            }
        }
    }
}
