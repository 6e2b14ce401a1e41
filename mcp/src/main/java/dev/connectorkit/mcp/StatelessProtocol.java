package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Revision 2026-07-28.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic">Base protocol</a>
 */
final class StatelessProtocol {

    private static final long FRESH_MILLIS = 300_000; // tools change with a new version of the connector only

    private final ServerInfo info;
    private final ToolCalls tools;
    private final Tasks tasks;

    StatelessProtocol(ServerInfo info, ToolCalls tools, Tasks tasks) {
        this.info = info;
        this.tools = tools;
        this.tasks = tasks;
    }

    /** @throws RpcException if there is no such method, or its parameters are invalid */
    CompletionStage<ObjectNode> answer(RpcMessage message, ToolTransport transport) {
        JsonNode params = message.params();
        return switch (message.method()) {
            case "server/discover" -> CompletableFuture.completedFuture(named(cacheable(discover())));
            case "tools/list" -> CompletableFuture.completedFuture(named(cacheable(tools.list(params))));
            case "tools/call" -> call(params, transport).thenApply(this::named);
            case "tasks/get" -> tasks.get(withTasks(params), transport).thenApply(this::named);
            case "tasks/update" -> CompletableFuture.completedFuture(named(Tasks.update(withTasks(params))));
            case "tasks/cancel" -> tasks.cancel(withTasks(params), transport).thenApply(this::named);
            default -> throw new RpcException(RpcException.METHOD_NOT_FOUND, "Method not found: " + message.method());
        };
    }

    private CompletionStage<ObjectNode> call(JsonNode params, ToolTransport transport) {
        return tools.call(params, transport, StatelessHeaders.hasTasks(params) ? tasks::created : ToolCalls::pending);
    }

    private static JsonNode withTasks(JsonNode params) {
        if (!StatelessHeaders.hasTasks(params)) {
            ObjectNode data = JsonNodeFactory.instance.objectNode();
            data.putObject("requiredCapabilities").putObject("extensions").putObject(Tasks.EXTENSION);
            throw new RpcException(RpcException.MISSING_CAPABILITY, "Missing required client capability", data);
        }
        return params;
    }

    private ObjectNode discover() {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("supportedVersions", Versions.all());
        ObjectNode capabilities = result.putObject("capabilities");
        capabilities.putObject("tools");
        capabilities.putObject("extensions").putObject(Tasks.EXTENSION);
        info.addInstructions(result);
        return result;
    }

    private static ObjectNode cacheable(ObjectNode result) {
        return result.put("ttlMs", FRESH_MILLIS).put("cacheScope", "public");
    }

    private ObjectNode named(ObjectNode result) {
        if (!result.has("resultType")) {
            result.put("resultType", "complete");
        }
        result.putObject("_meta").set("io.modelcontextprotocol/serverInfo", info.toJson());
        return result;
    }
}
