package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Answers {@code tools/list} and {@code tools/call}. Thread-safe. */
final class ToolCalls {

    private static final String CHECK = "CheckOperation";
    private static final String OPERATION = "operation";

    private final McpTools tools;
    private final LongCalls calls;

    /** @throws IllegalArgumentException if a tool has the name of the one that checks operations */
    ToolCalls(McpTools tools, LongCalls calls) {
        this.tools = tools;
        this.calls = calls;
        if (tools.hasLong() && tools.find(CHECK).isPresent()) {
            throw new IllegalArgumentException(
                    "No action can be a tool of the name " + CHECK + ", which checks long actions; rename it by @Tool");
        }
    }

    /** @throws RpcException if a page is asked for, since there is only one */
    ObjectNode list(JsonNode params) {
        if (params.hasNonNull("cursor")) {
            throw new RpcException(RpcException.INVALID_PARAMS, "Unknown cursor");
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        var all = tools.toJson();
        if (tools.hasLong()) {
            all.add(check());
        }
        result.set("tools", all);
        return result;
    }

    private static ObjectNode check() {
        ObjectNode tool = JsonNodeFactory.instance.objectNode();
        tool.put("name", CHECK).put("title", "Check an operation");
        tool.put(
                "description",
                "Returns the result of an action that another tool has started, or that it still goes on.");
        ObjectNode schema = tool.putObject("inputSchema").put("type", "object");
        schema.putObject("properties")
                .putObject(OPERATION)
                .put("type", "string")
                .put("description", "The operation as the other tool has returned it.");
        schema.putArray("required").add(OPERATION);
        schema.put("additionalProperties", false);
        tool.putObject("annotations").put("title", "Check an operation").put("readOnlyHint", true);
        return tool;
    }

    /**
     * Calls a tool.
     *
     * @param handover makes the result of a call that goes on
     * @throws RpcException if there is no such tool, or the arguments are no object
     */
    CompletionStage<ObjectNode> call(
            JsonNode params, ToolTransport transport, Function<LongCalls.Pending, ObjectNode> handover) {
        JsonNode name = params.path("name");
        if (!name.isTextual()) {
            throw new RpcException(RpcException.INVALID_PARAMS, "name must be a string");
        }
        JsonNode given = params.path("arguments");
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            throw new RpcException(RpcException.INVALID_PARAMS, "arguments must be an object");
        }
        ObjectNode arguments = given instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        return outcome(name.asText(), arguments, transport)
                .thenApply(outcome -> outcome instanceof LongCalls.Done done
                        ? done.result()
                        : handover.apply((LongCalls.Pending) outcome));
    }

    /** Returns the result of a call that goes on, for clients without tasks. */
    static ObjectNode pending(LongCalls.Pending pending) {
        return ToolResult.pending(pending, CHECK);
    }

    private CompletionStage<LongCalls.Outcome> outcome(String name, ObjectNode arguments, ToolTransport transport) {
        if (name.equals(CHECK) && tools.hasLong()) {
            Optional<LongCalls.Pending> pending =
                    LongCalls.Pending.of(arguments.path(OPERATION).asText());
            return pending.isPresent()
                    ? calls.resume(pending.get(), transport)
                    : failed("The argument " + OPERATION + " must be an operation that another tool has returned.");
        }
        BoundTool tool = tools.find(name)
                .orElseThrow(() -> new RpcException(RpcException.INVALID_PARAMS, "Unknown tool: " + name));
        ToolRequest request;
        try {
            request = new RequestWriter(tool.operation()).write(arguments);
        } catch (RequestWriter.InvalidArguments e) {
            return failed(String.valueOf(e.getMessage()));
        }
        return calls.call(request, tool.operation().resultWrapped(), transport);
    }

    private static CompletionStage<LongCalls.Outcome> failed(String text) {
        return CompletableFuture.completedFuture(new LongCalls.Done(400, ToolResult.failed(text)));
    }
}
