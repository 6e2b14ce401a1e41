package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.regex.Pattern;

final class PathSyntaxRule extends BasicRule {
    private static final Pattern TEMPLATE = Pattern.compile("\\{[^{}/=?#*]+}");

    PathSyntaxRule() {
        super(
                "paths-slash",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "A path starts with '/', has no query or fragment, and each template lies within one segment.",
                "Requests are routed by these paths, and a query or a star is no part of one.",
                "Write paths as in \"/orders/{orderId}\", and make query parameters parameters.",
                "OperationPathContainsUnsupportedCharacters",
                "OperationPathMayNotContainQueryOrFragment",
                "OperationPathMustStartWithSlash",
                "OperationPathTemplateNotValid",
                "OperationPathVariablesContainDefaults");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value path : document.root().get("paths").children()) {
            String text = path.key();
            if (text.startsWith("x-")) {
                continue;
            }
            if (!text.startsWith("/")) {
                reporter.report(path, "The path \"" + text + "\" does not start with '/'.");
            } else if (!TEMPLATE.matcher(text).replaceAll("").matches("[^{}?#*]*")) {
                reporter.report(
                        path, "The path \"" + text + "\" has a query, a fragment, a star or a malformed template.");
            }
        }
    }
}
