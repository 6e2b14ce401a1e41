package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The name of a server, for people. */
record ServerInfo(String name, String version, String instructions) {

    ObjectNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("version", version);
    }

    void addInstructions(ObjectNode result) {
        if (!instructions.isBlank()) {
            result.put("instructions", instructions);
        }
    }
}
