package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Document;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.checker.model.Value;
import java.util.List;

final class SecurityRule extends BasicRule {

    SecurityRule() {
        super(
                "security",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "There is one security definition, complete, and every requirement names it.",
                "Keep the one that connections shall use.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Value definitions = document.root().get("securityDefinitions");
        List<Value> all = definitions.children();
        for (Value definition : all.subList(Math.min(1, all.size()), all.size())) {
            reporter.report(
                    SeverityByProfile.WARNING,
                    definition,
                    "This is not the only security definition, and connectors use only one.");
        }
        for (Value definition : all) {
            switch (definition.text("type")) {
                case "basic" -> {}
                case "apiKey" -> checkKey(definition, reporter);
                case "oauth2" -> checkOauth(definition, reporter);
                default ->
                    reporter.report(definition, "The type of the security definition is not basic, apiKey or oauth2.");
            }
        }
        checkRequirements(document.root(), definitions, reporter);
        document.operations().forEach(operation -> checkRequirements(operation.value(), definitions, reporter));
    }

    private static void checkKey(Value definition, Reporter reporter) {
        if (!definition.text("in").matches("header|query")
                || definition.text("name").isBlank()) {
            reporter.report(
                    definition,
                    "The API key has no name, or is neither in header nor query.",
                    "Write \"in\" and \"name\".");
        }
    }

    private static void checkOauth(Value definition, Reporter reporter) {
        if (!definition.text("flow").equals("accessCode")) {
            reporter.report(
                    definition,
                    "The OAuth flow is not accessCode, the only one that connectors support.",
                    "Write \"flow\": \"accessCode\".");
        }
        for (String url : List.of("authorizationUrl", "tokenUrl")) {
            if (!definition.text(url).startsWith("https://")) {
                reporter.report(definition.get(url), "The " + url + " is not an https URL.", "Write the whole URL.");
            }
        }
    }

    private static void checkRequirements(Value holder, Value definitions, Reporter reporter) {
        for (Value alternative : holder.get("security").children()) {
            for (Value requirement : alternative.children()) {
                if (!definitions.has(requirement.key())) {
                    reporter.report(
                            requirement,
                            "There is no security definition \"" + requirement.key() + "\".",
                            Spelling.fix(requirement.key(), definitions.names(), "Add it to securityDefinitions."));
                }
            }
        }
    }
}
