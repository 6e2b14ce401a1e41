package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.List;
import java.util.Set;

final class SecurityRule extends BasicRule {

    SecurityRule() {
        super(
                "security",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "There is one security definition, complete, and every requirement names it.",
                "A connection has one kind of credentials, made from this definition.",
                "Keep the one that connections shall use.",
                "OAuthSecurityRequirementValueMustBeScopeName",
                "SecurityRequirementMustBeDefined",
                "SecurityRequirementMustHaveEmptyValue",
                "SecuritySchemePropertyNotValid",
                "SecuritySchemePropertyRequired");
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
                case "basic" -> checkKeys(definition, Set.of(), reporter);
                case "apiKey" -> checkKey(definition, reporter);
                case "oauth2" -> checkOauth(definition, reporter);
                default ->
                    reporter.report(definition, "The type of the security definition is not basic, apiKey or oauth2.");
            }
        }
        checkRequirements(document.root(), definitions, reporter);
        document.operations().forEach(operation -> checkRequirements(operation.value(), definitions, reporter));
    }

    private static void checkKeys(Value definition, Set<String> allowed, Reporter reporter) {
        for (Value key : definition.children()) {
            boolean common = key.key().equals("type")
                    || key.key().equals("description")
                    || key.key().startsWith("x-");
            if (!common && !allowed.contains(key.key())) {
                reporter.report(
                        SeverityByProfile.STRICTER,
                        key,
                        "\"" + key.key() + "\" is no part of a definition of type " + definition.text("type") + ".",
                        "Remove it.");
            }
        }
    }

    private static void checkKey(Value definition, Reporter reporter) {
        checkKeys(definition, Set.of("name", "in"), reporter);
        if (!definition.text("in").matches("header|query")
                || definition.text("name").isBlank()) {
            reporter.report(
                    definition,
                    "The API key has no name, or is neither in header nor query.",
                    "Write \"in\" and \"name\".");
        }
    }

    private static void checkOauth(Value definition, Reporter reporter) {
        checkKeys(definition, Set.of("flow", "authorizationUrl", "tokenUrl", "scopes"), reporter);
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
                    // The connection's parameters may be in apiProperties.json alone.
                    reporter.report(
                            SeverityByProfile.WARNING,
                            requirement,
                            "There is no security definition \"" + requirement.key() + "\".",
                            Spelling.fix(requirement.key(), definitions.names(), "Add it to securityDefinitions."));
                } else {
                    checkScopes(requirement, definitions.get(requirement.key()), reporter);
                }
            }
        }
    }

    private static void checkScopes(Value requirement, Value definition, Reporter reporter) {
        boolean oauth = definition.text("type").equals("oauth2");
        for (Value scope : requirement.children()) {
            if (!oauth) {
                reporter.report(
                        SeverityByProfile.STRICTER,
                        scope,
                        "The requirement \"" + requirement.key() + "\" is of type " + definition.text("type")
                                + ", and names a scope.",
                        "Write an empty array.");
            } else if (!definition.get("scopes").has(scope.text())) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        scope,
                        "The definition \"" + requirement.key() + "\" has no scope " + scope.node() + ".",
                        Spelling.fix(scope.text(), definition.get("scopes").names(), "Add it to the scopes."));
            }
        }
    }
}
