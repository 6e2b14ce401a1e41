package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.designer.DesignerInput;
import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.designer.DynamicSource;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Source;
import dev.connectorkit.designer.document.Value;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.WorkflowEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Values for the required inputs of an operation: given ones first, then {@code x-ms-test-value}, {@code example}, the first choice,
 * also of dynamic values, and else one of the right type and format.
 */
public final class ExampleInputs {

    private final WorkflowEngine engine;
    private final Operation written;
    private final Map<String, JsonNode> values;

    private ExampleInputs(WorkflowEngine engine, Operation written, Map<String, JsonNode> given) {
        this.engine = engine;
        this.written = written;
        this.values = new LinkedHashMap<>(given);
    }

    /**
     * Returns the values by the names that {@link WorkflowEngine#poll(String, Map)} takes; dynamic values are asked for.
     *
     * @param operation an operation of the engine's document
     * @param given values that count first
     */
    public static Map<String, JsonNode> of(
            WorkflowEngine engine, DesignerOperation operation, Map<String, JsonNode> given) {
        Document document = Document.read(new Source("document", engine.document()), null, null);
        return of(engine, document.operation(operation.operationId()).orElseThrow(), operation, given);
    }

    static Map<String, JsonNode> of(
            WorkflowEngine engine, Operation written, DesignerOperation operation, Map<String, JsonNode> given) {
        ExampleInputs inputs = new ExampleInputs(engine, written, given);
        List<DesignerInput> dependent = new ArrayList<>();
        for (DesignerInput input : operation.inputs()) {
            DynamicSource source = input.dynamicSource();
            if (source != null && !source.dependsOn().isEmpty()) {
                dependent.add(input);
            } else {
                inputs.add(input);
            }
        }
        dependent.forEach(inputs::add);
        return inputs.values;
    }

    private void add(DesignerInput input) {
        String path = input.path();
        boolean known = values.containsKey(path) || values.containsKey(input.name());
        boolean filled = input.defaultValue() != null || input.callback() != null || input.internal();
        if (input.required() && !known && !filled) {
            values.put(path, value(input));
        }
    }

    private JsonNode value(DesignerInput input) {
        Value place = place(input);
        for (String name : new String[] {"x-ms-test-value", "example", "x-example"}) {
            if (place.has(name)) {
                return place.get(name).node();
            }
        }
        if (!input.choices().isEmpty()) {
            return input.choices().get(0).value();
        }
        if (place.has("x-ms-dynamic-values")) {
            DynamicCall call = new DynamicCall(place.get("x-ms-dynamic-values"));
            Exchange exchange = call.send(engine, values);
            JsonNode first = call.value(call.collection(exchange).path(0));
            if (first.isValueNode()) {
                return first;
            }
        }
        if (place.has("x-ms-dynamic-schema")) {
            DynamicCall call = new DynamicCall(place.get("x-ms-dynamic-schema"));
            Exchange exchange = call.send(engine, values);
            return exchange.status() == 200
                    ? ofSchema(call.value(exchange.response().orElseThrow().json()))
                    : JsonNodeFactory.instance.objectNode();
        }
        return ofType(input.type(), input.format(), place.node());
    }

    /** Returns the parameter, the schema of the body or the property where an input is written. */
    private Value place(DesignerInput input) {
        if (!input.in().equals("body")) {
            return written.parameters().stream()
                    .filter(parameter -> parameter.text("name").equals(input.name())
                            && parameter.text("in").equals(input.in()))
                    .findFirst()
                    .orElse(written.value().get("x-missing"));
        }
        Value schema = written.body().resolve();
        String[] steps = input.key().split("\\.", -1);
        for (int i = 2; i < steps.length; i++) {
            schema = schema.get("properties").get(steps[i]).resolve();
        }
        return schema;
    }

    private static JsonNode ofSchema(JsonNode schema) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        List<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        for (String name : required) {
            JsonNode property = schema.path("properties").path(name);
            JsonNode given = property.has("default")
                    ? property.get("default")
                    : property.path("enum").path(0);
            value.set(
                    name,
                    given.isMissingNode()
                            ? ofType(
                                    property.path("type").asText(),
                                    property.path("format").asText(),
                                    property)
                            : given);
        }
        return value;
    }

    private static JsonNode ofType(String type, String format, JsonNode schema) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (type) {
            case "integer", "number" -> json.numberNode(schema.path("minimum").asLong(1));
            case "boolean" -> json.booleanNode(true);
            case "array" -> json.arrayNode();
            case "object", "any" -> json.objectNode();
            default -> json.textNode(text(format, schema));
        };
    }

    private static String text(String format, JsonNode schema) {
        String text = switch (format) {
            case "date-time" -> "2030-01-01T00:00:00Z";
            case "date" -> "2030-01-01";
            case "uuid" -> "00000000-0000-4000-8000-000000000000";
            case "email" -> "conformance@example.com";
            case "uri" -> "https://example.com/";
            case "byte" -> "c2FtcGxl";
            default -> "sample";
        };
        int shortest = schema.path("minLength").asInt(0);
        int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        String padded = text + "x".repeat(Math.max(0, shortest - text.length()));
        return padded.length() > longest ? padded.substring(0, longest) : padded;
    }
}
