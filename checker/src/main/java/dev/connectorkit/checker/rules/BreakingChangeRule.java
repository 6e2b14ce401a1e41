package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Document;
import dev.connectorkit.checker.model.Operation;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import java.util.Locale;
import java.util.Optional;

final class BreakingChangeRule extends BasicRule {

    BreakingChangeRule() {
        super(
                "breaking-change",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "Flows that people have built on the previous version go on working.",
                "Saved workflows are not converted: they go on sending what they sent.",
                "Keep the old operation as it is, and give the new form as a new operation with the suffix _V2.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        document.previous().ifPresent(previous -> {
            for (Operation before : previous.operations()) {
                Optional<Operation> after = find(before, document);
                if (after.isPresent()) {
                    compare(before, after.get(), reporter);
                } else {
                    reporter.report(before.value(), "The operation " + name(before) + " was removed or renamed.");
                }
            }
        });
    }

    private static Optional<Operation> find(Operation before, Document document) {
        if (!before.id().isEmpty()) {
            return document.operation(before.id());
        }
        return document.operations().stream()
                .filter(operation -> operation.title().equals(before.title()))
                .findFirst();
    }

    private static void compare(Operation before, Operation after, Reporter reporter) {
        if (!before.title().equals(after.title())) {
            reporter.report(
                    after.value(), name(before) + " moved from " + before.title() + " to " + after.title() + ".");
        }
        if (!kind(before).equals(kind(after))) {
            reporter.report(after.value(), name(before) + " was " + kind(before) + " and is " + kind(after) + ".");
        }
        SchemaChanges changes = new SchemaChanges(name(before), reporter);
        changes.compareParameters(before, after);
        changes.compareInputs(before.body(), after.body());
        changes.compareOutputs(before.output(), after.output());
    }

    private static String kind(Operation operation) {
        String trigger = operation.value().text("x-ms-trigger").toLowerCase(Locale.ROOT);
        String way = operation.isWebhook() ? "webhook" : operation.isTrigger() ? "polling" : "";
        return ("a " + trigger + " " + way + (operation.isTrigger() ? " trigger" : " action")).replaceAll(" +", " ");
    }

    private static String name(Operation operation) {
        return operation.id().isEmpty() ? operation.title() : operation.id();
    }
}
