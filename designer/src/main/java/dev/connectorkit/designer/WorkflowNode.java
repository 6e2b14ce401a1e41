package dev.connectorkit.designer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;

/** Builds the node that a designer saves for an operation in the definition of a workflow. */
final class WorkflowNode {

    private static final String FILE_NAME = ".$filename";

    private WorkflowNode() {}

    static ObjectNode of(DesignerView view, DesignerOperation operation) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        boolean hybrid = operation.kind() == OperationKind.HYBRID_TRIGGER;
        node.put(
                "type",
                hybrid ? "ApiConnectionNotification" : operation.webhook() ? "ApiConnectionWebhook" : "ApiConnection");
        ObjectNode inputs = node.putObject("inputs");
        inputs.putObject("host").putObject("connection").put("name", connection(view.title()));
        if (hybrid) {
            template(operation, inputs.putObject("fetch"));
            view.operation(String.valueOf(operation.notificationOperation()))
                    .ifPresent(subscribe -> template(subscribe, inputs.putObject("subscribe")));
        } else {
            if (!operation.webhook()) {
                inputs.put("method", operation.method());
            }
            inputs.put("path", path(operation));
            content(operation, inputs);
        }
        if (operation.recurrence()) {
            node.putObject("recurrence").put("interval", 3).put("frequency", "Minute");
        }
        SplitOn splitOn = operation.splitOn();
        if (splitOn != null) {
            node.put("splitOn", splitOn.savedExpression());
        }
        if (!operation.kind().isTrigger()) {
            node.putObject("runAfter");
        }
        return node;
    }

    private static String connection(String title) {
        String name = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return "@parameters('$connections')['" + (name.isEmpty() ? "connector" : name) + "']['connectionId']";
    }

    /** A half of a hybrid trigger, where the engine itself puts the path together. */
    private static void template(DesignerOperation operation, ObjectNode half) {
        ObjectNode template = half.put("method", operation.method()).putObject("pathTemplate");
        template.put("template", withoutConnection(operation.path()));
        for (DesignerInput input : operation.inputs()) {
            if (input.in().equals("path")) {
                object(template, "parameters").put(input.name(), InputValue.inPath(input));
            }
        }
        content(operation, half);
    }

    private static String path(DesignerOperation operation) {
        String path = withoutConnection(operation.path());
        for (DesignerInput input : operation.inputs()) {
            if (input.in().equals("path")) {
                path = path.replace("{" + input.name() + "}", InputValue.inPath(input));
            }
        }
        return path.replaceAll("[\r\n]", "");
    }

    private static String withoutConnection(String path) {
        return path.replaceFirst("\\{connectionId}", "").replaceFirst("//", "/");
    }

    private static void content(DesignerOperation operation, ObjectNode inputs) {
        for (DesignerInput input : operation.inputs()) {
            if (!InputValue.isSaved(input)) {
                continue;
            }
            switch (input.in()) {
                case "query" -> object(inputs, "queries").set(input.name(), InputValue.of(input));
                case "header" -> object(inputs, "headers").set(input.name(), InputValue.of(input));
                case "formData" -> part(input, object(inputs, "body"));
                case "body" -> body(input, inputs);
                default -> {} // the path has its own place
            }
        }
    }

    private static void body(DesignerInput input, ObjectNode inputs) {
        List<String> names = Keys.names(input.key());
        if (names.isEmpty()) {
            inputs.set("body", InputValue.of(input));
            return;
        }
        ObjectNode parent = object(inputs, "body");
        for (String name : names.subList(0, names.size() - 1)) {
            parent = object(parent, name);
        }
        parent.set(names.get(names.size() - 1), InputValue.of(input));
    }

    private static void part(DesignerInput input, ObjectNode body) {
        body.put("$content-type", "multipart/form-data");
        ArrayNode parts = body.get("$multipart") instanceof ArrayNode given ? given : body.putArray("$multipart");
        String disposition = "form-data; name=\"" + input.name() + "\"";
        JsonNode value = InputValue.of(input);
        if (input.key().endsWith(FILE_NAME)) {
            named(parts, disposition, value.asText());
            return;
        }
        ObjectNode part = parts.addObject();
        part.set("body", value.isContainerNode() ? value : TextNode.valueOf(value.asText()));
        part.putObject("headers").put("Content-Disposition", disposition);
    }

    /** Gives the part of a file its name. */
    private static void named(ArrayNode parts, String disposition, String name) {
        for (JsonNode part : parts) {
            if (part.path("headers") instanceof ObjectNode headers
                    && headers.path("Content-Disposition").asText().equals(disposition)) {
                headers.put("Content-Disposition", disposition + "; filename=\"" + name.replace("\"", "%22") + "\"");
            }
        }
    }

    private static ObjectNode object(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode given ? given : parent.putObject(name);
    }
}
