package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The revisions up to 2025-11-25. Sessions are optional in them; without one, every node can answer every request.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/lifecycle">Lifecycle</a>
 */
final class HandshakeProtocol {

    private final ServerInfo info;
    private final ToolCalls tools;

    HandshakeProtocol(ServerInfo info, ToolCalls tools) {
        this.info = info;
        this.tools = tools;
    }

    /** @throws RpcException if there is no such method, or its parameters are invalid */
    CompletionStage<ObjectNode> answer(RpcMessage message, ToolTransport transport) {
        return switch (message.method()) {
            case "initialize" -> CompletableFuture.completedFuture(initialize(message.params()));
            case "ping" -> CompletableFuture.completedFuture(JsonNodeFactory.instance.objectNode());
            case "tools/list" -> CompletableFuture.completedFuture(tools.list(message.params()));
            case "tools/call" -> tools.call(message.params(), transport, ToolCalls::pending);
            default -> throw new RpcException(RpcException.METHOD_NOT_FOUND, "Method not found: " + message.method());
        };
    }

    private ObjectNode initialize(JsonNode params) {
        JsonNode requested = params.path("protocolVersion");
        if (!requested.isTextual()) {
            throw new RpcException(RpcException.INVALID_PARAMS, "protocolVersion must be a string");
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put(
                "protocolVersion",
                Versions.WITH_HANDSHAKE.contains(requested.asText())
                        ? requested.asText()
                        : Versions.NEWEST_WITH_HANDSHAKE);
        result.putObject("capabilities").putObject("tools");
        result.set("serverInfo", info.toJson());
        info.addInstructions(result);
        return result;
    }
}
