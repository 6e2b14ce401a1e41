package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** An OpenAPI 3.0 tree to a Swagger 2.0 tree that designers read without a flaw. */
public final class Swagger2Converter {

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "options", "head", "patch");

    private final ObjectNode openApi;
    private final ConversionLosses losses;
    private final SchemaConverter schemas;
    private final ParameterConverter parameters;

    /** @param openApi made of resource classes; is not changed */
    public Swagger2Converter(ObjectNode openApi) {
        this(openApi, new ConversionLosses(false));
    }

    Swagger2Converter(ObjectNode openApi, ConversionLosses losses) {
        this.openApi = openApi;
        this.losses = losses;
        JsonNode components = openApi.path("components").path("schemas");
        this.schemas = new SchemaConverter(components instanceof ObjectNode found ? found : JsonTrees.object(), losses);
        this.parameters = new ParameterConverter(schemas, losses);
    }

    /** Returns the document, without host, base path and schemes. */
    public ObjectNode convert() {
        ObjectNode swagger = JsonTrees.object().put("swagger", "2.0");
        JsonTrees.copy(openApi, "info", swagger);
        swagger.putArray("consumes").add("application/json");
        swagger.putArray("produces").add("application/json");
        ObjectNode paths = swagger.putObject("paths");
        JsonNode given = openApi.path("paths");
        for (String path : JsonTrees.sortedNames(given)) {
            if (given.get(path) instanceof ObjectNode item && !path.startsWith("x-")) {
                paths.set(path, path(item, JsonTrees.step("/paths", path)));
            }
        }
        swagger.set("definitions", definitions(paths));
        ObjectNode security =
                new SecurityConverter(losses).convert(openApi.path("components").path("securitySchemes"));
        if (!security.isEmpty()) {
            swagger.set("securityDefinitions", security);
        }
        JsonTrees.copy(openApi, "security", swagger);
        JsonTrees.copy(openApi, "tags", swagger);
        JsonTrees.copy(openApi, "externalDocs", swagger);
        JsonTrees.copyExtensions(openApi, swagger);
        return swagger;
    }

    /** Returns the losses of {@link #convert()}, one sentence each with its JSON pointer. */
    public List<String> losses() {
        return losses.found();
    }

    private ObjectNode path(ObjectNode path, String pointer) {
        ObjectNode converted = JsonTrees.object();
        for (String method : METHODS) {
            if (path.get(method) instanceof ObjectNode operation) {
                converted.set(method, operation(operation, path.path("parameters"), pointer, method));
                if (operation.get(Extensions.NOTIFICATION_CONTENT) instanceof ObjectNode content) {
                    converted.set(Extensions.NOTIFICATION_CONTENT, notification(content, pointer + "/" + method));
                }
            }
        }
        JsonTrees.copyExtensions(path, converted);
        return converted;
    }

    /** Designers read it on the path alone. */
    private ObjectNode notification(ObjectNode content, String pointer) {
        ObjectNode converted = JsonTrees.object();
        JsonTrees.copy(content, "description", converted);
        if (content.get("schema") instanceof ObjectNode schema) {
            String place = JsonTrees.step(pointer, Extensions.NOTIFICATION_CONTENT);
            converted.set("schema", schemas.ofOutputs().convert(schema, place));
        }
        return converted;
    }

    private ObjectNode operation(ObjectNode operation, JsonNode shared, String path, String method) {
        String pointer = path + "/" + method;
        ObjectNode converted = JsonTrees.object();
        for (String field : List.of("operationId", "summary", "description", "deprecated")) {
            JsonTrees.copy(operation, field, converted);
        }
        for (String extension : JsonTrees.sortedNames(operation)) {
            if (extension.startsWith("x-") && !extension.equals(Extensions.NOTIFICATION_CONTENT)) {
                JsonTrees.copy(operation, extension, converted);
            }
        }
        JsonTrees.copy(operation, "tags", converted);
        JsonTrees.copy(operation, "externalDocs", converted);
        JsonTrees.copy(operation, "security", converted);
        if (operation.path("servers").size() > 0) {
            losses.add(pointer + "/servers", "Swagger 2.0 has one host for all operations");
        }
        JsonNode body = operation.path("requestBody");
        media(converted, "consumes", ParameterConverter.mediaTypes(body));
        media(converted, "produces", produced(operation.path("responses")));
        // Always there, and never on the path: designers fail on a path whose operation has none.
        ArrayNode all = converted.putArray("parameters");
        addParameters(shared, path, all);
        addParameters(operation.path("parameters"), pointer, all);
        if (body instanceof ObjectNode given) {
            boolean inline = operation.has(Extensions.SCHEDULER_TRIGGER); // a push trigger marks its own copy
            parameters.convertBody(given, pointer + "/requestBody", inline, all);
        }
        converted.set("responses", responses(operation.path("responses"), pointer + "/responses"));
        return converted;
    }

    private void addParameters(JsonNode given, String pointer, ArrayNode all) {
        for (int i = 0; i < given.size(); i++) {
            parameters
                    .convert((ObjectNode) given.get(i), pointer + "/parameters/" + i)
                    .ifPresent(parameter -> {
                        int known = indexOf(all, parameter); // a sub-resource repeats what its locator takes
                        if (known < 0) {
                            all.add(parameter);
                        } else {
                            all.set(known, parameter);
                        }
                    });
        }
    }

    private static int indexOf(ArrayNode parameters, ObjectNode parameter) {
        for (int i = 0; i < parameters.size(); i++) {
            JsonNode known = parameters.get(i);
            if (known.path("name").equals(parameter.path("name"))
                    && known.path("in").equals(parameter.path("in"))) {
                return i;
            }
        }
        return -1;
    }

    /** Named only where it is not the document's own. */
    private static void media(ObjectNode operation, String field, Set<String> types) {
        if (!types.isEmpty() && !types.equals(Set.of("application/json"))) {
            ArrayNode names = operation.putArray(field);
            types.forEach(names::add);
        }
    }

    private static Set<String> produced(JsonNode responses) {
        Set<String> types = new LinkedHashSet<>();
        responses.forEach(response -> types.addAll(ParameterConverter.mediaTypes(response)));
        return types;
    }

    private ObjectNode responses(JsonNode responses, String pointer) {
        ObjectNode converted = JsonTrees.object();
        for (String code : JsonTrees.sortedNames(responses)) {
            String place = JsonTrees.step(pointer, code);
            if (code.toUpperCase(Locale.ROOT).endsWith("XX")) {
                losses.add(place, "Swagger 2.0 has no ranges of status codes; name the codes");
            } else if (responses.get(code) instanceof ObjectNode response) {
                converted.set(code, response(response, place));
            }
        }
        return converted;
    }

    private ObjectNode response(ObjectNode response, String pointer) {
        ObjectNode converted = JsonTrees.object()
                .put("description", response.path("description").asText());
        JsonNode content = response.path("content");
        for (String type : JsonTrees.names(content instanceof ObjectNode object ? object : JsonTrees.object())) {
            JsonNode media = content.get(type);
            if (media.has("example")) {
                converted
                        .withObjectProperty("examples")
                        .set(type, media.get("example").deepCopy());
            }
            if (media.get("schema") instanceof ObjectNode schema) {
                ObjectNode read = schemas.ofOutputs()
                        .convert(schema, pointer + "/content" + JsonTrees.step("", type) + "/schema");
                boolean file = read.path("format").asText().equals("binary") || type.equals("application/octet-stream");
                ObjectNode body = file ? JsonTrees.object().put("type", "file") : read;
                if (converted.has("schema") && !converted.get("schema").equals(body)) {
                    losses.add(pointer, "Swagger 2.0 has one schema for all media types of a response");
                } else {
                    converted.set("schema", body);
                }
            }
        }
        if (response.path("links").size() > 0) {
            losses.add(pointer + "/links", "Swagger 2.0 has no links");
        }
        for (String name : JsonTrees.sortedNames(response.path("headers"))) {
            ObjectNode header = (ObjectNode) response.path("headers").get(name);
            ObjectNode schema = header.get("schema") instanceof ObjectNode given
                    ? schemas.inline(given, pointer + "/headers" + JsonTrees.step("", name))
                    : JsonTrees.object().put("type", "string");
            parameters.trim(schema, pointer + "/headers" + JsonTrees.step("", name));
            JsonTrees.copy(header, "description", schema);
            JsonTrees.copyExtensions(header, schema);
            converted.withObjectProperty("headers").set(name, schema);
        }
        JsonTrees.copyExtensions(response, converted);
        return converted;
    }

    /** Only what some operation refers to: flattened bases would be unused. */
    private ObjectNode definitions(ObjectNode paths) {
        Set<String> known = new TreeSet<>();
        ObjectNode read = JsonTrees.object();
        Deque<JsonNode> open = new ArrayDeque<>(List.of(paths));
        while (!open.isEmpty()) {
            for (String reference : JsonTrees.references(open.pop())) {
                String name = reference.substring("#/definitions/".length());
                if (known.add(name)) {
                    read.set(name, schemas.referred(name));
                    open.push(read.get(name));
                }
            }
        }
        ObjectNode sorted = JsonTrees.object();
        known.forEach(name -> sorted.set(name, read.get(name)));
        return sorted;
    }
}
