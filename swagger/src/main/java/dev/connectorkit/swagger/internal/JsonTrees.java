package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Small steps on JSON trees. */
final class JsonTrees {

    /** The keywords of a schema with values in place of schemas. */
    private static final Set<String> VALUES = Set.of("example", "default", "enum");

    /** The objects whose names are the author's, also where they are those of keywords. */
    private static final Set<String> NAMED = Set.of("properties", "responses", "schemas");

    private JsonTrees() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Refuses fields that are there, and neither true nor false. */
    static void requireFlags(ObjectNode holder, List<String> fields, String pointer) {
        for (String field : fields) {
            if (holder.has(field) && !holder.get(field).isBoolean()) {
                throw new IllegalArgumentException(step(pointer, field) + ": must be true or false");
            }
        }
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

    /** Returns the references in a tree, without properties that are called {@code $ref} and the texts of examples. */
    static List<String> references(JsonNode node) {
        List<String> found = new ArrayList<>();
        collect(node, found);
        return found;
    }

    private static void collect(JsonNode node, List<String> found) {
        node.properties().forEach(field -> {
            if (field.getKey().equals("$ref") && field.getValue().isTextual()) {
                found.add(field.getValue().asText());
            } else if (!VALUES.contains(field.getKey()) || !node.has("type")) {
                collect(field.getValue(), found);
            }
        });
        if (node.isArray()) {
            node.forEach(element -> collect(element, found));
        }
    }

    /** Visits the parts of an OpenAPI object or list, without the values that schemas have in place of schemas. */
    static void forEachPart(JsonNode node, Consumer<JsonNode> visitor) {
        node.properties().forEach(field -> {
            if (NAMED.contains(field.getKey())) {
                field.getValue().forEach(visitor);
            } else if (!VALUES.contains(field.getKey())) {
                visitor.accept(field.getValue());
            }
        });
        if (node.isArray()) {
            node.forEach(visitor);
        }
    }

    /** Returns one step of a JSON pointer (RFC 6901). */
    static String step(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
