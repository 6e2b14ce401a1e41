package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;

final class SubscribeResponseRule extends BasicRule {

    SubscribeResponseRule() {
        super(
                "subscribe-201-location",
                SeverityByProfile.WARNING,
                DocPage.WEBHOOKS,
                "A subscription answers 201 with the header Location, the URL to unsubscribe, and no body.",
                "Engines unsubscribe with DELETE on that URL; without it the subscription stays for ever.",
                "Declare \"201\" with \"headers\": {\"Location\": {\"type\": \"string\"}} and without schema.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            if (!CallbackParameter.subscribes(operation)) {
                continue;
            }
            Value created = operation.response("201");
            if (!created.exists()) {
                reporter.report(operation.value().get("responses"), "The subscription declares no 201.");
                continue;
            }
            if (created.get("headers").children().stream()
                    .noneMatch(header -> header.key().equalsIgnoreCase("Location"))) {
                reporter.report(created, "The 201 declares no Location, and without one nobody can unsubscribe.");
            }
            if (created.has("schema")) {
                reporter.report(created.get("schema"), "The 201 has a body, and flows get the notification only.");
            }
        }
    }
}
