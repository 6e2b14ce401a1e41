package dev.connectorkit.designer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/** A view for machines: keys instead of labels, sorted. */
final class JsonForm {

    private JsonForm() {}

    static ArrayNode of(DesignerView view) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        view.operations().forEach(operation -> write(view, operation, array.addObject()));
        return array;
    }

    private static void write(DesignerView view, DesignerOperation operation, ObjectNode object) {
        SplitOn splitOn = operation.splitOn();
        boolean asked = !operation.internal(); // of a hidden operation the designer never asks whether it is a webhook
        object.put("operationId", operation.operationId())
                .put("method", operation.method())
                .put("path", operation.path())
                .put("trigger", operation.trigger())
                .put("webhook", asked && operation.webhook());
        keys(
                operation.inputs().stream()
                        .filter(DesignerInput::notificationUrl)
                        .map(DesignerInput::key),
                object.putArray("notificationUrlKeys"));
        keys(operation.visibleInputs().stream().map(DesignerInput::key), object.putArray("visibleInputs"));
        object.put("splitOn", splitOn == null ? null : splitOn.expression())
                .put("internalOperation", operation.internal());
        keys(operation.outputs().stream().map(DesignerOutput::key), object.putArray("outputs"));
        object.set("node", view.workflowNode(operation));
        ArrayNode parameters = object.putArray("parameters");
        view.parameters(operation).forEach(input -> parameter(input, parameters.addObject()));
        object.put("recurrence", operation.recurrence());
        ArrayNode tokens = object.putArray("tokens");
        operation
                .tokens()
                .forEach(token ->
                        tokens.addArray().add(token.key()).add(token.title()).add(token.type()));
    }

    private static void parameter(DesignerInput input, ObjectNode object) {
        object.put("key", input.key())
                .put("label", input.label())
                .put("type", input.type())
                .put("required", input.required())
                .put("hidden", input.internal());
        if (!input.internal()) {
            object.put("shownAtOnce", !input.folded());
        }
        if (!input.visibility().isEmpty()) {
            object.put("visibility", input.visibility());
        }
    }

    private static void keys(Stream<String> keys, ArrayNode array) {
        keys.sorted().forEach(array::add);
    }
}
