package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.Set;

final class TriggerValueRule extends BasicRule {
    private static final Set<String> KNOWN = Set.of("single", "batch");

    TriggerValueRule() {
        super(
                "trigger-value",
                SeverityByProfile.ERROR,
                DocPage.EXTENSIONS,
                "x-ms-trigger is single or batch.",
                "Designers compare it with these two words.",
                "Write \"single\" for one event, \"batch\" for a list.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            Value trigger = operation.value().get("x-ms-trigger");
            if (trigger.exists() && !KNOWN.contains(trigger.text())) {
                reporter.report(
                        trigger,
                        "x-ms-trigger " + trigger.node() + " is neither single nor batch.",
                        Spelling.fix(trigger.text(), KNOWN, fix()));
            }
        }
    }
}
