package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes JSON Schemas of the schemas and parameters of a Swagger document that every client of tools accepts: no {@code $ref}, no
 * {@code allOf}, one type at each place. A definition inside itself is expanded {@value #SAME_DEFINITION} times on a path, and a schema
 * has at most {@value #MAX_NODES} nodes on {@value #MAX_DEPTH} levels; descriptions say where more is left out. One instance for one
 * schema; not thread-safe.
 */
final class FlatSchema {

    /** The side of a tool that a schema describes. */
    enum Side {
        INPUT,
        OUTPUT
    }

    private static final int SAME_DEFINITION = 2;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_NODES = 400;
    private static final String REFERENCE = "#/definitions/";
    private static final List<String> INPUT_KEYS =
            List.of("default", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems");
    private static final Set<String> FORMATS = Set.of("date-time", "date", "email", "uri", "uuid");

    private final JsonNode definitions;
    private final Side side;
    private final Deque<String> path = new ArrayDeque<>();
    private int depth;
    private int nodes;

    FlatSchema(JsonNode document, Side side) {
        this.definitions = document.path("definitions");
        this.side = side;
    }

    /** Returns the flat schema of a schema or of a parameter that is no body. */
    ObjectNode of(JsonNode schema) {
        if (depth >= MAX_DEPTH || nodes >= MAX_NODES) {
            return rest("More is not described here.");
        }
        nodes++;
        depth++;
        try {
            String reference = schema.path("$ref").asText();
            return reference.startsWith(REFERENCE)
                    ? definition(reference.substring(REFERENCE.length()), schema)
                    : plain(schema);
        } finally {
            depth--;
        }
    }

    private ObjectNode definition(String name, JsonNode at) {
        if (Collections.frequency(path, name) >= SAME_DEFINITION) {
            return rest("Another " + name + ", with the same properties.");
        }
        path.push(name);
        try {
            ObjectNode flat = of(definitions.path(name));
            texts(at, flat);
            return flat;
        } finally {
            path.pop();
        }
    }

    private ObjectNode plain(JsonNode schema) {
        ObjectNode flat = JsonNodeFactory.instance.objectNode();
        String type = type(schema);
        boolean file = type.equals("file") || schema.path("format").asText().matches("binary|byte");
        if (!type.isEmpty()) {
            flat.put("type", type.equals("file") ? "string" : type);
        }
        texts(schema, flat);
        if (file) {
            append(flat, "Base64.");
        }
        copy(schema, flat);
        if (type.equals("array")) {
            flat.set("items", of(schema.path("items")));
        }
        if (type.equals("object")) {
            properties(schema, flat);
        }
        schema.path("allOf").forEach(part -> merge(of(part), flat));
        return flat;
    }

    /** Returns the definition that a schema refers to; the schema itself if it is no reference. */
    static JsonNode resolved(JsonNode document, JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty()
                ? schema
                : document.path("definitions").path(reference.replaceFirst("^" + REFERENCE, ""));
    }

    static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        for (JsonNode each : type.isArray() ? type : List.of(type)) {
            if (each.isTextual() && !each.asText().equals("null")) {
                return each.asText();
            }
        }
        if (schema.has("properties") || schema.has("additionalProperties") || schema.has("allOf")) {
            return "object";
        }
        return schema.has("items") ? "array" : "";
    }

    private static void texts(JsonNode from, ObjectNode to) {
        JsonNode summary = from.path("x-ms-summary");
        String title =
                summary.isTextual() ? summary.asText() : from.path("title").asText();
        if (!title.isEmpty()) {
            to.put("title", title);
        }
        if (from.path("description").isTextual()) {
            to.put("description", from.path("description").asText());
        }
    }

    private void copy(JsonNode from, ObjectNode to) {
        if (from.path("enum").isArray()) {
            ArrayNode values = to.putArray("enum");
            from.path("enum").forEach(value -> {
                if (!value.isNull()) {
                    values.add(value);
                }
            });
        }
        if (side == Side.OUTPUT) {
            return; // the connector answers as it does; what restricts an answer can only make a client refuse it
        }
        INPUT_KEYS.forEach(key -> {
            if (from.has(key)) {
                to.set(key, from.get(key).deepCopy());
            }
        });
        if (FORMATS.contains(from.path("format").asText())) {
            to.set("format", from.get("format"));
        }
    }

    private void properties(JsonNode schema, ObjectNode flat) {
        Set<String> required = new LinkedHashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        ObjectNode properties = flat.putObject("properties");
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode value = property.getValue();
            if (side == Side.INPUT && value.path("readOnly").asBoolean()) {
                required.remove(property.getKey());
                continue;
            }
            if (side == Side.OUTPUT && value.path("x-nullable").asBoolean()) {
                required.remove(property.getKey());
            }
            if (nodes >= MAX_NODES) {
                append(flat, "More properties are not described here.");
                break;
            }
            properties.set(property.getKey(), of(value));
        }
        required.retainAll(names(properties));
        if (!required.isEmpty()) {
            required.forEach(flat.putArray("required")::add);
        }
        JsonNode more = schema.path("additionalProperties");
        if (more.isObject() && !more.isEmpty()) {
            flat.set("additionalProperties", of(more));
        } else if (more.isBoolean() && !more.asBoolean() && side == Side.INPUT && nodes < MAX_NODES) {
            flat.put("additionalProperties", false);
        }
    }

    private static Set<String> names(ObjectNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void merge(ObjectNode part, ObjectNode into) {
        Set<String> required = new LinkedHashSet<>();
        into.path("required").forEach(name -> required.add(name.asText()));
        part.path("required").forEach(name -> required.add(name.asText()));
        ObjectNode properties = into.withObjectProperty("properties");
        part.path("properties").properties().forEach(each -> {
            if (!properties.has(each.getKey())) {
                properties.set(each.getKey(), each.getValue());
            }
        });
        part.properties().forEach(each -> {
            if (!into.has(each.getKey())) {
                into.set(each.getKey(), each.getValue());
            }
        });
        if (!required.isEmpty()) {
            required.forEach(into.putArray("required")::add);
        }
    }

    static void append(ObjectNode schema, String sentence) {
        String text = schema.path("description").asText();
        schema.put("description", text.isEmpty() ? sentence : text + " " + sentence);
    }

    private static ObjectNode rest(String description) {
        return JsonNodeFactory.instance.objectNode().put("type", "object").put("description", description);
    }
}
