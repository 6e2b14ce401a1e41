package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way from a body to its callback URL, on an OpenAPI 3 tree: every property on it is required. */
public final class CallbackChain {

    private final ObjectNode openApi;
    private final List<String> problems = new ArrayList<>();

    private CallbackChain(ObjectNode openApi) {
        this.openApi = openApi;
    }

    /**
     * Makes the chains required, and describes the callbacks as OpenAPI 3 does.
     *
     * @return what is wrong with the webhooks, one sentence each
     */
    public static List<String> complete(ObjectNode openApi) {
        CallbackChain chain = new CallbackChain(openApi);
        openApi.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (method.getValue() instanceof ObjectNode operation) {
                        boolean found = chain.follow(operation);
                        boolean webhook = operation.has(Extensions.NOTIFICATION_CONTENT);
                        String id = operation.path("operationId").asText();
                        if (webhook && !found) {
                            chain.problems.add(
                                    id + " is a webhook and its body takes no callback URL; mark a property of the body"
                                            + " with @CallbackUrl");
                        }
                        if (webhook && path.getValue().size() > 1) {
                            chain.problems.add(id + " is a webhook and shares its path " + path.getKey()
                                    + " with other methods, which"
                                    + " designers would take for webhooks too; give it a path of its own");
                        }
                    }
                }));
        return chain.problems;
    }

    private boolean follow(ObjectNode operation) {
        for (JsonNode media : operation.at("/requestBody/content")) {
            String place = require(media.path("schema"), "", new HashSet<>());
            if (place != null) {
                ((ObjectNode) operation.get("requestBody")).put("required", true);
                describe(operation, place);
                return true;
            }
        }
        return false;
    }

    /** Returns the JSON pointer of the callback URL below this schema, or null. */
    private @Nullable String require(JsonNode schema, String pointer, Set<JsonNode> open) {
        JsonNode target = resolve(schema);
        if (!open.add(target)) {
            return null;
        }
        for (JsonNode part : target.path("allOf")) {
            String found = require(part, pointer, open);
            if (found != null) {
                return found;
            }
        }
        for (String name : JsonTrees.sortedNames(target.path("properties"))) {
            JsonNode property = target.path("properties").get(name);
            String place = JsonTrees.step(pointer, name);
            String found = property.has(Extensions.NOTIFICATION_URL) ? place : require(property, place, open);
            if (found != null) {
                addRequired((ObjectNode) target, name);
                return found;
            }
        }
        return null;
    }

    private JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.startsWith("#/") ? openApi.at(reference.substring(1)) : schema;
    }

    private static void addRequired(ObjectNode schema, String name) {
        ArrayNode required = schema.withArrayProperty("required");
        for (JsonNode known : required) {
            if (known.asText().equals(name)) {
                return;
            }
        }
        required.add(name);
    }

    private void describe(ObjectNode operation, String place) {
        JsonNode content = operation.path(Extensions.NOTIFICATION_CONTENT);
        if (!content.isObject()) {
            return;
        }
        ObjectNode post = JsonTrees.object();
        ObjectNode body = post.putObject("requestBody");
        JsonTrees.copy((ObjectNode) content, "description", body);
        body.putObject("content").putObject("application/json").set("schema", content.get("schema"));
        post.putObject("responses").putObject("2XX").put("description", "Taken");
        operation
                .putObject("callbacks")
                .putObject("notification")
                .putObject("{$request.body#" + place + "}")
                .set("post", post);
    }
}
