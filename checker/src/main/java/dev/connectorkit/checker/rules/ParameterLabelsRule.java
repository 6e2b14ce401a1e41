package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

final class ParameterLabelsRule extends BasicRule {
    private static final int LIMIT = 80;

    ParameterLabelsRule() {
        super(
                "param-labels",
                SeverityByProfile.STRICTER,
                DocPage.VALIDATOR,
                "Every parameter and property that people see has a label (x-ms-summary, at most 80 characters, Title Case) and a description.",
                "Without a label people see the technical name.",
                "Add \"x-ms-summary\" in Title Case and a \"description\" in a sentence.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Operation operation : document.operations()) {
            for (Value parameter : operation.isInternal() ? List.<Value>of() : operation.parameters()) {
                if (!parameter.text("in").equals("body") && seen.add(parameter.node())) {
                    label(parameter, parameter.text("name"), reporter);
                }
            }
        }
        for (Value schema : document.schemas().visible()) {
            schema.get("properties").children().forEach(property -> label(property, property.key(), reporter));
        }
    }

    private static void label(Value labelled, String name, Reporter reporter) {
        Value target = labelled.resolve();
        if (labelled.isInternal() || target.isInternal()) {
            return;
        }
        String label = either(labelled, target, "x-ms-summary");
        if (label.isBlank() && either(labelled, target, "title").isBlank()) {
            reporter.report(labelled, "\"" + name + "\" has no x-ms-summary, the label that people see.");
        } else if (label.length() > LIMIT) {
            reporter.report(
                    labelled,
                    "The label of \"" + name + "\" has " + label.length() + " characters, and 80 are allowed.");
        } else if (!label.isBlank() && Character.isLowerCase(label.codePointAt(0))) {
            reporter.report(
                    SeverityByProfile.INFO,
                    labelled.get("x-ms-summary"),
                    "The label \"" + label + "\" is not in Title Case.");
        }
        if (either(labelled, target, "description").isBlank()) {
            reporter.report(labelled, "\"" + name + "\" has no description.");
        }
    }

    private static String either(Value labelled, Value target, String key) {
        return labelled.text(key).isBlank() ? target.text(key) : labelled.text(key);
    }
}
