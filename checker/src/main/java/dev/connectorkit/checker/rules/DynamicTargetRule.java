package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class DynamicTargetRule extends BasicRule {

    DynamicTargetRule() {
        super(
                "dynamic-target",
                SeverityByProfile.ERROR,
                DocPage.EXTENSIONS,
                "A dynamic extension calls an operation that exists, gives it what it needs, and finds in its answer what it looks for.",
                "The designer calls that operation while somebody fills in the card.",
                "Correct the operationId, the parameters or the path.",
                "OperationIdNotFound",
                "OperationMissingRequiredProperty",
                "InvokedOperationShouldProduceArray",
                "InvokedOperationShouldProduceProperty");
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
            if (notification.exists()) {
                exists(notification, document, reporter);
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
        Value body = target.body();
        Value schema = body.resolve();
        for (String name : body.parent().is("required") ? schema.get("required").texts() : List.<String>of()) {
            Value property = schema.get("properties").get(name);
            boolean told = property.resolve().has("default")
                    || property.has("default")
                    || given.names().stream()
                            .anyMatch(key -> key.replace('.', '/').matches("(.*/)?\\Q" + name + "\\E(/.*)?"))
                    || given.has(body.parent().text("name"));
            if (property.exists() && !told) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        call.call(),
                        "The call of " + target.id() + " does not give \"" + name + "\", which its body requires.",
                        "Add \"" + name + "\" to \"parameters\".");
            }
        }
    }

    private static void checkPath(DynamicCall call, Operation target, Reporter reporter) {
        Value schema = follow(call.path(), target.output().resolve(), "The answer of " + target.id(), reporter);
        if (!call.givesItems() || !schema.has("type")) {
            return;
        }
        String path = call.path().text();
        if (!schema.text("type").equals("array")) {
            reporter.report(
                    SeverityByProfile.WARNING,
                    call.path(),
                    "The answer of " + target.id() + (path.isEmpty() ? "" : " at \"" + path + "\"") + " is not a list.",
                    "Name the property that is the list.");
            return;
        }
        Value item = schema.get("items").resolve();
        call.itemPaths().forEach(each -> follow(each, item, "An item in the answer of " + target.id(), reporter));
    }

    /** Returns the schema at a path; a missing one where the path leads nowhere, or out of what the document says. */
    private static Value follow(Value path, Value start, String title, Reporter reporter) {
        Value schema = start;
        for (String step : path.text().isEmpty() ? new String[0] : path.text().split("/", -1)) {
            Value next = schema.get("properties").get(step);
            if (!next.exists()) {
                boolean open = !schema.has("properties")
                        || Stream.of("additionalProperties", "allOf", "x-ms-dynamic-schema")
                                .anyMatch(schema::has);
                if (!open && !step.equals("properties")) {
                    reporter.report(
                            SeverityByProfile.WARNING,
                            path,
                            title + " has no \"" + path.text() + "\".",
                            Spelling.fix(step, schema.get("properties").names(), "Correct the path or the schema."));
                }
                return next;
            }
            schema = next.resolve();
        }
        return schema;
    }
}
