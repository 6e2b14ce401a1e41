package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.Locale;
import java.util.Set;

final class ReservedNamesRule extends BasicRule {
    private static final Set<String> HEADERS = Set.of(
            "authorization",
            "connection",
            "content-length",
            "date",
            "expect",
            "host",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    ReservedNamesRule() {
        super(
                "reserved-names",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "No parameter has a name that belongs to the engine.",
                "Engines set these themselves, and drop what somebody else gives.",
                "Rename the parameter; credentials belong into securityDefinitions.",
                "ConnectionIdParameterNotAllowed",
                "ReservedParameterIsUsed");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value parameter : document.parameters()) {
            String name = parameter.text("name");
            boolean header = parameter.text("in").equals("header");
            if (name.equalsIgnoreCase("connectionId")) {
                reporter.report(parameter, "A parameter may not be called connectionId.");
            } else if (header && HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                reporter.report(parameter, "The header " + name + " is the engine's to set.");
            }
        }
    }
}
