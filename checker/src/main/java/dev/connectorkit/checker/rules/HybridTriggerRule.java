package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;

final class HybridTriggerRule extends BasicRule {

    HybridTriggerRule() {
        super(
                "hybrid-trigger",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "x-ms-notification is on a polling trigger and names a webhook whose parameters of the same name are the same.",
                "The designer merges the parameters of both operations, and subscribes with the one while it fetches with the other.",
                "Name a subscription in the \"operationId\" of a polling trigger, or remove x-ms-notification.",
                "NotificationExtensionNotSupportedInWebhookOperation",
                "NotificationExtensionSupportedForTriggerOnly",
                "NotificationOperationMustBeWebhook",
                "ParamtersWithSameNameMustHaveSameTypeAndVisibility");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            Value notification = operation.value().get("x-ms-notification");
            if (!notification.exists()) {
                continue;
            }
            if (operation.isWebhook()) {
                reporter.report(notification, "x-ms-notification is on a webhook.");
            } else if (!operation.isTrigger()) {
                reporter.report(notification, "x-ms-notification is on an action.");
            }
            document.operation(notification.text("operationId")).ifPresent(target -> {
                if (!target.isWebhook()) {
                    reporter.report(
                            notification.get("operationId"), "The operation of x-ms-notification is not a webhook.");
                }
                compare(operation, target, reporter);
            });
        }
    }

    private static void compare(Operation fetch, Operation subscribe, Reporter reporter) {
        for (Value one : fetch.parameters()) {
            for (Value other : subscribe.parameters()) {
                boolean same = !one.text("in").equals("body")
                        && one.text("name").equals(other.text("name"))
                        && one.text("in").equals(other.text("in"));
                if (same
                        && !(one.text("type").equals(other.text("type"))
                                && one.text("x-ms-visibility").equals(other.text("x-ms-visibility")))) {
                    reporter.report(
                            SeverityByProfile.WARNING,
                            one,
                            "\"" + one.text("name") + "\" has another type or visibility in " + subscribe.id() + ".",
                            "Give both the same type and visibility.");
                }
            }
        }
    }
}
