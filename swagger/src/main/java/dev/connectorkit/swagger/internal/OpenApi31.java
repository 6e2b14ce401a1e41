package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * OpenAPI 3.0 trees to OpenAPI 3.1, whose schemas are JSON Schema 2020-12 and which describes what a connector sends of its own accord.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI Specification 3.1.0</a>
 */
public final class OpenApi31 {

    private static final Map<String, String> BOUNDS =
            Map.of("exclusiveMinimum", "minimum", "exclusiveMaximum", "maximum");

    private OpenApi31() {}

    /** Returns a new tree; the given one stays unchanged. */
    public static ObjectNode of(ObjectNode openApi30) {
        ObjectNode document = openApi30.deepCopy();
        document.put("openapi", "3.1.0");
        ObjectNode webhooks = JsonTrees.object();
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    if (operation instanceof ObjectNode webhook
                            && webhook.get(Extensions.NOTIFICATION_CONTENT) instanceof ObjectNode content) {
                        webhooks.putObject(webhook.path("operationId").asText())
                                .set("post", notification(webhook, content));
                    }
                }));
        if (!webhooks.isEmpty()) {
            document.set("webhooks", webhooks);
        }
        upgrade(document);
        return document;
    }

    private static ObjectNode notification(ObjectNode webhook, ObjectNode content) {
        ObjectNode post = JsonTrees.object();
        JsonTrees.copy(webhook, "tags", post);
        JsonTrees.copy(webhook, "summary", post);
        ObjectNode body = post.putObject("requestBody");
        JsonTrees.copy(content, "description", body);
        body.putObject("content")
                .putObject("application/json")
                .set("schema", content.path("schema").deepCopy());
        post.putObject("responses").putObject("2XX").put("description", "Received");
        return post;
    }

    /** Rewrites the keywords of schemas that have another form in 3.1. */
    private static void upgrade(JsonNode node) {
        JsonTrees.forEachPart(node, OpenApi31::upgrade);
        if (!(node instanceof ObjectNode schema)) {
            return;
        }
        if (schema.path("nullable").isBoolean()) {
            boolean nullable = schema.remove("nullable").asBoolean();
            if (nullable && schema.path("type").isTextual()) {
                String type = schema.get("type").asText();
                schema.putArray("type").add(type).add("null");
                if (schema.get("enum") instanceof ArrayNode values) {
                    values.addNull();
                }
            }
        }
        BOUNDS.forEach((exclusive, bound) -> {
            if (schema.path(exclusive).isBoolean()) {
                boolean excluded = schema.remove(exclusive).asBoolean();
                if (excluded && schema.has(bound)) {
                    schema.set(exclusive, schema.remove(bound));
                }
            }
        });
    }
}
