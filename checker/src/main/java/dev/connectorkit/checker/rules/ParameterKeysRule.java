package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.Set;

final class ParameterKeysRule extends BasicRule {

    private static final Set<String> OF_BODIES = Set.of("name", "in", "description", "required", "schema");

    ParameterKeysRule() {
        super(
                "parameter-keys",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "A body is described by its schema alone, every other parameter by its type and without schema.",
                "A keyword in the wrong kind of parameter is not read, or stops the import.",
                "Move what describes a body into its \"schema\"; write \"type\" in place of a schema elsewhere.",
                "BodyParameterSchemaRequired",
                "BodyParameterPropertyNotValid",
                "NonBodyParameterSchemaNotValid",
                "AllowEmptyValueOnlyValidForQueryFormData",
                "InvalidFormDataParameterName");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value parameter : document.parameters()) {
            String in = parameter.text("in");
            String name = parameter.text("name");
            if (in.equals("body")) {
                checkBody(parameter, reporter);
                continue;
            }
            if (parameter.has("schema") && !in.isEmpty()) {
                reporter.report(parameter.get("schema"), "The " + in + " parameter \"" + name + "\" has a schema.");
            }
            if (parameter.is("allowEmptyValue") && !in.matches("query|formData")) {
                reporter.report(
                        SeverityByProfile.STRICTER,
                        parameter.get("allowEmptyValue"),
                        "allowEmptyValue is on a parameter in " + in + ".",
                        "Remove it.");
            }
            if (in.equals("formData") && !name.chars().allMatch(c -> c < 128)) {
                reporter.report(
                        SeverityByProfile.STRICTER,
                        parameter.get("name"),
                        "The name of the form parameter \"" + name + "\" is not ASCII.",
                        "Rename the parameter.");
            }
        }
    }

    private static void checkBody(Value parameter, Reporter reporter) {
        if (!parameter.has("schema")) {
            reporter.report(parameter, "The body has no schema.", "Write \"schema\".");
        }
        for (Value key : parameter.children()) {
            if (!OF_BODIES.contains(key.key())
                    && !key.key().startsWith("x-")
                    && !key.key().equals("$ref")) {
                reporter.report(
                        SeverityByProfile.STRICTER, key, "\"" + key.key() + "\" is on a body, beside its schema.");
            }
        }
    }
}
