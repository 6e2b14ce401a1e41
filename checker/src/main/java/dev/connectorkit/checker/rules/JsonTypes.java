package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;

/** Compares JSON values with types of Swagger 2.0. */
final class JsonTypes {

    private JsonTypes() {}

    /** Reports whether a value has a type; expressions of a workflow and values of unknown types pass. */
    static boolean fits(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" ->
                value.isIntegralNumber()
                        || (value.isNumber()
                                && value.decimalValue().stripTrailingZeros().scale() <= 0);
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> true;
        };
    }
}
