package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;

final class WebhookSingleRule extends BasicRule {

    WebhookSingleRule() {
        super(
                "webhook-single",
                SeverityByProfile.WARNING,
                DocPage.WEBHOOKS,
                "A webhook trigger is a POST with x-ms-trigger single; batch only where a notification is a list.",
                "A callback is one event, and saved workflows look for a POST.",
                "Write \"x-ms-trigger\": \"single\", and subscribe with POST.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            if (!CallbackParameter.subscribes(operation)) {
                continue;
            }
            Value trigger = operation.value().get("x-ms-trigger");
            String type = operation.output().resolve().text("type");
            if (trigger.text().equals("batch")
                    && !type.equals("array")
                    && !SplitOnPath.of(operation.output()).found()) {
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
