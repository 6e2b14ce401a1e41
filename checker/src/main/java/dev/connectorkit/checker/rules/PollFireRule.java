package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Schemas;
import dev.connectorkit.designer.document.Value;

final class PollFireRule extends BasicRule {

    PollFireRule() {
        super(
                "poll-200",
                SeverityByProfile.ERROR,
                DocPage.POLLING,
                "A polling trigger declares 200 with the schema of what it brings: a list for batch, an object for single.",
                "Only a 200 starts a run, and its schema is what the run is offered.",
                "Declare \"200\" with a schema that has a type.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            if (!operation.isPolling()) {
                continue;
            }
            Value schema = operation.output().resolve();
            boolean array = schema.text("type").equals("array");
            if (!schema.exists()) {
                reporter.report(operation.value().get("responses"), operation.title() + " gives flows nothing.");
            } else if (operation.value().text("x-ms-trigger").equals("single") && array) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        operation.output(),
                        "The trigger is single, and brings a list.",
                        "Make the trigger a batch, or the schema an object.");
            } else if (operation.value().text("x-ms-trigger").equals("batch")
                    && Schemas.reachable(schema).stream()
                            .noneMatch(part -> part.text("type").equals("array"))) {
                reporter.report(
                        operation.output(),
                        "The trigger is a batch, and brings no list.",
                        "Make the trigger single, or the schema an array.");
            }
        }
    }
}
