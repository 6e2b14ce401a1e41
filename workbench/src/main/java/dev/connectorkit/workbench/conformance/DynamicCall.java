package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.connectorkit.designer.document.Value;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Response;
import dev.connectorkit.test.WorkflowEngine;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The call that a designer makes for choices or fields. Immutable.
 *
 * @param extension {@code x-ms-dynamic-values} or {@code x-ms-dynamic-schema}, as it is written
 */
record DynamicCall(Value extension) {

    /**
     * Calls the operation.
     *
     * @param inputs the values of the inputs that it depends on
     * @throws IllegalArgumentException if the document has no such operation, or one of its inputs has no value
     */
    Exchange send(WorkflowEngine engine, Map<String, JsonNode> inputs) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        for (Value parameter : extension.get("parameters").children()) {
            JsonNode value = parameter.node();
            if (value.isObject()) {
                value = inputs.getOrDefault(value.path("parameter").asText(), MissingNode.getInstance());
            }
            if (!value.isMissingNode()) {
                parameters.put(parameter.key(), value);
            }
        }
        return engine.send(engine.request(extension.text("operationId"), parameters, null));
    }

    /** Returns the list in the answer; a missing node if absent. */
    JsonNode collection(Exchange exchange) {
        return at(
                exchange.response().map(Response::json).orElse(MissingNode.getInstance()),
                extension.text("value-collection"));
    }

    JsonNode value(JsonNode item) {
        return at(item, extension.text("value-path"));
    }

    /** Returns the text of an item; that of its value where no title is declared. */
    JsonNode title(JsonNode item) {
        return extension.has("value-title") ? at(item, extension.text("value-title")) : value(item);
    }

    private static JsonNode at(JsonNode start, String path) {
        JsonNode found = start;
        for (String step : path.split("/", -1)) {
            found = step.isEmpty() ? found : found.path(step);
        }
        return found;
    }
}
