package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.Document;
import dev.connectorkit.checker.Grade;
import dev.connectorkit.checker.Operation;
import dev.connectorkit.checker.Reporter;
import dev.connectorkit.checker.Value;

final class WebhookSingleRule extends BasicRule {

    WebhookSingleRule() {
        super(
                "webhook-single",
                Grade.WARNING,
                Manual.WEBHOOKS,
                "A webhook trigger is a POST with x-ms-trigger single; batch only where a notification is a list.",
                "Write \"x-ms-trigger\": \"single\", and subscribe with POST.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            if (!CallbackUrl.subscribes(operation)) {
                continue;
            }
            Value trigger = operation.value().get("x-ms-trigger");
            String type = operation.output().resolve().text("type");
            if (trigger.text().equals("batch")
                    && !type.equals("array")
                    && !SplitOn.of(operation.output()).found()) {
                reporter.report(trigger, "The trigger is a batch, and its notification is not a list.");
            }
            if (!operation.method().equals("post")) {
                reporter.report(
                        operation.value(),
                        "Saved workflows find their subscription by POST, and this is " + operation.title() + ".");
            }
        }
    }
}
