package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.List;

final class PollWaitRule extends BasicRule {

    PollWaitRule() {
        super(
                "poll-202",
                SeverityByProfile.WARNING,
                DocPage.POLLING,
                "A polling trigger declares 202 with the headers Location and Retry-After and no body: nothing yet.",
                "Engines read the state of the next poll in Location and the time to wait in Retry-After.",
                "Declare \"202\" with both headers and without schema.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        List<String> policies = policies(document);
        for (Operation operation : document.operations()) {
            if (!operation.isPolling() || policies.contains(operation.id())) {
                continue;
            }
            Value waiting = operation.response("202");
            if (!waiting.exists()) {
                reporter.report(
                        operation.value().get("responses"),
                        operation.title() + " declares no 202 for \"nothing yet\".");
                continue;
            }
            for (String header : List.of("Location", "Retry-After")) {
                if (waiting.get("headers").children().stream()
                        .noneMatch(declared -> declared.key().equalsIgnoreCase(header))) {
                    reporter.report(waiting, "The 202 declares no " + header + ".");
                }
            }
            if (waiting.has("schema")) {
                reporter.report(waiting.get("schema"), "The 202 has a body, and engines read none.");
            }
        }
    }

    /** Returns the triggers that a policy polls: there the gateway answers 202, and the service need not know. */
    private static List<String> policies(Document document) {
        return document.properties().stream()
                .flatMap(properties ->
                        properties.root().get("properties").get("policyTemplateInstances").children().stream())
                .filter(policy -> policy.text("templateId").equals("pollingtrigger"))
                .flatMap(policy -> policy.get("parameters").get("x-ms-apimTemplate-operationName").texts().stream())
                .toList();
    }
}
