package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.Set;
import java.util.regex.Pattern;

final class MisplacedExtensionRule extends BasicRule {
    private static final Set<String> HARMLESS =
            Set.of("x-ms-summary", "x-ms-visibility", "x-ms-test-value", "x-ms-media-kind");
    private static final Pattern METHOD = Pattern.compile("(?i)x-.*(get|put|post|delete|options|head|patch).*");

    MisplacedExtensionRule() {
        super(
                "misplaced-extension",
                SeverityByProfile.ERROR,
                DocPage.EXTENSIONS,
                "Every extension is where designers read it.",
                "An extension in another place is not read, or makes the designer fail to load the connector.",
                "Move it.",
                "QueryParameterEncodingNotSupported");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        ExtensionPosition.all(document).forEach((holder, place) -> {
            for (Value extension : holder.children()) {
                String name = extension.key();
                if (place == ExtensionPosition.PATH && METHOD.matcher(name).matches()) {
                    reporter.report(extension, "Designers take \"" + name + "\" for an operation.", "Rename it.");
                } else if (ExtensionPosition.known().contains(name) && !place.takes(name)) {
                    reporter.report(
                            grade(name),
                            extension,
                            name + " on " + place.title() + " is not read.",
                            "Move it to " + ExtensionPosition.of(name) + ".");
                }
            }
        });
        for (Operation operation : document.operations()) {
            Value headers = operation.value().get("x-ms-headers");
            if (headers.exists()
                    && operation.parameters().stream()
                            .anyMatch(p -> p.text("in").equals("header"))) {
                reporter.report(
                        headers,
                        "The designer fails to load an operation with x-ms-headers and header parameters.",
                        "Remove x-ms-headers.");
            }
        }
    }

    private static SeverityByProfile grade(String name) {
        if (name.equals("x-ms-url-encoding")) {
            return SeverityByProfile.STRICTER; // Microsoft's schema allows it on queries, certification does not
        }
        return HARMLESS.contains(name) ? SeverityByProfile.WARNING : SeverityByProfile.ERROR;
    }
}
