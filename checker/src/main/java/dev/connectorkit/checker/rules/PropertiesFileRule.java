package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

final class PropertiesFileRule extends BasicRule {

    PropertiesFileRule() {
        super(
                "properties-file",
                SeverityByProfile.CERTIFICATION_WARNING,
                DocPage.SUBMISSION,
                "apiProperties.json names publisher, owner and a colour, and asks for the credentials that the document needs.",
                "It makes the connection dialog and the connector's entry.",
                "Correct apiProperties.json.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        document.properties().ifPresent(file -> check(document, file.root().get("properties"), reporter));
    }

    private static void check(Document document, Value properties, Reporter reporter) {
        Value colour = properties.get("iconBrandColor");
        if (!colour.text().matches("#[0-9A-Fa-f]{6}")) {
            reporter.report(colour, "iconBrandColor is not a colour.", "Write it as in \"#1a6eb4\".");
        } else if (colour.text().matches("(?i)#007ee5|#ffffff")) {
            reporter.report(colour, "iconBrandColor is the default, or white.", "Choose your own colour.");
        }
        for (String name : List.of("publisher", "stackOwner")) {
            if (properties.text(name).isBlank()) {
                reporter.report(properties.get(name), "There is no " + name + ".", "Write \"" + name + "\".");
            }
        }
        List<String> capabilities = properties.get("capabilities").texts();
        boolean triggers = document.operations().stream().anyMatch(Operation::isTrigger);
        if (!capabilities.isEmpty() && capabilities.contains("triggers") != triggers) {
            reporter.report(
                    properties.get("capabilities"),
                    "The connector has " + (triggers ? "" : "no ") + "triggers, and its capabilities say otherwise.",
                    "Name \"triggers\" and \"actions\" as they are.");
        }
        PropertiesParts.check(document, properties, reporter);
        Set<String> types = new HashSet<>();
        properties.get("connectionParameters").children().forEach(parameter -> types.add(parameter.text("type")));
        for (Value definition : document.root().get("securityDefinitions").children()) {
            String needed = definition.text("type").equals("oauth2") ? "oauthSetting" : "securestring";
            if (!types.contains(needed) && !properties.has("connectionParameterSets")) {
                reporter.report(
                        properties.get("connectionParameters"),
                        "The document needs " + definition.text("type")
                                + " credentials, and no connection parameter is " + needed + ".",
                        "Add a connection parameter of type " + needed + ".");
            }
        }
    }
}
