package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** JSON Schema of OpenAPI 3.1 in the keywords of 3.0: lists of types, constants, exclusive bounds. */
final class SchemaForm {

    private static final List<String> UNKNOWN = List.of(
            "if",
            "then",
            "else",
            "patternProperties",
            "prefixItems",
            "contains",
            "dependentSchemas",
            "unevaluatedProperties",
            "propertyNames");

    private final ConversionLosses losses;

    SchemaForm(ConversionLosses losses) {
        this.losses = losses;
    }

    void correct(ObjectNode openApi) {
        openApi.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> schema(schema.getValue(), JsonTrees.step("/components/schemas", schema.getKey())));
        inside(openApi.path("paths"), "/paths");
    }

    /** Finds the schemas of parameters, bodies, answers and headers. */
    private void inside(JsonNode node, String pointer) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                String place = JsonTrees.step(pointer, field.getKey());
                if (field.getKey().equals("schema")) {
                    schema(field.getValue(), place);
                } else if (!field.getKey().startsWith("example")) {
                    inside(field.getValue(), place);
                }
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                inside(array.get(i), pointer + "/" + i);
            }
        }
    }

    private void schema(JsonNode node, String pointer) {
        if (!(node instanceof ObjectNode schema)) {
            return;
        }
        types(schema, pointer);
        JsonNode constant = schema.remove("const");
        if (constant != null) {
            schema.putArray("enum").add(constant);
        }
        bound(schema, "exclusiveMinimum", "minimum");
        bound(schema, "exclusiveMaximum", "maximum");
        if (schema.get("examples") instanceof ArrayNode examples && !schema.has("example") && !examples.isEmpty()) {
            schema.set("example", examples.get(0));
        }
        schema.remove("examples");
        JsonNode encoding = schema.remove("contentEncoding");
        if (encoding != null && encoding.asText().equals("base64") && !schema.has("format")) {
            schema.put("format", "byte");
        }
        for (String keyword : UNKNOWN) {
            if (schema.remove(keyword) != null) {
                losses.add(pointer + "/" + keyword, "Swagger 2.0 has no " + keyword);
            }
        }
        schema(schema.path("items"), pointer + "/items");
        schema(schema.path("additionalProperties"), pointer + "/additionalProperties");
        schema(schema.path("not"), pointer + "/not");
        schema.path("properties")
                .properties()
                .forEach(property ->
                        schema(property.getValue(), pointer + "/properties" + JsonTrees.step("", property.getKey())));
        for (String parts : List.of("allOf", "oneOf", "anyOf")) {
            for (int i = 0; i < schema.path(parts).size(); i++) {
                schema(schema.path(parts).get(i), pointer + "/" + parts + "/" + i);
            }
        }
    }

    private void types(ObjectNode schema, String pointer) {
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

    private static void bound(ObjectNode schema, String exclusive, String bound) {
        if (schema.path(exclusive).isNumber()) {
            schema.set(bound, schema.get(exclusive));
            schema.put(exclusive, true);
        }
    }
}
