package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Renames the schemas of an OpenAPI 3 tree whose names are invalid there, as {@code a/b}, and the references to them. */
final class ComponentNames {

    private static final String COMPONENTS = "#/components/schemas/";

    private ComponentNames() {}

    /** @param problems gets the names that are equal once they are written */
    static void write(ObjectNode openApi, List<String> problems) {
        if (!(openApi.at("/components/schemas") instanceof ObjectNode schemas)) {
            return;
        }
        Map<String, String> references = new HashMap<>();
        for (String name : JsonTrees.names(schemas)) {
            String valid = name.replaceAll("[^A-Za-z0-9._-]", "_");
            if (!valid.equals(name)) {
                if (schemas.has(valid)) {
                    problems.add("The schemas '" + name + "' and '" + valid + "' would both be '" + valid
                            + "' in the document; put another @Schema(name = \"...\") on one of them");
                }
                references.put(COMPONENTS + name, COMPONENTS + valid);
                references.put(JsonTrees.step("#/components/schemas", name), COMPONENTS + valid);
                schemas.set(valid, schemas.remove(name));
            }
        }
        if (!references.isEmpty()) {
            rename(openApi, references);
        }
    }

    private static void rename(JsonNode node, Map<String, String> references) {
        if (node instanceof ObjectNode object && object.path("$ref").isTextual()) {
            String reference = object.get("$ref").asText();
            object.put("$ref", references.getOrDefault(reference, reference));
        }
        node.forEach(child -> rename(child, references));
    }
}
