package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the results of tools of the connector's answers. */
final class ToolResult {

    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_FAILURE = 300;

    private ToolResult() {}

    static ObjectNode of(ToolResponse response, boolean wrapped) {
        return isSuccess(response) ? succeeded(response, wrapped) : failed(problem(response));
    }

    static boolean isSuccess(ToolResponse response) {
        return response.status() >= FIRST_SUCCESS && response.status() < FIRST_FAILURE;
    }

    /** Returns the result of a call that failed, with words for the agent. */
    static ObjectNode failed(String text) {
        return text(text).put("isError", true);
    }

    private static ObjectNode text(String text) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result;
    }

    /** Returns the result of a call that goes on, for clients without tasks. */
    static ObjectNode pending(LongCalls.Pending pending, String checkTool) {
        String progress = pending.message().isEmpty() ? "" : " (" + pending.message() + ")";
        ObjectNode result = text("This is not done yet" + progress + ". Call the tool " + checkTool
                + " with the operation " + pending.id() + " in " + pending.seconds() + " seconds.");
        result.putObject("structuredContent")
                .put("status", "working")
                .put("operation", pending.id())
                .put("secondsToWait", pending.seconds());
        return result;
    }

    private static ObjectNode succeeded(ToolResponse response, boolean wrapped) {
        String type = response.contentType()
                .toLowerCase(Locale.ROOT)
                .replaceFirst(";.*", "")
                .strip();
        if (response.body().length == 0) {
            return text("Done.");
        }
        JsonNode json = type.endsWith("json") ? json(response) : null;
        if (json != null) {
            dropNulls(json);
            JsonNode content = wrapped || !json.isObject()
                    ? JsonNodeFactory.instance.objectNode().set("result", json)
                    : json;
            ObjectNode result = text(content.toString());
            result.set("structuredContent", content);
            return result;
        }
        if (type.startsWith("text/") || type.endsWith("json") || type.endsWith("xml")) {
            return text(new String(response.body(), StandardCharsets.UTF_8));
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ObjectNode block = result.putArray("content").addObject();
        String data = Base64.getEncoder().encodeToString(response.body());
        if (type.startsWith("image/") || type.startsWith("audio/")) {
            block.put("type", type.substring(0, type.indexOf('/')));
            block.put("data", data).put("mimeType", type);
        } else {
            block.put("type", "resource");
            block.putObject("resource")
                    .put("uri", "connector:result")
                    .put("mimeType", type)
                    .put("blob", data);
        }
        return result;
    }

    /** Schemas of tools have one type at each place, so an absent value is left out. */
    private static void dropNulls(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.properties().removeIf(property -> property.getValue().isNull());
        }
        json.forEach(ToolResult::dropNulls);
    }

    /** Returns the words for an answer of the connector that is a failure. */
    static String problem(ToolResponse response) {
        List<String> lines = new ArrayList<>();
        JsonNode json = json(response);
        JsonNode problem = json == null ? JsonNodeFactory.instance.objectNode() : json;
        String title = problem.path("title").asText();
        lines.add(
                "HTTP " + response.status() + (title.isEmpty() ? "" : " " + title) + ": " + detail(response, problem));
        problem.path("errors")
                .forEach(error -> lines.add("- " + error.path("field").asText() + ": "
                        + error.path("message").asText()));
        if (problem.has("logId")) {
            lines.add("Log id: " + problem.path("logId").asText());
        }
        if (response.retryAfter() >= 0) {
            lines.add("Try again in " + response.retryAfter() + " seconds.");
        }
        return String.join("\n", lines);
    }

    private static String detail(ToolResponse response, JsonNode problem) {
        for (JsonNode text : List.of(
                problem.path("detail"),
                problem.path("message"),
                problem.path("error").path("message"))) {
            if (text.isTextual()) {
                return text.asText();
            }
        }
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static @Nullable JsonNode json(ToolResponse response) {
        try {
            return JsonReader.read(response.body());
        } catch (IOException e) {
            return null;
        }
    }
}
