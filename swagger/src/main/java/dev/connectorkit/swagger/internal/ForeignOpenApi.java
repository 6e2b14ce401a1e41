package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** An OpenAPI document that others wrote, brought to the form that the converter reads: 3.0, with references to schemas alone. */
public final class ForeignOpenApi {

    private static final Set<String> VALUES = Set.of("default", "enum", "const", "example", "examples", "value");
    private static final String SECURITY = "securitySchemes"; // never left out in silence
    private static final String EXAMPLE_HOST = "example.com";

    private final ObjectNode openApi;
    private final ConversionLosses losses = new ConversionLosses(true);

    private ForeignOpenApi(ObjectNode openApi) {
        this.openApi = openApi;
    }

    /**
     * Brings a copy of a document to that form.
     *
     * @throws IllegalArgumentException if it is not OpenAPI 3, has another form than OpenAPI has, or a reference leads nowhere
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
        ForeignOpenApi foreign = new ForeignOpenApi(given.deepCopy());
        withoutNulls(foreign.openApi);
        if (!(foreign.openApi.path("paths") instanceof ObjectNode)) {
            foreign.refuseOtherPaths();
        }
        foreign.withoutHooks();
        new UnreadParts(foreign.losses).remove(foreign.openApi);
        new ForeignReferences(foreign.openApi).replace();
        new SchemaForm(foreign.losses, version.startsWith("3.1")).correct(foreign.openApi);
        foreign.openApi
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> foreign.oneBody(
                                operation.getValue().path("requestBody"),
                                JsonTrees.step("/paths", path.getKey()) + "/" + operation.getKey() + "/requestBody")));
        return foreign;
    }

    /** Returns the document in Swagger 2.0. */
    public ObjectNode swagger() {
        ObjectNode swagger = new Swagger2Converter(openApi, losses).convert();
        address(swagger);
        requirements(swagger, swagger.path("securityDefinitions"), "");
        swagger.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (operation.getValue() instanceof ObjectNode found) {
                        requirements(
                                found,
                                swagger.path("securityDefinitions"),
                                JsonTrees.step("/paths", path.getKey()) + "/" + operation.getKey());
                    }
                }));
        return swagger;
    }

    /** Returns the losses, one sentence each with its JSON pointer. */
    public List<String> losses() {
        return losses.found();
    }

    private void refuseOtherPaths() {
        if (openApi.has("paths")) {
            throw new IllegalArgumentException("/paths: must be an object");
        }
        openApi.putObject("paths");
    }

    /** YAML has null for a name without a value. */
    private static void withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : JsonTrees.names(object)) {
                if (object.get(name).isNull() && !VALUES.contains(name) && !name.equals(SECURITY)) {
                    object.remove(name);
                } else if (!VALUES.contains(name) || !object.has("type")) {
                    withoutNulls(object.get(name));
                }
            }
        } else {
            node.forEach(ForeignOpenApi::withoutNulls);
        }
    }

    /** Takes the server of the paths for that of the document if it has none and they agree. */
    private void oneServer() {
        JsonNode paths = openApi.path("paths");
        JsonNode first = paths.path(
                        paths.fieldNames().hasNext() ? paths.fieldNames().next() : "")
                .path("servers");
        boolean agreed = !first.isEmpty();
        for (JsonNode item : paths) {
            agreed &= item.path("servers").equals(first);
        }
        if (agreed && openApi.path("servers").isEmpty()) {
            openApi.set("servers", first.deepCopy());
        }
    }

    private void withoutHooks() {
        oneServer();
        openApi.path("paths").properties().forEach(path -> {
            String pointer = JsonTrees.step("/paths", path.getKey());
            if (path.getValue() instanceof ObjectNode item) {
                if (item.path("servers").equals(openApi.path("servers"))) {
                    item.remove("servers");
                }
                lose(item, "servers", pointer, "Swagger 2.0 has one host for all operations");
                lose(item, "trace", pointer, "Swagger 2.0 has no TRACE");
            }
            path.getValue().properties().forEach(field -> {
                if (field.getValue() instanceof ObjectNode operation) {
                    lose(
                            operation,
                            "callbacks",
                            pointer + "/" + field.getKey(),
                            "Swagger 2.0 has no callbacks; describe a webhook with x-ms-notification-content");
                }
            });
        });
        openApi.path("webhooks")
                .fieldNames()
                .forEachRemaining(name -> losses.add(
                        JsonTrees.step("/webhooks", name),
                        "Swagger 2.0 has no webhooks; describe the operation that subscribes"));
        openApi.remove("webhooks");
    }

    private void lose(ObjectNode holder, String field, String pointer, String reason) {
        if (holder.has(field)) {
            losses.add(pointer + "/" + field, reason);
            holder.remove(field);
        }
    }

    /** Leaves the media types that one body parameter, or one form, describes: JSON if it is among them. */
    private void oneBody(JsonNode body, String pointer) {
        if (!(body.path("content") instanceof ObjectNode content) || content.size() < 2) {
            return;
        }
        List<String> types = JsonTrees.names(content);
        String kept = types.stream().filter(ForeignOpenApi::isJson).findFirst().orElse(types.get(0));
        JsonNode first = content.remove(kept);
        ObjectNode rest = content.deepCopy();
        content.removeAll();
        content.set(kept, first);
        rest.properties().forEach(media -> {
            if (ParameterConverter.isForm(media.getKey()) == ParameterConverter.isForm(kept)
                    && media.getValue().path("schema").equals(first.path("schema"))) {
                content.set(media.getKey(), media.getValue());
            } else {
                losses.add(
                        JsonTrees.step(pointer + "/content", media.getKey()),
                        "Swagger 2.0 has one schema for all media types of a body; that of " + kept + " is kept");
            }
        });
    }

    private static boolean isJson(String type) {
        return type.matches("(?i)[^;]*[/+]json\\b.*");
    }

    /** Removes requirements of security that has no counterpart. */
    private void requirements(ObjectNode holder, JsonNode definitions, String pointer) {
        if (!(holder.get("security") instanceof ArrayNode requirements)) {
            return;
        }
        int index = 0;
        for (Iterator<JsonNode> each = requirements.elements(); each.hasNext(); index++) {
            if (each.next() instanceof ObjectNode requirement && !requirement.isEmpty()) {
                for (String name : JsonTrees.names(requirement)) {
                    if (!definitions.has(name)) {
                        requirement.remove(name);
                        losses.add(
                                JsonTrees.step(pointer + "/security/" + index, name),
                                "Swagger 2.0 has no definition for it");
                    } else if (!definitions.path(name).path("type").asText().equals("oauth2")) {
                        scopes(requirement, name, JsonTrees.step(pointer + "/security/" + index, name));
                    }
                }
                if (requirement.isEmpty()) {
                    each.remove();
                }
            }
        }
        if (requirements.isEmpty() && index > 0) {
            holder.remove("security");
        }
    }

    private void scopes(ObjectNode requirement, String name, String pointer) {
        if (!requirement.get(name).isEmpty()) {
            losses.add(pointer, "Swagger 2.0 has no scopes outside of OAuth 2.0");
        }
        requirement.putArray(name);
    }

    /** Writes host, base path and schemes of the first server. */
    private void address(ObjectNode swagger) {
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
