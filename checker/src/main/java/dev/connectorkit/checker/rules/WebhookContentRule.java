package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;

final class WebhookContentRule extends BasicRule {

    WebhookContentRule() {
        super(
                "webhook-nc",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "An operation that takes a callback URL is on a path with x-ms-notification-content.",
                "The path's extension alone makes an operation a webhook.",
                "Put \"x-ms-notification-content\" with the schema of the notification beside the operation, on its path.",
                "OperationMustHaveNotificationContentExtension");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            if (!operation.isWebhook() && !CallbackParameter.of(operation).isEmpty()) {
                reporter.report(
                        operation.value(),
                        operation.title() + " takes a callback URL, and its path has no x-ms-notification-content.");
            }
        }
    }
}
