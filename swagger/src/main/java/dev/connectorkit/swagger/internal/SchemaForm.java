package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Schemas of others in the keywords of OpenAPI 3.0: one type, bounds as flags, objects for booleans; the rest is lost and recorded. */
final class SchemaForm {

    private static final Set<String> READ = Stream.concat(
                    SchemaConverter.SAME.stream(),
                    Stream.of(
                            "$ref",
                            "additionalProperties",
                            "allOf",
                            "anyOf",
                            "deprecated",
                            "discriminator",
                            "items",
                            "not",
                            "nullable",
                            "oneOf",
                            "properties",
                            "required",
                            "writeOnly"))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> SHAPED =
            Set.of("type", "allOf", "oneOf", "anyOf", "properties", "items", "enum", "additionalProperties");
    private static final List<String> FLAGS = List.of("deprecated", "nullable", "readOnly", "uniqueItems", "writeOnly");
    private static final List<String> PARTS = List.of("allOf", "oneOf", "anyOf");

    private final ConversionLosses losses;
    private final boolean siblings;

    /** @param siblings whether keywords beside a {@code $ref} count, as in OpenAPI 3.1 */
    SchemaForm(ConversionLosses losses, boolean siblings) {
        this.losses = losses;
        this.siblings = siblings;
    }

    void correct(ObjectNode openApi) {
        children((ObjectNode) openApi.path("components"), "schemas", "/components");
        inside(openApi.path("paths"), "/paths");
    }

    /** Finds the schemas of parameters, bodies, answers and headers. */
    private void inside(JsonNode node, String pointer) {
        if (node instanceof ObjectNode object) {
            for (String name : JsonTrees.names(object)) {
                if (name.equals("schema")) {
                    child(object, name, pointer);
                } else if (!name.startsWith("example") && !name.startsWith("x-")) {
                    inside(object.get(name), JsonTrees.step(pointer, name));
                }
            }
        } else {
            for (int i = 0; i < node.size(); i++) {
                inside(node.get(i), pointer + "/" + i);
            }
        }
    }

    /** Corrects the schema in a field; {@code true} becomes an empty one. */
    private void child(ObjectNode holder, String field, String pointer) {
        String place = JsonTrees.step(pointer, field);
        JsonNode value = holder.get(field);
        if (value instanceof ObjectNode schema) {
            schema(schema, place);
        } else if (value instanceof BooleanNode all) {
            holder.putObject(field);
            if (!all.booleanValue()) {
                losses.add(place, "Swagger 2.0 has no schema that nothing satisfies");
            }
        } else {
            throw new IllegalArgumentException(place + ": must be a schema");
        }
    }

    private void children(ObjectNode holder, String field, String pointer) {
        if (holder.get(field) instanceof ObjectNode named) {
            JsonTrees.names(named).forEach(name -> child(named, name, JsonTrees.step(pointer, field)));
        } else if (holder.has(field)) {
            lose(holder, field, pointer);
        }
    }

    private void schema(ObjectNode schema, String pointer) {
        if (schema.has("$ref")) {
            reference(schema, pointer);
            return;
        }
        JsonTrees.requireFlags(schema, FLAGS, pointer);
        discriminator(schema.path("discriminator"), pointer + "/discriminator");
        types(schema, pointer);
        JsonNode constant = schema.remove("const");
        if (constant != null) {
            schema.putArray("enum").add(constant);
        }
        bound(schema, "exclusiveMinimum", "minimum", true);
        bound(schema, "exclusiveMaximum", "maximum", false);
        if (schema.get("examples") instanceof ArrayNode examples && !schema.has("example") && !examples.isEmpty()) {
            schema.set("example", examples.remove(0));
            if (examples.isEmpty()) {
                schema.remove("examples");
            }
        }
        if (schema.path("contentEncoding").asText().equals("base64") && !schema.has("format")) {
            schema.remove("contentEncoding");
            schema.put("format", "byte");
        }
        for (String name : JsonTrees.names(schema)) {
            if (!READ.contains(name) && !name.startsWith("x-")) {
                lose(schema, name, pointer);
            }
        }
        if (schema.has("required") && !schema.get("required").isArray()) {
            lose(schema, "required", pointer);
        }
        parts(schema, pointer);
        if (schema.path("type").asText().equals("array") && !schema.has("items")) {
            schema.putObject("items");
        }
        if (schema.has("items") && !schema.get("items").isArray()) {
            child(schema, "items", pointer);
        } else if (schema.has("items")) {
            lose(schema, "items", pointer);
            schema.putObject("items");
        }
        if (schema.path("additionalProperties").isObject()
                && schema.get("additionalProperties").isEmpty()) {
            schema.put("additionalProperties", true);
        } else if (schema.has("additionalProperties")
                && !schema.get("additionalProperties").isBoolean()) {
            child(schema, "additionalProperties", pointer);
        }
        children(schema, "properties", pointer);
        untyped(schema, pointer);
    }

    private static void discriminator(JsonNode discriminator, String pointer) {
        if (!discriminator.isMissingNode() && !discriminator.isObject()) {
            throw new IllegalArgumentException(pointer + ": must be an object");
        }
        if (discriminator.isObject() && !discriminator.path("propertyName").isTextual()) {
            throw new IllegalArgumentException(pointer + "/propertyName: must be a text");
        }
        JsonNode mapping = discriminator.path("mapping");
        if (!mapping.isMissingNode() && !mapping.isObject()) {
            throw new IllegalArgumentException(pointer + "/mapping: must be an object");
        }
    }

    private void lose(ObjectNode schema, String keyword, String pointer) {
        schema.remove(keyword);
        losses.add(JsonTrees.step(pointer, keyword), "Swagger 2.0 has no such keyword in a schema");
    }

    private void reference(ObjectNode schema, String pointer) {
        List<String> beside = JsonTrees.names(schema);
        beside.remove("$ref");
        if (beside.isEmpty()) {
            return;
        }
        JsonNode reference = schema.remove("$ref");
        if (siblings) {
            ArrayNode parts = schema.get("allOf") instanceof ArrayNode given ? given : schema.putArray("allOf");
            parts.insertObject(0).set("$ref", reference);
            schema(schema, pointer);
        } else {
            for (String name : beside) {
                losses.add(JsonTrees.step(pointer, name), "OpenAPI 3.0 ignores it beside $ref");
            }
            schema.removeAll();
            schema.set("$ref", reference);
        }
    }

    /** Corrects the parts; a choice between a schema and null is the schema, which may be null. */
    private void parts(ObjectNode schema, String pointer) {
        for (String field : PARTS) {
            if (!(schema.get(field) instanceof ArrayNode parts)) {
                if (schema.has(field)) {
                    lose(schema, field, pointer);
                }
                continue;
            }
            for (int i = 0; i < parts.size(); i++) {
                if (!(parts.get(i) instanceof ObjectNode part)) {
                    throw new IllegalArgumentException(pointer + "/" + field + "/" + i + ": must be a schema");
                }
                if (!field.equals("allOf")
                        && part.size() == 1
                        && part.path("type").asText().equals("null")) {
                    schema.put("nullable", true);
                    parts.remove(i--);
                } else {
                    schema(part, pointer + "/" + field + "/" + i);
                }
            }
            if (parts.isEmpty()) {
                schema.remove(field);
            } else if (!field.equals("allOf") && parts.size() == 1) {
                schema.remove(field);
                schema.withArrayProperty("allOf").add(parts.get(0));
            }
        }
    }

    private void types(ObjectNode schema, String pointer) {
        if (schema.path("type").asText().equals("null")) {
            schema.put("nullable", true).put("type", "string");
            losses.add(pointer + "/type", "Swagger 2.0 has no type for null alone");
        }
        if (!(schema.get("type") instanceof ArrayNode types)) {
            return;
        }
        String first = null;
        for (JsonNode type : types) {
            if (type.asText().equals("null")) {
                schema.put("nullable", true);
            } else if (first == null) {
                first = type.asText();
            } else {
                losses.add(pointer + "/type", "Swagger 2.0 has one type; " + type.asText() + " is lost");
            }
        }
        schema.put("type", first == null ? "string" : first);
    }

    /** Gives a schema without type that of its constants; one that allows anything becomes an object. */
    private void untyped(ObjectNode schema, String pointer) {
        JsonNode value = schema.path("enum").path(0);
        if (!schema.has("type") && !value.isMissingNode()) {
            schema.put(
                    "type",
                    value.isIntegralNumber()
                            ? "integer"
                            : value.isNumber() ? "number" : value.isBoolean() ? "boolean" : "string");
        } else if (SHAPED.stream().noneMatch(schema::has)) {
            losses.add(pointer, "designers show nothing for a schema without type; the type object is written");
        }
    }

    private static void bound(ObjectNode schema, String exclusive, String bound, boolean lower) {
        if (schema.path(exclusive).isNumber()) {
            JsonNode other = schema.path(bound);
            double given = schema.get(exclusive).doubleValue();
            if (other.isNumber() && (lower ? other.doubleValue() > given : other.doubleValue() < given)) {
                schema.remove(exclusive);
            } else {
                schema.set(bound, schema.get(exclusive));
                schema.put(exclusive, true);
            }
        }
    }
}
