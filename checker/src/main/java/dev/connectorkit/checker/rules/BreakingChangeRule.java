package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

final class BreakingChangeRule extends BasicRule {

    private static final String RECONNECT =
            "Publish the new authentication as another connector: people have to connect anew.";

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
        document.previous().filter(Document::isReadable).ifPresent(previous -> {
            compareSecurity(previous.root().get("securityDefinitions"), document.root(), reporter);
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

    /** Connections are made for one kind of credentials, and do not work with another. */
    private static void compareSecurity(Value before, Value root, Reporter reporter) {
        Value after = root.get("securityDefinitions");
        Set<String> old = kinds(before);
        Set<String> now = kinds(after);
        if (!before.exists() && after.exists() && !now.isEmpty()) {
            reporter.report(
                    after, "The connector had no authentication and has " + String.join(", ", now) + ".", RECONNECT);
        } else if (!now.containsAll(old)) {
            reporter.report(
                    after.exists() ? after : before,
                    "The authentication was " + String.join(", ", old) + " and is "
                            + (now.isEmpty() ? "none" : String.join(", ", now)) + ".",
                    RECONNECT);
        }
    }

    private static Set<String> kinds(Value definitions) {
        return definitions.children().stream()
                .map(definition -> switch (definition.text("type")) {
                    case "apiKey" -> "an API key in the " + definition.text("in") + " " + definition.text("name");
                    case "oauth2" -> "OAuth 2.0";
                    default -> definition.text("type");
                })
                .collect(Collectors.toCollection(TreeSet::new));
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
        String kind = (trigger + " " + way + (operation.isTrigger() ? " trigger" : " action"))
                .strip()
                .replaceAll(" +", " ");
        return (kind.matches("[aeiou].*") ? "an " : "a ") + kind;
    }

    private static String name(Operation operation) {
        return operation.id().isEmpty() ? operation.title() : operation.id();
    }
}
