package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.List;

final class PageableRule extends BasicRule {
    private static final List<String> KNOWN = List.of("nextLink", "@odata.nextLink");

    PageableRule() {
        super(
                "pageable",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "x-ms-pageable names nextLink or @odata.nextLink, and the answer has it beside the list \"value\".",
                "The platform follows the link by this name, and merges the lists.",
                "Write {\"nextLinkName\": \"nextLink\"}, and declare the property.",
                "InvalidNextLinkNameValue");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            Value pageable = operation.value().get("x-ms-pageable");
            Value name = pageable.get("nextLinkName");
            if (!pageable.exists()) {
                continue;
            }
            if (!KNOWN.contains(name.text())) {
                reporter.report(
                        name,
                        "nextLinkName " + name.node() + " is neither nextLink nor @odata.nextLink.",
                        Spelling.fix(name.text(), KNOWN, fix()));
                continue;
            }
            Value properties = operation.output().resolve().get("properties");
            if (properties.exists() && !properties.has(name.text())) {
                reporter.report(name, "The answer has no property \"" + name.text() + "\".");
            }
            if (properties.exists()
                    && !properties.get("value").resolve().text("type").equals("array")) {
                reporter.report(
                        operation.output(), "The answer has no list \"value\".", "Declare \"value\" as an array.");
            }
        }
    }
}
