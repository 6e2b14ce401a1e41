package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;

final class RequiredPropertiesRule extends BasicRule {

    RequiredPropertiesRule() {
        super(
                "required-properties",
                SeverityByProfile.STRICTER,
                DocPage.VALIDATOR,
                "The list of required properties names at least one property of an object, none that is read-only in a body, and none that requires itself.",
                "An empty list is invalid JSON Schema, and nobody can send what is read-only or has no end.",
                "Remove \"required\", or name what callers send.",
                "RequiredPropertyArrayEmpty",
                "RequiredPropertyNotOnObject",
                "RequiredReadOnlyPropertyNotAllowedAsInput",
                "RequiredLoopInSchemaNotAllowed");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value schema : document.schemas().all()) {
            Value required = schema.get("required");
            if (!required.node().isArray()) {
                continue;
            }
            if (required.node().isEmpty()) {
                reporter.report(required, "\"required\" is empty.", "Remove it.");
            } else if (schema.has("type") && !schema.text("type").equals("object")) {
                reporter.report(
                        required,
                        "\"required\" is on a schema of type "
                                + schema.get("type").node() + ".",
                        "Move it to the object around it.");
            }
        }
        for (Value schema : document.schemas().inputs()) {
            for (Value name : schema.get("required").children()) {
                Value property = schema.get("properties").get(name.text());
                if (property.is("readOnly") || property.resolve().is("readOnly")) {
                    reporter.report(name, "\"" + name.text() + "\" is required, and read-only in a body.");
                }
            }
        }
        new RequiredLoops(reporter).check(document);
    }
}
