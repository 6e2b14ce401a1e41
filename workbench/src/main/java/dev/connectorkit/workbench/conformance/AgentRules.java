package dev.connectorkit.workbench.conformance;

import static dev.connectorkit.workbench.conformance.ConformanceRule.error;
import static dev.connectorkit.workbench.conformance.ConformanceRule.warning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.workbench.agents.AgentClient;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Rules for the operation by which agents reach an MCP server. */
final class AgentRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    private AgentRules() {}

    static boolean appliesTo(Operation operation) {
        return operation.value().has("x-ms-agentic-protocol");
    }

    static Family family() {
        return new Family(operation -> true)
                .rule(
                        error(
                                "MCP-01",
                                "The handshake of an MCP client is answered with a revision and the capability for tools"),
                        with(AgentRules::handshake))
                .rule(
                        error(
                                "MCP-02",
                                "Each tool has a name, a description, and a schema without references and with single types"),
                        with(AgentRules::tools))
                .rule(
                        error("MCP-03", "The call of an unknown tool gets an error of the protocol"),
                        with(AgentRules::unknownTool))
                .rule(error("MCP-04", "A page of a stranger is refused"), with(AgentRules::stranger))
                .rule(
                        warning("MCP-05", "Clients of revision 2026-07-28, which have no handshake, are served"),
                        with(AgentRules::stateless))
                .rule(warning("MCP-06", "A GET opens a stream or gets a 405"), with(AgentRules::get));
    }

    private static Function<Trial, Outcome> with(Function<AgentClient, Outcome> check) {
        return trial ->
                check.apply(new AgentClient(trial.engine(), trial.request().url()));
    }

    private static Outcome handshake(AgentClient client) {
        Exchange exchange = client.initialize();
        JsonNode result = AgentClient.json(exchange).path("result");
        return Outcome.require(
                result.path("protocolVersion").isTextual()
                        && result.path("capabilities").has("tools"),
                "The answer to initialize has no protocolVersion, or no capability for tools",
                exchange);
    }

    private static Outcome tools(AgentClient client) {
        client.initialize();
        Exchange exchange = client.send("tools/list", "{}");
        JsonNode tools = AgentClient.json(exchange).at("/result/tools");
        if (!tools.isArray()) {
            return Outcome.failed("tools/list has no list of tools", exchange);
        }
        for (JsonNode tool : tools) {
            String name = tool.path("name").asText();
            JsonNode schema = tool.path("inputSchema");
            if (!NAME.matcher(name).matches()
                    || tool.path("description").asText().isBlank()) {
                return Outcome.failed("A tool has no valid name, or no description: " + name, exchange);
            }
            if (!schema.path("type").asText().equals("object") || schema.findValue("$ref") != null) {
                return Outcome.failed("The input schema of " + name + " is no object, or has references", exchange);
            }
            if (schema.findValues("type").stream().anyMatch(JsonNode::isArray)) {
                return Outcome.failed("The input schema of " + name + " has several types at one place", exchange);
            }
        }
        return Outcome.passed(exchange);
    }

    private static Outcome unknownTool(AgentClient client) {
        client.initialize();
        Exchange exchange = client.send("tools/call", "{\"name\":\"no_such_tool\",\"arguments\":{}}");
        JsonNode answer = AgentClient.json(exchange);
        return Outcome.require(
                exchange.status() < 500
                        && (answer.at("/error/code").isInt()
                                || answer.at("/result/isError").asBoolean()),
                "The call of an unknown tool is answered with " + exchange.status() + " and no error of the protocol",
                exchange);
    }

    private static Outcome stranger(AgentClient client) {
        Exchange exchange = client.initializeFrom("https://page-of-a-stranger.example");
        return Outcome.require(
                exchange.status() >= 400 && exchange.status() < 500,
                "A request with the Origin of a stranger is answered with " + exchange.status(),
                exchange);
    }

    private static Outcome stateless(AgentClient client) {
        Exchange exchange = client.discover();
        JsonNode versions = AgentClient.json(exchange).at("/result/supportedVersions");
        return Outcome.require(
                versions.isArray() && versions.toString().contains(AgentClient.STATELESS),
                "server/discover does not name " + AgentClient.STATELESS,
                exchange);
    }

    private static Outcome get(AgentClient client) {
        Exchange exchange = client.get();
        boolean stream = exchange.response()
                .flatMap(response -> response.header("Content-Type"))
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
        return Outcome.require(
                exchange.status() == 405 || (exchange.status() == 200 && stream),
                "A GET is answered with " + exchange.status(),
                exchange);
    }
}
