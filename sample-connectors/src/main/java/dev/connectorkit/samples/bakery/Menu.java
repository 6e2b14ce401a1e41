package dev.connectorkit.samples.bakery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The cakes of the bakery. */
final class Menu {

    /**
     * An entry of the designer's drop-down.
     *
     * @param id what an order names
     * @param name what people read
     */
    public record Item(String id, String name) {}

    static final List<Item> ITEMS = List.of(
            new Item("plum", "Plum cake"), new Item("cheese", "Cheesecake"), new Item("poppy", "Poppy-seed cake"));

    private Menu() {}

    /** Returns the fields of a cake of this flavour, as JSON Schema; a cheesecake has no layers. */
    static JsonNode wishes(String flavour) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        if (!flavour.equals("cheese")) {
            properties.putObject("layers").put("type", "integer").put("x-ms-summary", "Layers");
        }
        properties.putObject("inscription").put("type", "string").put("x-ms-summary", "Inscription");
        return schema;
    }
}
