package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Requires the bodies of an OpenAPI 3 tree that the server cannot do without: an absent body is read as {@code {}}, so an object is
 * optional where all of its properties are.
 */
public final class RequiredBodies {

    private final ObjectNode openApi;

    private RequiredBodies(ObjectNode openApi) {
        this.openApi = openApi;
    }

    /** Writes which bodies are required. */
    public static void write(ObjectNode openApi) {
        RequiredBodies bodies = new RequiredBodies(openApi);
        for (JsonNode path : openApi.path("paths")) {
            for (JsonNode operation : path) {
                if (operation.get("requestBody") instanceof ObjectNode body) {
                    bodies.require(body);
                }
            }
        }
    }

    private void require(ObjectNode body) {
        JsonNode content = body.path("content");
        JsonNode schema = content.has("*/*") ? content.path("*/*") : content.path("application/json");
        JsonNode type = resolve(schema.path("schema"));
        if (!schema.isMissingNode() && isObject(type)) {
            body.put("required", requires(type, new HashSet<>()));
        }
    }

    private boolean isObject(JsonNode type) {
        return type.has("properties")
                || type.has("allOf")
                || (type.path("type").asText().equals("object") && type.has("additionalProperties"));
    }

    private boolean requires(JsonNode schema, Set<JsonNode> open) {
        JsonNode type = resolve(schema);
        if (!open.add(type)) {
            return false;
        }
        for (JsonNode part : type.path("allOf")) {
            if (requires(part, open)) {
                return true;
            }
        }
        return type.path("required").size() > 0;
    }

    private JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.startsWith("#/") ? openApi.at(reference.substring(1)) : schema;
    }
}
