package dev.connectorkit.workbench.agents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.Response;
import dev.connectorkit.test.WorkflowEngine;
import java.net.URI;
import java.util.Locale;

/** A client of an MCP server that shows what is sent and answered. For one thread. */
public final class AgentClient {

    /** The revision without a handshake. */
    public static final String STATELESS = "2026-07-28";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "MCP-Protocol-Version";
    private static final String SESSION = "Mcp-Session-Id";
    private static final String WITH_HANDSHAKE = "2025-11-25";
    private static final String HANDSHAKE = "{\"protocolVersion\":\"" + WITH_HANDSHAKE
            + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"connectorkit-workbench\",\"version\":\"1\"}}";

    private final WorkflowEngine engine;
    private final URI url;
    private String session = "";

    /** Creates a client of the server at this URL, which sends through the engine, with its connection. */
    public AgentClient(WorkflowEngine engine, URI url) {
        this.engine = engine;
        this.url = url;
    }

    /** Sends {@code initialize}, and keeps the session if the server opens one. */
    public Exchange initialize() {
        Exchange exchange = engine.send(request("initialize", HANDSHAKE));
        session = exchange.response()
                .flatMap(response -> response.header(SESSION))
                .orElse("");
        return exchange;
    }

    /** Sends {@code initialize} as a page of this origin. */
    public Exchange initializeFrom(String origin) {
        return engine.send(request("initialize", HANDSHAKE).withHeader("Origin", origin));
    }

    /** Sends a request after the handshake. */
    public Exchange send(String method, String params) {
        Request request = request(method, params).withHeader(VERSION, WITH_HANDSHAKE);
        return engine.send(session.isEmpty() ? request : request.withHeader(SESSION, session));
    }

    /** Asks for the revisions, without a handshake. */
    public Exchange discover() {
        String params = "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"" + STATELESS
                + "\",\"io.modelcontextprotocol/clientCapabilities\":{}}}";
        return engine.send(request("server/discover", params)
                .withHeader(VERSION, STATELESS)
                .withHeader("Mcp-Method", "server/discover"));
    }

    /** Asks for a stream. */
    public Exchange get() {
        return engine.send(Request.of("GET", url).withHeader("Accept", "text/event-stream"));
    }

    private Request request(String method, String params) {
        return Request.of("POST", url)
                .withHeader("Content-Type", "application/json")
                .withHeader("Accept", "application/json, text/event-stream")
                .withBody("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    /** Returns the JSON of an answer, or of the last event of a stream; a missing node if it has none. */
    public static JsonNode json(Exchange exchange) {
        Response response = exchange.response().orElse(null);
        if (response == null) {
            return MissingNode.getInstance();
        }
        String body = response.body();
        String type = response.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/event-stream")) {
            body = body.lines()
                    .filter(line -> line.startsWith("data:"))
                    .reduce("", (first, second) -> second.substring("data:".length()));
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
