package dev.connectorkit.swagger.check.rules;

import dev.connectorkit.swagger.check.Document;
import dev.connectorkit.swagger.check.Grade;
import dev.connectorkit.swagger.check.Operation;
import dev.connectorkit.swagger.check.Reporter;

final class WebhookContentRule extends BasicRule {

    WebhookContentRule() {
        super(
                "webhook-nc",
                Grade.ERROR,
                Manual.VALIDATOR,
                "An operation that takes a callback URL stands on a path with x-ms-notification-content.",
                "Put \"x-ms-notification-content\" with the schema of the notification beside the operation, on its path.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            if (!operation.isWebhook() && !CallbackUrl.of(operation).isEmpty()) {
                reporter.report(
                        operation.value(),
                        operation.title() + " takes a callback URL, and its path has no x-ms-notification-content.");
            }
        }
    }
}
