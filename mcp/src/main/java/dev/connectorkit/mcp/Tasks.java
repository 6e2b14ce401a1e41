package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * Tasks of revision 2026-07-28, the client's view of actions that go on.
 *
 * @see <a href="https://modelcontextprotocol.io/seps/2663-tasks-extension">Tasks Extension</a>
 */
final class Tasks {

    static final String EXTENSION = "io.modelcontextprotocol/tasks";

    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final LongCalls calls;
    private final Clock clock;

    Tasks(LongCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** Returns the answer to a call that goes on. */
    ObjectNode created(LongCalls.Pending pending) {
        return task(pending).put("resultType", "task");
    }

    /** Answers {@code tasks/get}. */
    CompletionStage<ObjectNode> get(JsonNode params, ToolTransport transport) {
        LongCalls.Pending task = task(params);
        return calls.look(task, transport).thenApply(outcome -> {
            if (outcome instanceof LongCalls.Done done) {
                return render(task, done);
            }
            return task((LongCalls.Pending) outcome).put("resultType", "complete");
        });
    }

    private ObjectNode render(LongCalls.Pending task, LongCalls.Done done) {
        ObjectNode json = task(task).put("resultType", "complete");
        json.remove("pollIntervalMs");
        if (done.status() == GONE) {
            return json.put("status", "cancelled")
                    .put("statusMessage", "It was cancelled, or its result is not kept any more.");
        }
        json.put("status", "completed");
        json.set("result", done.result());
        return json;
    }

    /** Answers {@code tasks/update}: no task ever asks for anything. */
    static ObjectNode update(JsonNode params) {
        task(params);
        return JsonNodeFactory.instance.objectNode().put("resultType", "complete");
    }

    /** Answers {@code tasks/cancel}. */
    CompletionStage<ObjectNode> cancel(JsonNode params, ToolTransport transport) {
        return calls.cancel(task(params), transport).thenApply(answer -> {
            if (answer.status() == NOT_FOUND) {
                throw unknown();
            }
            if (answer.status() != GONE && !ToolResult.isSuccess(answer)) {
                throw new RpcException(
                        RpcException.INTERNAL_ERROR, "The task was not cancelled. " + ToolResult.problem(answer));
            }
            return JsonNodeFactory.instance.objectNode().put("resultType", "complete");
        });
    }

    private static LongCalls.Pending task(JsonNode params) {
        return LongCalls.Pending.of(params.path("taskId").asText()).orElseThrow(Tasks::unknown);
    }

    private static RpcException unknown() {
        return new RpcException(RpcException.INVALID_PARAMS, "Unknown task");
    }

    private ObjectNode task(LongCalls.Pending pending) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("taskId", pending.id());
        json.put("status", "working");
        if (!pending.message().isEmpty()) {
            json.put("statusMessage", pending.message());
        }
        json.put("createdAt", Instant.ofEpochMilli(pending.createdAt()).toString());
        json.put("lastUpdatedAt", clock.instant().toString());
        json.set("ttlMs", NullNode.getInstance());
        json.put("pollIntervalMs", pending.seconds() * 1000);
        return json;
    }
}
