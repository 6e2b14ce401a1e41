package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;

final class PathDefaultRule extends BasicRule {

    PathDefaultRule() {
        super(
                "path-default",
                SeverityByProfile.WARNING,
                DocPage.EXTENSIONS,
                "The default of a path parameter is neither 0 nor false nor empty.",
                "The designer takes such a default for no value, and saves a path with nothing in its place.",
                "Write the default as a text, or let people fill it in.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value parameter : document.parameters()) {
            JsonNode value = parameter.get("default").node();
            boolean lost = value.isNumber()
                    ? value.doubleValue() == 0
                    : value.isBoolean()
                            ? !value.booleanValue()
                            : value.isTextual() && value.textValue().isEmpty();
            if (parameter.text("in").equals("path") && lost) {
                reporter.report(
                        parameter.get("default"),
                        "The default " + value + " of the path parameter \"" + parameter.text("name") + "\" is lost.");
            }
        }
    }
}
