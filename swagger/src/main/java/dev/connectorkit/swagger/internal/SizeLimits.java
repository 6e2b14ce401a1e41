package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The sizes that a schema allows: swagger-core writes both limits of a {@code @Size}, also that which nobody has set. */
final class SizeLimits {

    private SizeLimits() {}

    /** Removes the limits that every value keeps, on an OpenAPI 3 tree. */
    static void removeUnset(JsonNode node) {
        if (node instanceof ObjectNode schema) {
            for (String counted : List.of("Length", "Items", "Properties")) {
                removeIf(schema, "min" + counted, 0);
                removeIf(schema, "max" + counted, Integer.MAX_VALUE);
            }
        }
        JsonTrees.forEachPart(node, SizeLimits::removeUnset);
    }

    private static void removeIf(ObjectNode schema, String limit, int value) {
        JsonNode given = schema.path(limit);
        if (given.isInt() && given.intValue() == value) {
            schema.remove(limit);
        }
    }
}
