package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.workbench.agents.AgentClient;
import java.net.URI;

/** The tools of the MCP server of a connector. */
final class AgentTools {

    private AgentTools() {}

    /**
     * Sends a request of an agent, after a handshake.
     *
     * @param body with the path of the server, {@code /mcp} by default; to call a tool, with its name and its arguments
     * @throws IllegalArgumentException if the path is invalid
     */
    static ObjectNode send(Session session, JsonNode body) {
        String path = body.path("path").asText("/mcp");
        if (!path.matches("/[A-Za-z0-9._~/-]*")) {
            throw new IllegalArgumentException("path must be like /mcp, but is '" + path + "'");
        }
        URI url = URI.create(session.connector().base().replaceFirst("/$", "") + path);
        boolean list = body.path("name").asText().isEmpty();
        ObjectNode params = Json.object();
        if (!list) {
            params.set("name", body.path("name"));
            params.set("arguments", body.path("arguments").isObject() ? body.path("arguments") : Json.object());
        }
        Exchange exchange = session.call(engine -> {
            AgentClient client = new AgentClient(engine, url);
            Exchange handshake = client.initialize();
            return AgentClient.json(handshake).has("result")
                    ? client.send(list ? "tools/list" : "tools/call", params.toString())
                    : handshake;
        });
        ObjectNode answer = Json.object().put("status", exchange.status()).put("failure", exchange.failure());
        JsonNode json = AgentClient.json(exchange);
        if (json.isObject()) {
            answer.set("body", json);
        }
        return answer;
    }
}
