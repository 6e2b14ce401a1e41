package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Checks the policies and the sign-in in {@code apiProperties.json}. */
final class PropertiesParts {

    /** The templates of Microsoft's schema for apiProperties.json. */
    private static final Set<String> TEMPLATES = Set.of(
            "convertarraytoobject",
            "convertobjecttoarray",
            "dynamichosturl",
            "encodepropertyvalue",
            "moveproperties",
            "pollingtrigger",
            "routerequesttoendpoint",
            "setconnectionstatustounauthenticated",
            "setheader",
            "setproperty",
            "setqueryparameter",
            "setvaluefromurl",
            "stringreplace",
            "stringtoarray",
            "updatenextlink");

    /** The identity providers of Microsoft's schema for apiProperties.json. */
    private static final Set<String> PROVIDERS = Set.of("aad", "aadcertificate", "facebook", "oauth2", "oauth2generic");

    private PropertiesParts() {}

    static void check(Document document, Value properties, Reporter reporter) {
        for (Value policy : properties.get("policyTemplateInstances").children()) {
            Value template = policy.get("templateId");
            if (!TEMPLATES.contains(template.text().toLowerCase(Locale.ROOT))) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        template,
                        "There is no policy template " + template.node() + ".",
                        Spelling.fix(template.text(), TEMPLATES, "Name one of Microsoft's templates."));
            }
            checkOperations(document, policy, reporter);
        }
        checkSignIn(properties.get("connectionParameters"), reporter);
        for (Value set : properties.get("connectionParameterSets").get("values").children()) {
            checkSignIn(set.get("parameters"), reporter);
        }
    }

    private static void checkOperations(Document document, Value policy, Reporter reporter) {
        List<String> known = document.operations().stream().map(Operation::id).toList();
        for (Value id :
                policy.get("parameters").get("x-ms-apimTemplate-operationName").children()) {
            if (!known.contains(id.text())) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        id,
                        "The policy is for the operation " + id.node() + ", which the document does not have.",
                        Spelling.fix(id.text(), known, "Correct the operationId."));
            }
        }
    }

    private static void checkSignIn(Value parameters, Reporter reporter) {
        for (Value parameter : parameters.children()) {
            Value settings = parameter.get("oAuthSettings");
            Value provider = settings.get("identityProvider");
            if (settings.exists() && !PROVIDERS.contains(provider.text())) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        provider,
                        "There is no identity provider " + provider.node() + ".",
                        Spelling.fix(
                                provider.text(), PROVIDERS, "Write \"oauth2\", or \"aad\" for Microsoft Entra ID."));
            }
            if (!settings.text("clientSecret").isBlank()) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        settings.get("clientSecret"),
                        "The client secret is in the file, readable by everybody.",
                        "Remove it, renew it at the provider, and give it to the platform when you upload.");
            }
        }
    }
}
