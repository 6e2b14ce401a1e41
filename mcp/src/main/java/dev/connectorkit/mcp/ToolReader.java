package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Makes a tool of an operation of a Swagger document. */
final class ToolReader {

    private static final int MAX_NAME = 64;

    private final JsonNode document;
    private final String method;
    private final String path;
    private final JsonNode operation;
    private final JsonNode shared;

    /** @param shared the parameters of the path */
    ToolReader(JsonNode document, String method, String path, JsonNode operation, JsonNode shared) {
        this.document = document;
        this.method = method;
        this.path = path;
        this.operation = operation;
        this.shared = shared;
    }

    /** Reports whether agents get the operation: visible actions that answer their caller. */
    boolean isAction() {
        return !operation.has("x-ms-trigger")
                && !operation.has("x-ms-scheduler-trigger")
                && !operation.has("x-ms-agentic-protocol")
                && !operation.path("x-ms-visibility").asText().equals("internal")
                && !operation.path("operationId").asText().isEmpty()
                && !operation.path("deprecated").asBoolean()
                && !hasCallback();
    }

    /** Agents have no URL to call back to. */
    private boolean hasCallback() {
        return operation.findValue("x-ms-notification-url") != null
                || StreamSupport.stream(operation.path("parameters").spliterator(), false)
                        .map(parameter -> FlatSchema.resolved(document, parameter.path("schema")))
                        .anyMatch(schema -> schema.findValue("x-ms-notification-url") != null);
    }

    BoundTool read() {
        InputReader inputs = new InputReader(document);
        parameters().forEach(inputs::add);
        boolean isLong = operation.path("responses").has("202");
        ObjectNode output = isLong ? null : output();
        boolean wrapped = false;
        if (output != null && !output.path("type").asText().equals("object")) {
            output = wrap(output);
            wrapped = true;
        }
        boolean reads = method.matches("get|head")
                || operation.path("x-ms-safe-operation").asBoolean();
        boolean confirm = operation.path("x-ms-require-user-confirmation").asBoolean();
        String summary = text("summary", operation.path("operationId").asText());
        McpTool tool = new McpTool(
                name(),
                operation.path("operationId").asText(),
                summary,
                text("x-ms-description-for-model", text("description", summary)),
                inputs.schema(),
                output,
                reads && !confirm,
                confirm || method.matches("put|patch|delete"),
                method.matches("get|head|put|delete"),
                isLong);
        return new BoundTool(
                tool,
                new ToolOperation(
                        method.toUpperCase(Locale.ROOT),
                        path,
                        inputs.inputs(),
                        consumes(inputs),
                        inputs.isBodyRequired(),
                        wrapped || (isLong && !isObject(success()))));
    }

    private String name() {
        String name = text("x-ms-name-for-model", operation.path("operationId").asText())
                .replaceAll("[^A-Za-z0-9_-]", "_");
        return name.substring(0, Math.min(name.length(), MAX_NAME));
    }

    private String text(String key, String otherwise) {
        String text = operation.path(key).asText();
        return text.isBlank() ? otherwise : text;
    }

    /** Returns the parameters of the path that the operation does not replace by its own, then those of the operation. */
    private Collection<JsonNode> parameters() {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        for (JsonNode each : List.of(shared, operation.path("parameters"))) {
            for (JsonNode parameter : each) {
                JsonNode resolved = parameter(parameter);
                String key = resolved.path("in").asText() + " "
                        + resolved.path("name").asText();
                parameters.remove(key);
                parameters.put(key, resolved);
            }
        }
        return parameters.values();
    }

    private JsonNode parameter(JsonNode parameter) {
        String reference = parameter.path("$ref").asText();
        return reference.isEmpty()
                ? parameter
                : document.path("parameters").path(reference.replaceFirst("^#/parameters/", ""));
    }

    private String consumes(InputReader inputs) {
        JsonNode types = operation.has("consumes") ? operation.get("consumes") : document.path("consumes");
        List<String> all = StreamSupport.stream(types.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        if (inputs.hasForm()) {
            return inputs.hasFile() || all.contains("multipart/form-data")
                    ? "multipart/form-data"
                    : "application/x-www-form-urlencoded";
        }
        return all.isEmpty() || all.contains("application/json") ? "application/json" : all.get(0);
    }

    /** Returns the schema of the only successful answer, or a missing node. */
    private JsonNode success() {
        JsonNode found = MissingNode.getInstance();
        int bodies = 0;
        for (var response : operation.path("responses").properties()) {
            if (response.getKey().startsWith("2") && !response.getKey().equals("202")) {
                found = response.getValue().path("schema");
                bodies++;
            }
        }
        return bodies == 1 ? found : MissingNode.getInstance();
    }

    private boolean isObject(JsonNode schema) {
        return FlatSchema.type(FlatSchema.resolved(document, schema)).matches("object|");
    }

    private @Nullable ObjectNode output() {
        JsonNode schema = success();
        if (schema.isMissingNode() || schema.isEmpty()) {
            return null;
        }
        JsonNode plain = FlatSchema.resolved(document, schema);
        String type = FlatSchema.type(plain);
        boolean bytes = type.equals("file") || plain.path("format").asText().equals("binary");
        return bytes || type.isEmpty() || !producesJson()
                ? null
                : new FlatSchema(document, FlatSchema.Side.OUTPUT).of(schema);
    }

    private boolean producesJson() {
        JsonNode types = operation.has("produces") ? operation.get("produces") : document.path("produces");
        return types.isEmpty()
                || StreamSupport.stream(types.spliterator(), false)
                        .allMatch(type -> type.asText().contains("json"));
    }

    private static ObjectNode wrap(ObjectNode schema) {
        ObjectNode wrapped = JsonNodeFactory.instance.objectNode().put("type", "object");
        wrapped.putObject("properties").set("result", schema);
        ArrayNode required = wrapped.putArray("required");
        required.add("result");
        return wrapped;
    }
}
