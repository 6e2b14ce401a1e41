package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;

final class PollMethodRule extends BasicRule {

    PollMethodRule() {
        super(
                "poll-method",
                SeverityByProfile.WARNING,
                DocPage.POLLING,
                "A polling trigger is a GET, and says that it is one.",
                "Engines repeat a poll at will, and only a GET is safe to repeat.",
                "Use GET, and write \"x-ms-trigger-metadata\": {\"kind\": \"query\", \"mode\": \"polling\"}.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            if (!operation.isPolling()) {
                continue;
            }
            if (!operation.method().equals("get")) {
                reporter.report(operation.value(), "The polling trigger is " + operation.title() + ", and not a GET.");
            }
            Value metadata = operation.value().get("x-ms-trigger-metadata");
            if (!metadata.text("kind").equals("query") || !metadata.text("mode").equals("polling")) {
                reporter.report(metadata, operation.title() + " does not say that it is polled.");
            }
        }
    }
}
