package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.List;

final class InternalDefaultRule extends BasicRule {

    InternalDefaultRule() {
        super(
                "internal-required-default",
                SeverityByProfile.ERROR,
                DocPage.EXTENSIONS,
                "Internal parameters are required and have a default, or neither.",
                "People cannot fill in what is hidden, and some designers send an optional hidden input only if it is required.",
                "Add \"default\" and make it required, or drop both.",
                "InternalPropertyWithDefaultOptional",
                "PropertyMustBeRequired");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value parameter : document.parameters()) {
            if (!parameter.text("in").equals("body")) {
                check(parameter, parameter.text("name"), parameter.is("required"), reporter);
            }
        }
        for (Value schema : document.schemas().inputs()) {
            List<String> required = schema.get("required").texts();
            for (Value property : schema.get("properties").children()) {
                if (!property.has("x-ms-notification-url") && !property.has("properties") && !property.has("$ref")) {
                    check(property, property.key(), required.contains(property.key()), reporter);
                }
            }
        }
    }

    private static void check(Value value, String name, boolean required, Reporter reporter) {
        if (value.isInternal() && required && !value.has("default")) {
            reporter.report(
                    value, "\"" + name + "\" is internal and required, and has no default; nobody can fill it in.");
        } else if (value.isInternal() && !required && value.has("default")) {
            reporter.report(
                    SeverityByProfile.WARNING,
                    value,
                    "\"" + name + "\" is internal and optional, and only required values are sent by every designer.",
                    "Make it required.");
        }
    }
}
