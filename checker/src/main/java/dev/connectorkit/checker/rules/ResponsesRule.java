package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.List;

final class ResponsesRule extends BasicRule {

    ResponsesRule() {
        super(
                "responses",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "An operation declares responses with valid codes and descriptions, a successful one among them.",
                "Designers take outputs from a successful response.",
                "Declare \"200\" with a description.",
                "OperationMustHaveResponse",
                "OperationShouldHaveSuccessfulResponse",
                "ResponseMustBeDefaultOrHttpStatusCode");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            List<Value> responses = operation.responses();
            Value all = operation.value().get("responses");
            if (responses.isEmpty()) {
                boolean webhook = operation.isWebhook() && !operation.isInternal();
                reporter.report(
                        webhook ? SeverityByProfile.WARNING : SeverityByProfile.ERROR,
                        all,
                        operation.title() + " declares no response.");
                continue;
            }
            if (responses.stream().noneMatch(response -> response.key().matches("2..|default"))) {
                reporter.report(
                        SeverityByProfile.STRICTER, all, operation.title() + " declares no successful response.");
            }
            for (Value response : responses) {
                if (!response.key().matches("[1-5]\\d\\d|default")) {
                    reporter.report(
                            response,
                            "\"" + response.key() + "\" is not a status code.",
                            "Write a number or \"default\".");
                } else if (!response.resolve().get("description").node().isTextual()) {
                    reporter.report(
                            response,
                            "The response " + response.key() + " has no description.",
                            "Write a \"description\".");
                }
            }
        }
    }
}
