package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A tool that agents can call: one action of a connector. Immutable, as long as nobody changes its schemas.
 *
 * @param name 1 to 64 letters, digits, {@code _} and {@code -}; unique among the tools of a connector
 * @param operationId the operation of the document
 * @param inputSchema a JSON Schema of an object, without references and with one type at each place
 * @param outputSchema the same for the result; null where the document does not describe it, and for a tool that can take long
 * @param readOnly whether a call changes nothing
 * @param destructive whether a call may overwrite or remove something, or a person must agree to it
 * @param idempotent whether repeated calls with the same arguments have the effect of one
 * @param isLong whether the action may be accepted first and end later
 */
public record McpTool(
        String name,
        String operationId,
        String title,
        String description,
        ObjectNode inputSchema,
        @Nullable ObjectNode outputSchema,
        boolean readOnly,
        boolean destructive,
        boolean idempotent,
        boolean isLong) {

    /** Returns the tool as {@code tools/list} has it. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", name);
        json.put("title", title);
        json.put("description", description);
        json.set("inputSchema", inputSchema);
        if (outputSchema != null) {
            json.set("outputSchema", outputSchema);
        }
        ObjectNode hints = json.putObject("annotations");
        hints.put("title", title);
        hints.put("readOnlyHint", readOnly);
        if (!readOnly) {
            hints.put("destructiveHint", destructive);
            hints.put("idempotentHint", idempotent);
        }
        return json;
    }
}
