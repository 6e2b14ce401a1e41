package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;

final class DescriptionRule extends BasicRule {

    DescriptionRule() {
        super(
                "description",
                SeverityByProfile.ERROR,
                DocPage.STRINGS,
                "Every operation that people see has a description that says more than its summary, in whole sentences.",
                "It is what people read before they choose an operation.",
                "Write a sentence, as in \"This operation gets an order by its number.\"");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            Value description = operation.value().get("description");
            String text = description.text().strip();
            if (text.isEmpty()) {
                if (!operation.isInternal()) {
                    reporter.report(description, operation.title() + " has no description.");
                }
                continue;
            }
            if (text.equals(operation.value().text("summary").strip())) {
                reporter.report(SeverityByProfile.WARNING, description, "The description only repeats the summary.");
            }
            if (!text.matches("(?s).*[.!?][)\"']?")) {
                reporter.report(SeverityByProfile.INFO, description, "The description does not end with a full stop.");
            }
            if (text.matches("(?is).*\\bapi\\b.*")) {
                reporter.report(
                        SeverityByProfile.INFO,
                        description,
                        "The description speaks of an API, and people know actions and triggers.");
            }
        }
    }
}
