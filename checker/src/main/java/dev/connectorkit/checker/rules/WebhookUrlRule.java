package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;

final class WebhookUrlRule extends BasicRule {

    WebhookUrlRule() {
        super(
                "webhook-url",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "An operation beside x-ms-notification-content takes exactly one callback URL.",
                "The designer fills in the callback URL in one place; without it, nothing ever calls back.",
                "Mark one property of the body with \"x-ms-notification-url\": true.",
                "WebhookOperationsMissingNotificationUrlProperty");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            int count = CallbackParameter.of(operation).size();
            boolean may =
                    !operation.method().equals("delete") && !operation.method().equals("get");
            boolean unknown = count == 0 && operation.body().resolve().has("x-ms-dynamic-schema");
            if (operation.isWebhook() && may && !unknown && count != 1) {
                reporter.report(
                        operation.value(),
                        operation.title() + " takes " + (count == 0 ? "no callback URL" : count + " callback URLs")
                                + ".");
            }
        }
    }
}
