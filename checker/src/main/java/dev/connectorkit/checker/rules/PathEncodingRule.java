package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.List;

final class PathEncodingRule extends BasicRule {

    PathEncodingRule() {
        super(
                "path-encoding",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "A text in a path says how it is encoded.",
                "A value with a slash or a space breaks the URL otherwise.",
                "Write \"x-ms-url-encoding\": \"single\", or \"double\" where the value may have slashes.",
                "PathParameterMissingEncoding");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value parameter : document.parameters()) {
            boolean text = parameter.text("in").equals("path")
                    && parameter.text("type").equals("string");
            Value encoding = parameter.get("x-ms-url-encoding");
            if (text && !encoding.exists()) {
                reporter.report(parameter, "\"" + parameter.text("name") + "\" has no x-ms-url-encoding.");
            } else if (encoding.exists() && !encoding.text().matches("single|double")) {
                reporter.report(
                        encoding,
                        "x-ms-url-encoding " + encoding.node() + " is neither single nor double.",
                        Spelling.fix(encoding.text(), List.of("single", "double"), fix()));
            }
        }
    }
}
