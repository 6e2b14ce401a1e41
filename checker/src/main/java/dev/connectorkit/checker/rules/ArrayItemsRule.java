package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;

final class ArrayItemsRule extends BasicRule {

    ArrayItemsRule() {
        super(
                "array-items",
                SeverityByProfile.STRICTER,
                DocPage.VALIDATOR,
                "An array has \"items\", which say what is in it.",
                "Without them designers offer nothing of an item, and Swagger 2.0 requires them.",
                "Write \"items\" with a type.",
                "ArrayHasNoItems");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value value : TypedValues.all(document)) {
            if (value.text("type").equals("array") && !value.has("items")) {
                reporter.report(value, "The array has no \"items\".");
            }
        }
    }
}
