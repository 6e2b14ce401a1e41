package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An OpenAPI document that others wrote, brought to the form that the converter reads: 3.0, with references to schemas alone. */
public final class ForeignOpenApi {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final String EXAMPLE_HOST = "example.com";

    private final ObjectNode openApi;
    private final ConversionLosses losses = new ConversionLosses();

    private ForeignOpenApi(ObjectNode openApi) {
        this.openApi = openApi;
    }

    /**
     * Brings a copy of a document to that form.
     *
     * @throws IllegalArgumentException if it is not OpenAPI 3, or a reference leads nowhere
     */
    public static ForeignOpenApi of(ObjectNode given) {
        String version = given.path("openapi").asText();
        if (!version.matches("3\\.[01](\\..*)?")) {
            throw new IllegalArgumentException("/openapi: must be a version 3.0 or 3.1, but is "
                    + (version.isEmpty() ? "absent" : version)
                    + (given.has("swagger")
                            ? "; the document is Swagger "
                                    + given.get("swagger").asText() + " already"
                            : ""));
        }
        if (!(given.get("paths") instanceof ObjectNode) && !given.path("paths").isMissingNode()) {
            throw new IllegalArgumentException("/paths: must be an object");
        }
        ForeignOpenApi foreign = new ForeignOpenApi(given.deepCopy());
        foreign.withoutReferences(foreign.openApi, "", new HashSet<>());
        new SchemaForm(foreign.losses).correct(foreign.openApi);
        foreign.operations();
        return foreign;
    }

    /** The document in that form. */
    public ObjectNode openApi() {
        return openApi;
    }

    /** Returns the losses outside of the converter's. */
    public List<String> losses() {
        return losses.found();
    }

    /** Replaces references to other components by what they lead to; those to schemas stay, and must lead to one. */
    private void withoutReferences(JsonNode node, String pointer, Set<String> open) {
        if (node instanceof ObjectNode object) {
            for (String name : JsonTrees.names(object)) {
                String place = JsonTrees.step(pointer, name);
                if (!name.startsWith("x-") && !name.equals("example") && !name.equals("examples")) {
                    JsonNode value = resolved(object.get(name), place, open);
                    object.set(name, value);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, resolved(array.get(i), pointer + "/" + i, open));
            }
        }
    }

    private JsonNode resolved(JsonNode value, String place, Set<String> open) {
        if (!(value.get("$ref") instanceof TextNode text)) {
            withoutReferences(value, place, open);
            return value;
        }
        String reference = text.asText();
        JsonNode target = reference.startsWith("#/") ? openApi.at(reference.substring(1)) : null;
        if (target == null || target.isMissingNode()) {
            throw new IllegalArgumentException(place + "/$ref: leads nowhere: " + reference);
        }
        if (reference.startsWith(SCHEMAS) && reference.indexOf('/', SCHEMAS.length()) < 0) {
            return value;
        }
        if (!open.add(reference)) {
            throw new IllegalArgumentException(place + "/$ref: leads back to itself: " + reference);
        }
        JsonNode copy = resolved(target.deepCopy(), place, open);
        open.remove(reference);
        return copy;
    }

    private void operations() {
        openApi.withObjectProperty("paths").properties().forEach(path -> {
            String pointer = JsonTrees.step("/paths", path.getKey());
            if (path.getValue().path("servers").size() > 0) {
                losses.add(pointer + "/servers", "Swagger 2.0 has one host for all operations");
            }
            if (path.getValue().has("trace")) {
                losses.add(pointer + "/trace", "Swagger 2.0 has no TRACE");
            }
            path.getValue().properties().forEach(operation -> {
                if (operation.getValue().path("callbacks").size() > 0) {
                    losses.add(
                            pointer + "/" + operation.getKey() + "/callbacks",
                            "Swagger 2.0 has no callbacks; describe a webhook with x-ms-notification-content");
                }
            });
        });
        openApi.path("webhooks")
                .fieldNames()
                .forEachRemaining(name -> losses.add(
                        JsonTrees.step("/webhooks", name),
                        "Swagger 2.0 has no webhooks; describe the operation that subscribes"));
    }

    /** Writes host, base path and schemes of the first server. */
    public void address(ObjectNode swagger) {
        JsonNode servers = openApi.path("servers");
        for (int i = 1; i < servers.size(); i++) {
            losses.add("/servers/" + i, "Swagger 2.0 has one host; only the first server is kept");
        }
        String url = servers.path(0).path("url").asText("/");
        for (var variable : servers.path(0).path("variables").properties()) {
            url = url.replace(
                    "{" + variable.getKey() + "}",
                    variable.getValue().path("default").asText());
            losses.add(
                    "/servers/0" + JsonTrees.step("/variables", variable.getKey()),
                    "Swagger 2.0 has no variables in its host; the default is kept");
        }
        URI address;
        try {
            address = URI.create("https://" + EXAMPLE_HOST + "/").resolve(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("/servers/0/url: is not a URL: " + url, e);
        }
        if (!url.matches("(?i)https?://.*")) {
            losses.add(
                    "/servers/0/url",
                    "is relative, and Swagger 2.0 needs a host; write it in place of " + EXAMPLE_HOST);
        }
        String path = address.getRawPath().replaceAll("/+$", "");
        swagger.put("host", address.getRawAuthority()).put("basePath", path.isEmpty() ? "/" : path);
        swagger.putArray("schemes").add(address.getScheme());
    }
}
