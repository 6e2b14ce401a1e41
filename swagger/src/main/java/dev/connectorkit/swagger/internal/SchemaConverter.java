package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * OpenAPI 3 schemas to Swagger 2.0 ones as designers read them: every schema has a type, inheritance is flattened, a reference
 * has nothing beside it.
 */
final class SchemaConverter {

    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DEFINITIONS = "#/definitions/";
    private static final String OUTPUT = "Output";
    /** The keywords of both versions, in the order in which they are written. */
    static final List<String> SAME = List.of(
            "type",
            "format",
            "title",
            "description",
            "default",
            "enum",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "uniqueItems",
            "maxProperties",
            "minProperties",
            "readOnly",
            "xml",
            "externalDocs",
            "example");

    private static final List<String> CHOICES = List.of("oneOf", "anyOf", "not");

    private final ObjectNode components;
    private final ConversionLosses losses;
    private final boolean output;

    /** @param components the document's {@code components.schemas} */
    SchemaConverter(ObjectNode components, ConversionLosses losses) {
        this(components, losses, false);
    }

    private SchemaConverter(ObjectNode components, ConversionLosses losses, boolean output) {
        this.components = components;
        this.losses = losses;
        this.output = output;
    }

    /** Returns a converter of what the connector sends: without the properties that are only read. */
    SchemaConverter ofOutputs() {
        return new SchemaConverter(components, losses, true);
    }

    /** Returns the definition that a reference of either converter leads to. */
    ObjectNode referred(String name) {
        return components.has(name) || !name.endsWith(OUTPUT)
                ? definition(name)
                : ofOutputs().definition(name.substring(0, name.length() - OUTPUT.length()));
    }

    /** Returns the definition of a component. */
    ObjectNode definition(String name) {
        ObjectNode converted = convert(component(name), JsonTrees.step("/components/schemas", name));
        if (converted.path("title").asText().equals(name)) {
            converted.remove("title"); // designers would show it in place of the label
        }
        return converted;
    }

    /** Returns a schema of a property, body or response. */
    ObjectNode convert(ObjectNode schema, String pointer) {
        return convert(schema, pointer, List.of());
    }

    /** The same where no reference is allowed, as in a parameter: what it refers to is written out. */
    ObjectNode inline(ObjectNode schema, String pointer) {
        return schema.has("$ref") ? definition(name(schema)) : convert(schema, pointer);
    }

    private ObjectNode component(String name) {
        return components.get(name) instanceof ObjectNode found ? found : JsonTrees.object();
    }

    /** @param open the components that are being flattened, so that a cycle ends */
    private ObjectNode convert(ObjectNode schema, String pointer, List<String> open) {
        if (schema.has("$ref")) {
            String name = name(schema);
            String suffix = output && isPartlyRead(name, new HashSet<>()) ? OUTPUT : "";
            return JsonTrees.object().put("$ref", DEFINITIONS + name + suffix);
        }
        ObjectNode converted = JsonTrees.object();
        ObjectNode properties = JsonTrees.object();
        List<String> required = new ArrayList<>();
        JsonNode parts = schema.path("allOf");
        if (isOnlyReference(schema, parts)) {
            return convert((ObjectNode) parts.get(0), pointer, open);
        }
        for (int i = 0; i < parts.size(); i++) {
            inherit((ObjectNode) parts.get(i), pointer + "/allOf/" + i, open, converted, properties, required);
        }
        for (String field : SAME) {
            JsonTrees.copy(schema, field, converted);
        }
        if (converted.has("format")
                && !Formats.KNOWN.contains(converted.get("format").asText())) {
            converted.set("x-format", converted.remove("format"));
        }
        JsonNode own = schema.path("properties");
        for (String name : JsonTrees.names(own.isObject() ? (ObjectNode) own : JsonTrees.object())) {
            if (output && own.get(name).path("writeOnly").asBoolean()) {
                continue;
            }
            properties.set(
                    name,
                    convert((ObjectNode) own.get(name), pointer + "/properties" + JsonTrees.step("", name), open));
        }
        schema.path("required").forEach(name -> add(required, name.asText()));
        if (schema.get("items") instanceof ObjectNode items) {
            converted.set("items", withoutLabelOf(schema, convert(items, pointer + "/items", open)));
        }
        if (schema.get("additionalProperties") instanceof ObjectNode values) {
            converted.set("additionalProperties", convert(values, pointer + "/additionalProperties", open));
        } else {
            JsonTrees.copy(schema, "additionalProperties", converted);
        }
        discriminate(schema, converted, required);
        say(schema, converted, pointer);
        JsonTrees.copyExtensions(schema, converted);
        return finish(converted, properties, required);
    }

    /** Reports whether a component, or one that it refers to, has properties that are only read. */
    private boolean isPartlyRead(String name, Set<String> open) {
        ObjectNode component = component(name);
        if (component.findValues("writeOnly").stream().anyMatch(JsonNode::asBoolean)) {
            return true;
        }
        for (String reference : JsonTrees.references(component)) {
            String next = reference.substring(reference.lastIndexOf('/') + 1);
            if (open.add(next) && isPartlyRead(next, open)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOnlyReference(ObjectNode schema, JsonNode parts) {
        return parts.size() == 1 && parts.get(0).has("$ref") && schema.size() == 1;
    }

    private void inherit(
            ObjectNode part,
            String pointer,
            List<String> open,
            ObjectNode converted,
            ObjectNode properties,
            List<String> required) {
        ObjectNode flat;
        if (part.has("$ref")) {
            String name = name(part);
            if (open.contains(name)) {
                return;
            }
            List<String> deeper = new ArrayList<>(open);
            deeper.add(name);
            flat = convert(component(name), pointer, deeper);
        } else {
            flat = convert(part, pointer, open);
        }
        flat.path("required").forEach(name -> add(required, name.asText()));
        if (flat.get("properties") instanceof ObjectNode inherited) {
            properties.setAll(inherited);
        }
        for (String field : JsonTrees.names(flat)) {
            if (!field.equals("properties") && !field.equals("required") && !field.equals("discriminator")) {
                JsonTrees.copy(flat, field, converted);
            }
        }
    }

    private static void discriminate(ObjectNode schema, ObjectNode converted, List<String> required) {
        JsonNode discriminator = schema.path("discriminator");
        if (discriminator.has("propertyName")) {
            converted.put("discriminator", discriminator.get("propertyName").asText());
            if (discriminator.has("mapping")) {
                converted.set(
                        "x-discriminator-mapping", discriminator.get("mapping").deepCopy());
            }
            add(required, discriminator.get("propertyName").asText());
        }
    }

    /** Says with an {@code x-} name what Swagger 2.0 has no word for. */
    private void say(ObjectNode schema, ObjectNode converted, String pointer) {
        for (String choice : CHOICES) {
            if (schema.has(choice)) {
                losses.add(pointer, "Swagger 2.0 has no " + choice + "; give the property one type");
            }
        }
        if (schema.path("nullable").asBoolean()) {
            converted.put("x-nullable", true);
        }
        if (schema.path("writeOnly").asBoolean()) {
            converted.put("x-write-only", true);
        }
        if (schema.path("deprecated").asBoolean()) {
            converted.put("x-deprecated", true);
        }
    }

    private static ObjectNode finish(ObjectNode converted, ObjectNode properties, List<String> required) {
        ObjectNode ordered = JsonTrees.object();
        ordered.put("type", type(converted, properties));
        ordered.setAll((ObjectNode) converted.without("type"));
        List<String> known = required.stream().filter(properties::has).toList();
        if (!known.isEmpty()) {
            ArrayNode names = ordered.putArray("required");
            known.forEach(names::add);
        }
        if (!properties.isEmpty()) {
            ordered.set("properties", properties);
        }
        return ordered;
    }

    private static String type(ObjectNode converted, ObjectNode properties) {
        if (converted.has("type")) {
            return converted.get("type").asText();
        }
        if (converted.has("items")) {
            return "array";
        }
        return properties.isEmpty() && converted.has("enum") ? "string" : "object";
    }

    /** swagger-core labels the elements of a list as it does the list. */
    private static ObjectNode withoutLabelOf(ObjectNode list, ObjectNode items) {
        for (String label : List.of(Extensions.SUMMARY, Extensions.VISIBILITY, "description")) {
            if (list.has(label) && list.get(label).equals(items.get(label))) {
                items.remove(label);
            }
        }
        return items;
    }

    private static String name(ObjectNode reference) {
        String target = reference.get("$ref").asText();
        return target.startsWith(COMPONENTS) ? target.substring(COMPONENTS.length()) : target;
    }

    private static void add(List<String> names, String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
    }
}
