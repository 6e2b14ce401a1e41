package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Small steps on JSON trees. */
final class JsonTrees {

    private JsonTrees() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Copies a field where it is there. */
    static void copy(ObjectNode from, String field, ObjectNode to) {
        JsonNode value = from.get(field);
        if (value != null && value.isBigDecimal() && value.canConvertToExactIntegral()) {
            to.put(field, value.bigIntegerValue()); // 1000, and not 1E+3
        } else if (value != null && !value.isNull()) {
            to.set(field, value.deepCopy());
        }
    }

    /** In the order of their names: annotations come in none. */
    static void copyExtensions(ObjectNode from, ObjectNode to) {
        for (String field : sortedNames(from)) {
            if (field.startsWith("x-")) {
                copy(from, field, to);
            }
        }
    }

    static List<String> names(ObjectNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static List<String> sortedNames(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        return names;
    }

    /** One step of a JSON pointer (RFC 6901). */
    static String step(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
