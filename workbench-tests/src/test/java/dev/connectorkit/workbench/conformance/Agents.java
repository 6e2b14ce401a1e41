package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.Response;
import dev.connectorkit.workbench.conformance.SoundConnector.Fault;
import java.util.Map;

/** The MCP server of the sound connector. */
final class Agents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Fault fault;

    Agents(Fault fault) {
        this.fault = fault;
    }

    Response answer(Request request) {
        if (!request.method().equals("POST")) {
            return json(fault == Fault.MCP_GET_IS_JSON ? 200 : 405, "{}");
        }
        if (request.header("Origin").isPresent() && fault != Fault.MCP_FOR_ANY_PAGE) {
            return json(403, "{}");
        }
        String schema = fault == Fault.MCP_SCHEMA_WITH_REFERENCE
                ? "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/a\"}}}"
                : "{\"type\":\"object\"}";
        return switch (method(request)) {
            case "initialize" ->
                result(
                        fault == Fault.MCP_WITHOUT_TOOLS
                                ? "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}"
                                : "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}}}");
            case "tools/list" ->
                result("{\"tools\":[{\"name\":\"a\",\"description\":\"A tool.\",\"inputSchema\":" + schema + "}]}");
            case "server/discover" ->
                fault == Fault.MCP_WITH_HANDSHAKE_ONLY
                        ? error(400, -32601)
                        : result("{\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{}}}");
            default -> fault == Fault.MCP_UNKNOWN_TOOL_IS_500 ? json(500, "{}") : error(200, -32602);
        };
    }

    private static String method(Request request) {
        try {
            JsonNode body = JSON.readTree(request.body());
            return body.path("method").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Response result(String result) {
        return json(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}");
    }

    private static Response error(int status, int code) {
        return json(status, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":" + code + ",\"message\":\"no\"}}");
    }

    private static Response json(int status, String body) {
        return new Response(status, Map.of("Content-Type", "application/json"), body);
    }
}
