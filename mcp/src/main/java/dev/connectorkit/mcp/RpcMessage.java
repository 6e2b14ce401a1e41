package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A JSON-RPC message of a client.
 *
 * @param id null for a notification or a response
 * @param method empty for a response
 */
record RpcMessage(@Nullable JsonNode id, String method, ObjectNode params) {

    private static final int MAX_ID = 1_000;

    /** @throws RpcException if it is no message of JSON-RPC 2.0 */
    static RpcMessage of(JsonNode json) {
        if (!json.isObject()) {
            throw new RpcException(RpcException.INVALID_REQUEST, "A message must be an object");
        }
        if (!json.path("jsonrpc").asText().equals("2.0")
                || !json.path("jsonrpc").isTextual()) {
            throw new RpcException(RpcException.INVALID_REQUEST, "jsonrpc must be \"2.0\"");
        }
        if (json.has("id") && validId(json) == null) {
            throw new RpcException(RpcException.INVALID_REQUEST, "id must be a string or an integer");
        }
        if (!json.has("method")) {
            if (json.has("result") || json.has("error")) {
                return new RpcMessage(null, "", JsonNodeFactory.instance.objectNode());
            }
            throw new RpcException(RpcException.INVALID_REQUEST, "method is missing");
        }
        if (!json.get("method").isTextual() || json.get("method").asText().isEmpty()) {
            throw new RpcException(RpcException.INVALID_REQUEST, "method must be a string");
        }
        JsonNode params = json.path("params");
        if (!params.isMissingNode() && !params.isObject()) {
            throw new RpcException(RpcException.INVALID_PARAMS, "params must be an object");
        }
        return new RpcMessage(
                validId(json),
                json.get("method").asText(),
                params instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode());
    }

    /** Returns the id that an answer to this JSON must carry, null if it has none. */
    static @Nullable JsonNode validId(JsonNode json) {
        JsonNode id = json.path("id");
        boolean valid = id.isIntegralNumber() || (id.isTextual() && id.asText().length() <= MAX_ID);
        return valid ? id : null;
    }

    boolean isRequest() {
        return id != null;
    }

    static ObjectNode result(@Nullable JsonNode id, JsonNode result) {
        ObjectNode answer = answer(id);
        answer.set("result", result);
        return answer;
    }

    static ObjectNode error(@Nullable JsonNode id, RpcException error) {
        ObjectNode answer = answer(id);
        answer.set("error", error.toJson());
        return answer;
    }

    private static ObjectNode answer(@Nullable JsonNode id) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        answer.set("id", id == null ? NullNode.getInstance() : id);
        return answer;
    }
}
