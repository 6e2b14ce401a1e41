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
    private static final Set<String> SCALARS = Set.of("string", "integer", "number", "boolean");
    private static final Set<String> FORMS = Set.of("application/x-www-form-urlencoded", "multipart/form-data");

    private static final String HIDE = "hide it with @Parameter(hidden = true)";
    private static final Set<String> FOREIGN = Set.of("readOnly", "xml", "externalDocs", "title", "x-nullable");

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
            losses.add(pointer, "Swagger 2.0 has no cookie parameters", HIDE);
            return Optional.empty();
        }
        if (Set.of("matrix", "label", "deepObject").contains(style)) {
            losses.add(pointer, "Swagger 2.0 has no " + style + " parameters", HIDE);
            if (!in.equals("path")) {
                return Optional.empty();
            }
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
            boolean exploded =
                    !parameter.has("explode") || parameter.get("explode").asBoolean();
            if (in.equals("query") && exploded) {
                losses.addForeign(
                        pointer, "designers do not repeat a parameter for each value; the values are one text");
            }
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
            schema = JsonTrees.object().put("type", "string");
        }
        if (schema.get("items") instanceof ObjectNode items && items.has("$ref")) {
            ObjectNode item = schemas.referred(items.get("$ref").asText().substring("#/definitions/".length()));
            if (SCALARS.contains(item.path("type").asText())) {
                schema.set("items", item);
            } else {
                losses.add(pointer, "a parameter of Swagger 2.0 cannot be a list of objects; take a body");
                schema.set("items", JsonTrees.object().put("type", "string"));
            }
        }
        for (String field : JsonTrees.names(schema)) {
            if (FOREIGN.contains(field)) {
                losses.addForeign(pointer + "/schema", "a parameter of Swagger 2.0 has no " + field);
            } else if (!field.equals("example") && !converted.has(field)) {
                JsonTrees.copy(schema, field, converted);
            }
        }
    }

    static boolean isForm(String mediaType) {
        return FORMS.contains(mediaType);
    }

    /** Returns the media types of a request body. */
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
        if (isForm(types.get(0))) {
            form(schemas.inline(given, place), place, parameters);
        } else {
            ObjectNode parameter = parameters.addObject().put("name", "body").put("in", "body");
            parameter.put("required", body.path("required").asBoolean());
            JsonTrees.copy(body, "description", parameter);
            JsonTrees.copyExtensions(body, parameter);
            parameter.set("schema", inline ? schemas.inline(given, place) : schemas.convert(given, place));
        }
    }

    /** Removes what a header or a form field of Swagger 2.0 does not have, though a schema does. */
    void trim(ObjectNode simple, String pointer) {
        JsonNode example = simple.remove("example");
        if (example != null) {
            simple.set("x-example", example);
        }
        for (String field : FOREIGN) {
            if (simple.remove(field) != null) {
                losses.addForeign(pointer, "Swagger 2.0 has no " + field + " here");
            }
        }
    }

    private void form(ObjectNode schema, String pointer, ArrayNode parameters) {
        for (String name : JsonTrees.sortedNames(schema.path("properties"))) {
            ObjectNode property = (ObjectNode) schema.path("properties").get(name);
            boolean required = false;
            for (JsonNode one : schema.path("required")) {
                required |= one.asText().equals(name);
            }
            if (property.has("$ref")) {
                property = schemas.referred(property.get("$ref").asText().substring("#/definitions/".length()));
            }
            if (property.path("type").asText().equals("object")) {
                losses.add(
                        pointer + "/properties" + JsonTrees.step("", name),
                        "a form field of Swagger 2.0 cannot be an object");
                property = JsonTrees.object().put("type", "string");
            }
            property = property.deepCopy();
            trim(property, pointer + "/properties" + JsonTrees.step("", name));
            boolean file = property.path("format").asText().equals("binary");
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
