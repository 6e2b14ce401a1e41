package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes out the answers of operations that give dynamic schemas: designers do not follow a reference there. */
public final class DynamicSchemaTargets {

    private static final String DEFINITIONS = "#/definitions/";

    private DynamicSchemaTargets() {}

    /** Replaces the references of these answers, on a Swagger 2.0 tree, by the definitions that they refer to. */
    public static void inline(ObjectNode swagger) {
        Set<String> targets = new HashSet<>();
        for (String extension : List.of("x-ms-dynamic-schema", "x-ms-dynamic-properties")) {
            swagger.findValues(extension)
                    .forEach(lookup -> targets.add(lookup.path("operationId").asText()));
        }
        for (JsonNode path : swagger.path("paths")) {
            for (JsonNode operation : path) {
                if (targets.contains(operation.path("operationId").asText())) {
                    operation.path("responses").forEach(response -> inline(response, swagger.path("definitions")));
                }
            }
        }
    }

    private static void inline(JsonNode response, JsonNode definitions) {
        String reference = response.path("schema").path("$ref").asText();
        JsonNode definition =
                reference.startsWith(DEFINITIONS) ? definitions.get(reference.substring(DEFINITIONS.length())) : null;
        if (definition != null && response instanceof ObjectNode written) {
            written.set("schema", definition.deepCopy());
        }
    }
}
