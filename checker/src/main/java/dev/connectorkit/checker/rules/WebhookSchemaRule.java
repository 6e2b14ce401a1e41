package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;

final class WebhookSchemaRule extends BasicRule {

    WebhookSchemaRule() {
        super(
                "nc-schema",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "A notification has a description and a schema with a type, so that flows see what it brings.",
                "Workflows are offered what this schema says, and nothing else.",
                "Write \"description\" and \"schema\" with \"type\": \"object\" and its \"properties\".");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value path : document.paths()) {
            Value content = path.get("x-ms-notification-content");
            Value schema = content.get("schema").resolve();
            if (!content.exists()) {
                continue;
            }
            if (content.text("description").isBlank()) {
                reporter.report(content, "The notification has no description.");
            }
            if (!schema.exists()) {
                reporter.report(content, "The notification has no schema, so flows see nothing of it.");
            } else if (!schema.has("type") && !schema.has("x-ms-dynamic-schema")) {
                reporter.report(
                        content.get("schema"),
                        "The schema of the notification has no type, so flows see nothing of it.");
            } else if (schema.text("type").equals("object")
                    && schema.get("properties").node().isEmpty()
                    && !schema.has("x-ms-dynamic-schema")
                    && !schema.has("x-ms-dynamic-properties")) {
                reporter.report(content.get("schema"), "The notification is an object without properties.");
            }
        }
    }
}
