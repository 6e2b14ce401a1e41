package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.Locale;

final class TriggerWordingRule extends BasicRule {

    TriggerWordingRule() {
        super(
                "trigger-wording",
                SeverityByProfile.WARNING,
                DocPage.STRINGS,
                "A trigger is called \"When ...\", and described as \"This operation triggers when ...\".",
                "People find triggers by these words.",
                "Write \"When an order is created\" and \"This operation triggers when an order is created.\"");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            if (!operation.isTrigger() || operation.isInternal()) {
                continue;
            }
            Value summary = operation.value().get("summary");
            Value description = operation.value().get("description");
            if (!summary.text().isBlank() && !summary.text().startsWith("When ")) {
                reporter.report(summary, "The summary of the trigger does not start with \"When\".");
            }
            if (!description.text().isBlank()
                    && !description.text().toLowerCase(Locale.ROOT).startsWith("this operation triggers when")) {
                reporter.report(
                        SeverityByProfile.INFO,
                        description,
                        "The description of the trigger does not start with \"This operation triggers when\".");
            }
        }
    }
}
