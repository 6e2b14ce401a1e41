package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Document;
import dev.connectorkit.checker.model.Operation;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.checker.model.Value;
import java.util.List;
import java.util.Optional;

final class DynamicTargetRule extends BasicRule {

    DynamicTargetRule() {
        super(
                "dynamic-target",
                SeverityByProfile.ERROR,
                DocPage.EXTENSIONS,
                "A dynamic extension calls an operation that exists, gives it what it needs, and finds in its answer what it looks for.",
                "Correct the operationId, the parameters or the path.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (DynamicCall call : DynamicCall.all(document)) {
            if (call.operationId().isEmpty()) {
                continue; // a capability, or an operation of the engine's own
            }
            Optional<Operation> target = exists(call.call().get("operationId"), document, reporter);
            target.ifPresent(operation -> {
                checkParameters(call, operation, reporter);
                checkPath(call, operation, reporter);
            });
        }
        for (Operation operation : document.operations()) {
            Value notification = operation.value().get("x-ms-notification").get("operationId");
            if (notification.exists()
                    && exists(notification, document, reporter)
                            .filter(Operation::isWebhook)
                            .isEmpty()) {
                reporter.report(notification, "The operation of x-ms-notification is not a webhook.");
            }
            Value simulated = operation
                    .value()
                    .get("x-ms-operation-context")
                    .get("simulate")
                    .get("operationId");
            if (simulated.exists()) {
                exists(simulated, document, reporter);
            }
        }
    }

    private Optional<Operation> exists(Value id, Document document, Reporter reporter) {
        Optional<Operation> target = document.operation(id.text());
        if (target.isEmpty()) {
            List<String> known =
                    document.operations().stream().map(Operation::id).toList();
            reporter.report(id, "There is no operation \"" + id.text() + "\".", Spelling.fix(id.text(), known, fix()));
        }
        return target;
    }

    private static void checkParameters(DynamicCall call, Operation target, Reporter reporter) {
        Value given = call.call().get("parameters");
        for (Value parameter : target.parameters()) {
            String name = parameter.text("name");
            boolean needed = parameter.is("required")
                    && !parameter.has("default")
                    && !parameter.text("in").equals("body");
            if (needed && !given.has(name)) {
                reporter.report(
                        call.call(),
                        "The call of " + target.id() + " does not give its required parameter \"" + name + "\".",
                        "Add \"" + name + "\" to \"parameters\".");
            }
        }
    }

    private static void checkPath(DynamicCall call, Operation target, Reporter reporter) {
        Value schema = target.output().resolve();
        String path = call.path().text();
        for (String step : path.isEmpty() ? new String[0] : path.split("/", -1)) {
            Value next = schema.get("properties").get(step);
            if (!next.exists()) {
                boolean open = !schema.has("properties") || schema.has("additionalProperties");
                if (!open) {
                    reporter.report(
                            SeverityByProfile.WARNING,
                            call.path(),
                            "The answer of " + target.id() + " has no \"" + path + "\".",
                            Spelling.fix(step, schema.get("properties").names(), "Correct the path or the schema."));
                }
                return;
            }
            schema = next.resolve();
        }
        if (call.givesItems() && schema.has("type") && !schema.text("type").equals("array")) {
            reporter.report(
                    SeverityByProfile.WARNING,
                    call.path(),
                    "The answer of " + target.id() + (path.isEmpty() ? "" : " at \"" + path + "\"") + " is not a list.",
                    "Name the property that is the list.");
        }
    }
}
