package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;

final class LegacySchedulerRule extends BasicRule {

    LegacySchedulerRule() {
        super(
                "legacy-scheduler",
                SeverityByProfile.WARNING,
                DocPage.EXTENSIONS,
                "Legacy App Service triggers (x-ms-scheduler-trigger) have today's extension beside them.",
                "Designers of today show an action where they find no x-ms-trigger.",
                "Add \"x-ms-trigger\"; leave the pair out of documents for designers.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            Value scheduler = operation.value().get("x-ms-scheduler-trigger");
            if (scheduler.exists() && !operation.isTrigger()) {
                reporter.report(
                        SeverityByProfile.ERROR,
                        scheduler,
                        "Designers of today read no x-ms-scheduler-trigger: they show an action.");
            } else if (scheduler.exists()) {
                reporter.report(scheduler, "Microsoft's schema refuses x-ms-scheduler-trigger.");
            }
            for (Value parameter : operation.parameters()) {
                if (parameter.has("x-ms-scheduler-recommendation")) {
                    reporter.report(
                            parameter.get("x-ms-scheduler-recommendation"),
                            "Microsoft's schema refuses x-ms-scheduler-recommendation.",
                            "Leave it out of documents for designers.");
                }
            }
        }
    }
}
