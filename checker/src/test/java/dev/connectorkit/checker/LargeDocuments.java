package dev.connectorkit.checker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.designer.document.Source;

/** Documents that are too large to be written down. */
final class LargeDocuments {

    private LargeDocuments() {}

    /** The document with many operations, or properties in a subscription, with lines in an order, nested deeply, or brought to a number of bytes. */
    static Source grow(JsonNode document, JsonNode by) {
        ((ObjectNode) document).remove("GROW");
        ObjectNode paths = (ObjectNode) document.path("paths");
        for (int i = 0; i < by.path("operations").asInt(); i++) {
            ObjectNode operation =
                    document.path("paths").path("/new-orders").path("get").deepCopy();
            paths.putObject("/more/" + i).set("get", operation.put("operationId", "More" + i));
        }
        ObjectNode properties = (ObjectNode) document.at("/definitions/Subscription/properties");
        for (int i = 0; i < by.path("properties").asInt(); i++) {
            properties.set("more" + i, properties.path("region").deepCopy());
        }
        ObjectNode definitions = (ObjectNode) document.path("definitions");
        ObjectNode order = (ObjectNode) definitions.path("Order").path("properties");
        for (int i = 0; i < by.path("lines").asInt(); i++) {
            ObjectNode line = definitions.withObject("/Line").put("type", "object");
            line.withObject("/properties")
                    .set("field" + i, properties.path("region").deepCopy());
            order.putObject("line" + i).put("$ref", "#/definitions/Line");
        }
        for (int i = 0; i < by.path("depth").asInt(); i++) {
            order = order.putObject("part").put("type", "object").putObject("properties");
        }
        String text = document.toPrettyString();
        return new Source(
                "orders.json", text + " ".repeat(Math.max(0, by.path("bytes").asInt() - text.length())));
    }
}
