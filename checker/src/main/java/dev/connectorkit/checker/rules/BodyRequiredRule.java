package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;

final class BodyRequiredRule extends BasicRule {

    BodyRequiredRule() {
        super(
                "body-required",
                SeverityByProfile.WARNING,
                DocPage.EXTENSIONS,
                "A required body has a required property, or a default in it.",
                "Where nothing in it is filled in, the designer saves no body at all, and the service refuses the request.",
                "Require a property, or make the body optional and let the service take an absent body for {}.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            Value schema = operation.body().resolve();
            boolean applies = !operation.isInternal()
                    && operation.body().parent().is("required")
                    && schema.text("type").equals("object")
                    && !schema.get("properties").node().isEmpty()
                    && !schema.has("x-ms-dynamic-schema")
                    && !schema.has("x-ms-dynamic-properties");
            boolean sent = !schema.get("required").node().isEmpty()
                    || schema.get("properties").children().stream()
                            .map(Value::resolve)
                            .anyMatch(property -> property.has("default") || property.has("x-ms-notification-url"));
            if (applies && !sent) {
                reporter.report(
                        operation.body().parent(),
                        operation.title() + " requires a body in which everything is optional.");
            }
        }
    }
}
