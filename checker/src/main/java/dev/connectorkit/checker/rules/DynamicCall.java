package dev.connectorkit.checker.rules;

import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Schemas;
import dev.connectorkit.designer.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A place where a dynamic extension calls an operation.
 *
 * @param holder the parameter or schema that has the extension
 * @param extension its name
 * @param call the object with the {@code operationId}
 */
record DynamicCall(Value holder, String extension, Value call) {

    static final Set<String> NAMES = Set.of(
            "x-ms-dynamic-values",
            "x-ms-dynamic-list",
            "x-ms-dynamic-schema",
            "x-ms-dynamic-properties",
            "x-ms-dynamic-tree");

    static List<DynamicCall> all(Document document) {
        List<DynamicCall> all = new ArrayList<>();
        document.parameters().forEach(parameter -> add(parameter, all));
        document.schemas().all().forEach(schema -> add(schema, all));
        return all;
    }

    /** Returns the calls that somebody makes who uses this operation. */
    static List<DynamicCall> in(Operation operation) {
        List<DynamicCall> all = new ArrayList<>();
        operation.parameters().forEach(parameter -> add(parameter, all));
        Schemas.reachable(operation.body()).forEach(schema -> add(schema, all));
        Schemas.reachable(operation.output()).forEach(schema -> add(schema, all));
        return all;
    }

    private static void add(Value holder, List<DynamicCall> all) {
        for (Value extension : holder.children()) {
            if (!NAMES.contains(extension.key())) {
                continue;
            }
            if (extension.key().equals("x-ms-dynamic-tree")) {
                all.add(new DynamicCall(holder, extension.key(), extension.get("open")));
                all.add(new DynamicCall(holder, extension.key(), extension.get("browse")));
            } else {
                all.add(new DynamicCall(holder, extension.key(), extension));
            }
        }
    }

    String operationId() {
        return call.text("operationId");
    }

    /** Reports whether it gives a list to choose from, and not a schema. */
    boolean givesItems() {
        return !extension.equals("x-ms-dynamic-schema") && !extension.equals("x-ms-dynamic-properties");
    }

    /** Returns the path to the list, or to the schema. */
    Value path() {
        return switch (extension) {
            case "x-ms-dynamic-values" -> call.get("value-collection");
            case "x-ms-dynamic-schema" -> call.get("value-path");
            case "x-ms-dynamic-properties" -> call.get("itemValuePath");
            default -> call.get("itemsPath");
        };
    }

    /** Returns the paths to the value and the title of an item; empty for a schema. */
    List<Value> itemPaths() {
        if (!givesItems()) {
            return List.of();
        }
        return extension.equals("x-ms-dynamic-values")
                ? List.of(call.get("value-path"), call.get("value-title"))
                : List.of(call.get("itemValuePath"), call.get("itemTitlePath"));
    }

    /** Returns the older extension's twin: the one that designers of Power Automate prefer. */
    String twin() {
        return extension.equals("x-ms-dynamic-values") ? "x-ms-dynamic-list" : "x-ms-dynamic-properties";
    }
}
