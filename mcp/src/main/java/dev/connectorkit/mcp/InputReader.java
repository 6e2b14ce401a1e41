package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the arguments of a tool: parameters, and the properties of a body that is an object, side by side. Not thread-safe. */
final class InputReader {

    private static final int MAX_NAME = 64;

    private final JsonNode document;
    private final List<ToolInput> inputs = new ArrayList<>();
    private final ObjectNode properties = JsonNodeFactory.instance.objectNode();
    private final Set<String> required = new LinkedHashSet<>();
    private boolean bodyRequired;

    InputReader(JsonNode document) {
        this.document = document;
    }

    void add(JsonNode parameter) {
        ToolInput.Place place = switch (parameter.path("in").asText()) {
            case "path" -> ToolInput.Place.PATH;
            case "query" -> ToolInput.Place.QUERY;
            case "header" -> ToolInput.Place.HEADER;
            case "formData" ->
                parameter.path("type").asText().equals("file") ? ToolInput.Place.FILE : ToolInput.Place.FORM;
            default -> ToolInput.Place.BODY;
        };
        if (place != ToolInput.Place.BODY) {
            add(
                    parameter,
                    place,
                    parameter.path("name").asText(),
                    parameter,
                    parameter.path("required").asBoolean());
            return;
        }
        bodyRequired |= parameter.path("required").asBoolean();
        ObjectNode body = new FlatSchema(document, FlatSchema.Side.INPUT).of(parameter.path("schema"));
        boolean open = body.has("additionalProperties")
                && !body.path("additionalProperties").isBoolean();
        if (!body.path("properties").isEmpty() && !open) {
            Set<String> needed = new LinkedHashSet<>();
            body.path("required").forEach(name -> needed.add(name.asText()));
            JsonNode source = FlatSchema.resolved(document, parameter.path("schema"));
            for (Map.Entry<String, JsonNode> property : body.path("properties").properties()) {
                add(
                        source.path("properties").path(property.getKey()),
                        ToolInput.Place.BODY_PROPERTY,
                        property.getKey(),
                        property.getValue(),
                        bodyRequired && needed.contains(property.getKey()));
            }
        } else {
            add(parameter, ToolInput.Place.BODY, parameter.path("name").asText("body"), body, bodyRequired);
        }
    }

    /** @param schema flat already if it is part of a body */
    private void add(JsonNode source, ToolInput.Place place, String name, JsonNode schema, boolean needed) {
        boolean hidden = source.path("x-ms-visibility").asText().equals("internal");
        JsonNode preset = hidden && source.has("default") ? source.get("default") : null;
        if (hidden && !needed && preset == null) {
            return;
        }
        boolean body = place == ToolInput.Place.BODY || place == ToolInput.Place.BODY_PROPERTY;
        ObjectNode flat = body ? schema.deepCopy() : new FlatSchema(document, FlatSchema.Side.INPUT).of(schema);
        String property = unused(name.replaceAll("[^A-Za-z0-9_.-]", "_"), place);
        inputs.add(new ToolInput(
                property,
                place,
                name,
                flat,
                source.path("collectionFormat").asText("csv"),
                source.path("x-ms-url-encoding").asText().equals("double") ? 2 : 1,
                preset));
        if (preset != null) {
            return;
        }
        String values = source.path("x-ms-dynamic-values").path("operationId").asText();
        if (!values.isEmpty() && isVisible(values)) {
            FlatSchema.append(flat, "One of the values that " + values + " returns.");
        }
        properties.set(property, flat);
        if (needed) {
            required.add(property);
        }
    }

    /** Agents call what lists values only if it is a tool too. */
    private boolean isVisible(String operationId) {
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                if (operation.path("operationId").asText().equals(operationId)) {
                    return !operation.path("x-ms-visibility").asText().equals("internal");
                }
            }
        }
        return false;
    }

    private String unused(String name, ToolInput.Place place) {
        String shortened = name.isEmpty() ? "value" : name.substring(0, Math.min(name.length(), MAX_NAME));
        String candidate = shortened;
        for (int i = 2; properties.has(candidate); i++) {
            candidate = place == ToolInput.Place.BODY_PROPERTY && i == 2 ? "body_" + shortened : shortened + "_" + i;
        }
        return candidate;
    }

    List<ToolInput> inputs() {
        return inputs;
    }

    boolean isBodyRequired() {
        return bodyRequired;
    }

    boolean hasForm() {
        return inputs.stream()
                .anyMatch(input -> input.place() == ToolInput.Place.FORM || input.place() == ToolInput.Place.FILE);
    }

    boolean hasFile() {
        return inputs.stream().anyMatch(input -> input.place() == ToolInput.Place.FILE);
    }

    ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.set("properties", properties);
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required.stream().sorted(Comparator.naturalOrder()).forEach(names::add);
        }
        schema.put("additionalProperties", false);
        return schema;
    }
}
