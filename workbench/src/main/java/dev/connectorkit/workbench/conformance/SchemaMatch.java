package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.document.Value;
import java.util.Optional;

/**
 * Compares a value with a schema of Swagger 2.0: types, enums, required and undeclared properties, items. Null is taken for an
 * absent property.
 */
final class SchemaMatch {

    private static final int DEPTH = 50;

    private SchemaMatch() {}

    /** Returns the first difference; empty if absent. */
    static Optional<String> difference(JsonNode value, Value schema) {
        return difference(value, schema, "the body", 0);
    }

    private static Optional<String> difference(JsonNode value, Value reference, String place, int depth) {
        Value schema = reference.resolve();
        if (!schema.exists() || depth > DEPTH) {
            return Optional.empty();
        }
        if (!hasType(value, schema.text("type"))) {
            return Optional.of(place + " is not of the type " + schema.text("type") + ": " + shortened(value));
        }
        Value choices = schema.get("enum");
        if (choices.exists()
                && choices.children().stream().noneMatch(choice -> choice.node().equals(value))) {
            return Optional.of(place + " is not one of the enum's values: " + shortened(value));
        }
        for (Value part : schema.get("allOf").children()) {
            Optional<String> found = difference(value, part, place, depth + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return value.isArray() ? items(value, schema, place, depth) : properties(value, schema, place, depth);
    }

    private static Optional<String> items(JsonNode value, Value schema, String place, int depth) {
        for (int i = 0; i < value.size(); i++) {
            Optional<String> found = difference(value.get(i), schema.get("items"), place + "[" + i + "]", depth + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> properties(JsonNode value, Value schema, String place, int depth) {
        if (!value.isObject()) {
            return Optional.empty();
        }
        for (String required : schema.get("required").texts()) {
            if (!value.hasNonNull(required)) {
                return Optional.of(place + " lacks the required property " + required);
            }
        }
        Value declared = schema.get("properties");
        Value others = schema.get("additionalProperties");
        for (var property : value.properties()) {
            String name = property.getKey();
            boolean closed = others.node().isBoolean() && !others.node().booleanValue();
            if (!declared.has(name) && closed) {
                return Optional.of(place + " has an undeclared property " + name);
            }
            Value type = declared.has(name) ? declared.get(name) : others;
            boolean absent = property.getValue().isNull();
            Optional<String> found = absent || !type.node().isObject()
                    ? Optional.empty()
                    : difference(property.getValue(), type, place + "." + name, depth + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean hasType(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> true;
        };
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
