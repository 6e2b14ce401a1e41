package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** OpenAPI 3 parameters and request bodies to Swagger 2.0 parameters. */
final class ParameterConverter {

    private static final Map<String, String> COLLECTIONS =
            Map.of("spaceDelimited", "ssv", "pipeDelimited", "pipes", "form", "csv", "simple", "csv");
    private static final Set<String> FORMS = Set.of("application/x-www-form-urlencoded", "multipart/form-data");

    private final SchemaConverter schemas;
    private final ConversionLosses losses;

    ParameterConverter(SchemaConverter schemas, ConversionLosses losses) {
        this.schemas = schemas;
        this.losses = losses;
    }

    /** Empty where Swagger 2.0 has no such parameter; that is recorded. */
    Optional<ObjectNode> convert(ObjectNode parameter, String pointer) {
        String in = parameter.path("in").asText();
        String style = parameter.path("style").asText();
        if (in.equals("cookie")) {
            losses.add(pointer, "Swagger 2.0 has no cookie parameters; hide it with @Parameter(hidden = true)");
            return Optional.empty();
        }
        if (Set.of("matrix", "label", "deepObject").contains(style)) {
            losses.add(pointer, "Swagger 2.0 has no " + style + " parameters; hide it with @Parameter(hidden = true)");
            return Optional.empty();
        }
        if (parameter.has("content")) {
            losses.add(pointer, "Swagger 2.0 has no parameters with a media type; take a simple type, or a body");
            return Optional.empty();
        }
        boolean path = in.equals("path");
        ObjectNode converted =
                JsonTrees.object().put("name", parameter.path("name").asText()).put("in", in);
        converted.put("required", path || parameter.path("required").asBoolean());
        JsonTrees.copy(parameter, "description", converted);
        schema(parameter, pointer, converted);
        if (converted.path("type").asText().equals("array")) {
            converted.put("collectionFormat", COLLECTIONS.getOrDefault(style, "csv")); // designers refuse "multi"
        }
        JsonTrees.copy(parameter, "allowEmptyValue", converted);
        if (parameter.has("example")) {
            converted.set("x-example", parameter.get("example").deepCopy());
        }
        if (parameter.path("deprecated").asBoolean()) {
            converted.put("x-deprecated", true);
        }
        JsonTrees.copyExtensions(parameter, converted);
        if (path && !converted.has(Extensions.URL_ENCODING)) {
            converted.put(Extensions.URL_ENCODING, "single");
        }
        return Optional.of(converted);
    }

    private void schema(ObjectNode parameter, String pointer, ObjectNode converted) {
        ObjectNode schema = parameter.get("schema") instanceof ObjectNode given
                ? schemas.inline(given, pointer + "/schema")
                : JsonTrees.object().put("type", "string");
        String type = schema.path("type").asText();
        if (type.equals("object") || schema.has("$ref")) {
            losses.add(pointer, "a parameter of Swagger 2.0 cannot be an object; take a simple type, or a body");
        }
        if (schema.get("items") instanceof ObjectNode items && items.has("$ref")) {
            losses.add(pointer, "a parameter of Swagger 2.0 cannot be a list of objects; take a body");
        }
        for (String field : JsonTrees.names(schema)) {
            boolean foreign = Set.of("example", "readOnly", "xml", "externalDocs", "title", "x-nullable")
                    .contains(field);
            if (!foreign && !converted.has(field)) {
                JsonTrees.copy(schema, field, converted);
            }
        }
    }

    /** The media types of a request body. */
    static Set<String> mediaTypes(JsonNode body) {
        Set<String> types = new LinkedHashSet<>();
        body.path("content")
                .fieldNames()
                .forEachRemaining(type -> types.add(type.equals("*/*") ? "application/json" : type));
        return types;
    }

    /**
     * A body becomes one parameter, a form one for each of its fields.
     *
     * @param inline whether the body's own schema is written out where it is a reference
     */
    void convertBody(ObjectNode body, String pointer, boolean inline, ArrayNode parameters) {
        JsonNode content = body.path("content");
        List<String> types = JsonTrees.names(content instanceof ObjectNode object ? object : JsonTrees.object());
        if (types.isEmpty()) {
            return;
        }
        JsonNode schema = content.path(types.get(0)).path("schema");
        for (String type : types) {
            if (!content.path(type).path("schema").equals(schema)) {
                losses.add(
                        pointer,
                        "Swagger 2.0 has one schema for all media types of a body; give " + type
                                + " an operation of its own");
            }
        }
        String place = pointer + "/content" + JsonTrees.step("", types.get(0)) + "/schema";
        ObjectNode given = schema instanceof ObjectNode object ? object : JsonTrees.object();
        if (FORMS.contains(types.get(0))) {
            form(schemas.inline(given, place), place, parameters);
        } else {
            ObjectNode parameter = parameters.addObject().put("name", "body").put("in", "body");
            parameter.put("required", body.path("required").asBoolean());
            JsonTrees.copy(body, "description", parameter);
            JsonTrees.copyExtensions(body, parameter);
            parameter.set("schema", inline ? schemas.inline(given, place) : schemas.convert(given, place));
        }
    }

    private void form(ObjectNode schema, String pointer, ArrayNode parameters) {
        for (String name : JsonTrees.sortedNames(schema.path("properties"))) {
            ObjectNode property = (ObjectNode) schema.path("properties").get(name);
            boolean file = property.path("format").asText().equals("binary");
            boolean required = false;
            for (JsonNode one : schema.path("required")) {
                required |= one.asText().equals(name);
            }
            if (property.has("$ref") || property.path("type").asText().equals("object")) {
                losses.add(
                        pointer + "/properties" + JsonTrees.step("", name),
                        "a form field of Swagger 2.0 cannot be an object");
            }
            ObjectNode parameter = parameters
                    .addObject()
                    .put("name", name)
                    .put("in", "formData")
                    .put("required", required);
            property.properties().forEach(field -> parameter.set(field.getKey(), field.getValue()));
            if (property.path("type").asText().equals("array")) {
                parameter.put("collectionFormat", "csv");
            }
            if (file) {
                parameter.put("type", "file").remove("format");
            }
        }
    }
}
