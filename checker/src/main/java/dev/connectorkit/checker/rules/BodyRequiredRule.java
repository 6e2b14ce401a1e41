package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;

final class BodyRequiredRule extends BasicRule {

    private static final int DEPTH = 8;

    BodyRequiredRule() {
        super(
                "body-required",
                SeverityByProfile.WARNING,
                DocPage.EXTENSIONS,
                "A required body has a required property, or a default in it.",
                "If nothing in it is filled in, the designer saves no body at all, and the service refuses the request.",
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
            boolean required = schema.get("required").texts().stream()
                    .map(name -> schema.get("properties").get(name))
                    .anyMatch(property ->
                            !property.is("readOnly") && !property.resolve().is("readOnly"));
            if (applies && !required && !hasValue(schema, 0)) {
                reporter.report(
                        operation.body().parent(),
                        operation.title() + " requires a body in which everything is optional.");
            }
        }
    }

    /** Reports whether the designer fills in a property by itself, at any depth of objects. */
    private static boolean hasValue(Value schema, int depth) {
        return depth < DEPTH
                && schema.get("properties").children().stream()
                        .map(Value::resolve)
                        .anyMatch(property -> property.has("default")
                                || property.has("x-ms-notification-url")
                                || hasValue(property, depth + 1));
    }
}
