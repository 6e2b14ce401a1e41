package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Compares what two versions of an operation take and give. */
final class SchemaChanges {

    private final String operation;
    private final Reporter reporter;

    private record Pair(Value before, Value after, String name) {
        Pair resolved() {
            return new Pair(before.resolve(), after.resolve(), name);
        }
    }

    SchemaChanges(String operation, Reporter reporter) {
        this.operation = operation;
        this.reporter = reporter;
    }

    void compareParameters(Operation before, Operation after) {
        for (Value old : parameters(before)) {
            parameters(after).stream()
                    .filter(now -> isSame(old, now))
                    .findFirst()
                    .ifPresentOrElse(
                            now -> {
                                compareValues(old, now, title(old), true);
                                compareValues(old.get("items"), now.get("items"), "an item of the " + title(old), true);
                                if (now.is("required") && !old.is("required") && !now.has("default")) {
                                    report(now, "the " + title(now) + " is required now.");
                                }
                            },
                            () -> report(old, "the " + title(old) + " was removed."));
        }
        for (Value now : parameters(after)) {
            boolean isNew = parameters(before).stream().noneMatch(old -> isSame(old, now));
            if (isNew && now.is("required") && !now.has("default")) {
                report(now, "the " + title(now) + " is new and required.");
            }
        }
        if (!before.body().parent().isInternal() && after.body().parent().isInternal()) {
            report(after.body().parent(), "the body was visible and is internal.");
        }
        if (before.body().exists() && !after.body().exists()) {
            report(before.body(), "the body was removed.");
        } else if (before.body().exists()
                && after.body().parent().is("required")
                && !before.body().parent().is("required")) {
            report(after.body().parent(), "the body is required now.");
        } else if (!before.body().exists()
                && after.body().parent().is("required")
                && after.body().exists()) {
            report(after.body(), "the body is new and required.");
        }
    }

    void compareInputs(Value before, Value after) {
        compareSchemas(new Pair(before, after, "body"), true);
    }

    void compareOutputs(Value before, Value after) {
        if (before.exists() && !after.exists()) {
            report(before, "the output was removed.");
        }
        compareSchemas(new Pair(before, after, "output"), false);
    }

    private void compareSchemas(Pair roots, boolean input) {
        // One definition may be used where it stays and where it changes, so pairs count and not single schemas.
        IdentityHashMap<JsonNode, Set<JsonNode>> compared = new IdentityHashMap<>();
        Deque<Pair> open = new ArrayDeque<>(List.of(roots));
        while (!open.isEmpty()) {
            Pair pair = open.remove().resolved();
            Value before = pair.before;
            Value after = pair.after;
            if (!before.node().isObject()
                    || !after.node().isObject()
                    || !compared.computeIfAbsent(
                                    before.node(), any -> Collections.newSetFromMap(new IdentityHashMap<>()))
                            .add(after.node())) {
                continue;
            }
            compareValues(before, after, pair.name, input);
            compareRequired(pair, input);
            Value properties = after.get("properties");
            for (Value property : before.get("properties").children()) {
                String child = pair.name + "/" + property.key();
                if (properties.has(property.key())) {
                    open.add(new Pair(property, properties.get(property.key()), child));
                } else if (!property.isInternal()) {
                    report(property, "the property " + child + " was removed.");
                }
            }
            open.add(new Pair(before.get("items"), after.get("items"), pair.name + "/*"));
            Value others = before.get("additionalProperties");
            Value othersNow = after.get("additionalProperties");
            boolean closed = othersNow.exists()
                    && othersNow.node().isBoolean()
                    && !othersNow.node().booleanValue();
            if (closed
                    && others.exists()
                    && (others.node().isObject() || others.node().booleanValue())) {
                report(othersNow, "the additional properties of " + pair.name + " were removed.");
            }
            open.add(new Pair(others, othersNow, pair.name + "/(other)"));
        }
    }

    private void compareRequired(Pair pair, boolean input) {
        List<String> old = pair.before.get("required").texts();
        for (String required : input ? pair.after.get("required").texts() : List.<String>of()) {
            Value property = pair.after.get("properties").get(required);
            if (!old.contains(required) && !property.has("default") && !property.has("x-ms-notification-url")) {
                report(property, "the property " + pair.name + "/" + required + " is required now.");
            }
        }
    }

    private void compareValues(Value before, Value after, String name, boolean input) {
        String old = before.text("type");
        String now = after.text("type");
        boolean wider = input && old.equals("integer") && now.equals("number");
        if (!old.isEmpty() && !now.isEmpty() && !old.equals(now) && !wider) {
            report(after, "the type of " + name + " was " + old + " and is " + now + ".");
        }
        if (!before.isInternal() && after.isInternal()) {
            report(after, name + " was visible and is internal.");
        }
        Value values = after.get("enum");
        if (!input || !values.exists()) {
            return;
        }
        if (!before.has("enum")) {
            report(values, "the values of " + name + " were free and are an enum.");
        }
        for (Value value : before.get("enum").children()) {
            if (values.children().stream().noneMatch(v -> v.node().equals(value.node()))) {
                report(values, "the value " + value.node() + " of " + name + " was removed.");
            }
        }
    }

    private void report(Value at, String change) {
        reporter.report(at, operation + ": " + change);
    }

    private static List<Value> parameters(Operation operation) {
        return operation.parameters().stream()
                .filter(parameter -> !parameter.text("in").equals("body"))
                .toList();
    }

    private static boolean isSame(Value one, Value other) {
        return one.text("name").equals(other.text("name")) && one.text("in").equals(other.text("in"));
    }

    private static String title(Value parameter) {
        return parameter.text("in") + " parameter \"" + parameter.text("name") + "\"";
    }
}
