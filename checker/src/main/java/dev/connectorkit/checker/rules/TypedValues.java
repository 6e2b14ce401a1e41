package dev.connectorkit.checker.rules;

import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.ArrayList;
import java.util.List;

/** Finds everything that has a type: parameters outside of the body, headers, their items, and schemas. */
final class TypedValues {

    private static final int DEPTH = 50;

    private TypedValues() {}

    /** Returns the parameters and headers with the items in them, which are no schemas. */
    static List<Value> simple(Document document) {
        List<Value> found = new ArrayList<>();
        document.parameters().stream()
                .filter(parameter -> !parameter.text("in").equals("body"))
                .forEach(parameter -> add(parameter, found));
        document.responses()
                .forEach(response -> response.get("headers").children().forEach(header -> add(header, found)));
        return found;
    }

    /** Returns the parameters, headers, items and schemas; references are left out. */
    static List<Value> all(Document document) {
        List<Value> found = simple(document);
        document.schemas().all().stream().filter(schema -> !schema.has("$ref")).forEach(found::add);
        return found;
    }

    private static void add(Value value, List<Value> found) {
        Value each = value;
        for (int depth = 0; depth < DEPTH && each.node().isObject(); depth++) {
            found.add(each);
            each = each.get("items");
        }
    }
}
