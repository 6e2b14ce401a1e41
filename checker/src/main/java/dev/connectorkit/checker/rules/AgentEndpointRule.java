package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import dev.connectorkit.mcp.AgentOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

final class AgentEndpointRule extends BasicRule {

    AgentEndpointRule() {
        super(
                "agent-endpoint",
                SeverityByProfile.ERROR,
                DocPage.EXTENSIONS,
                "A document has one operation for agents at most, a POST with x-ms-agentic-protocol: mcp-streamable-1.0 and"
                        + " \"parameters\": [].",
                "Copilot Studio takes nothing else for an MCP server, and finds no tools without the array.",
                "Write the operation as connectorkit export --mcp does.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        List<Operation> marked = new ArrayList<>();
        for (Operation operation : document.operations()) {
            if (operation.value().has(AgentOperation.EXTENSION)) {
                marked.add(operation);
            }
        }
        for (Operation operation : marked) {
            check(operation, reporter);
        }
        if (marked.size() > 1) {
            reporter.report(
                    marked.get(1).value().get(AgentOperation.EXTENSION),
                    "There are " + marked.size() + " operations for agents; one is read.");
        }
    }

    private static void check(Operation operation, Reporter reporter) {
        Value value = operation.value();
        Value protocol = value.get(AgentOperation.EXTENSION);
        if (!AgentOperation.STREAMABLE.equals(value.text(AgentOperation.EXTENSION))) {
            boolean events = "mcp-sse-1.0".equals(value.text(AgentOperation.EXTENSION));
            reporter.report(
                    protocol,
                    events ? "mcp-sse-1.0 is not supported since August 2025." : "This is no protocol for agents.",
                    "Write \"" + AgentOperation.STREAMABLE + "\".");
        }
        if (!operation.method().equalsIgnoreCase("post")) {
            reporter.report(
                    protocol,
                    "Agents send POST, and this is a " + operation.method().toUpperCase(Locale.ROOT) + ".");
        }
        if (!value.has("parameters")) {
            reporter.report(
                    value, "Without \"parameters\", Copilot Studio finds no tools.", "Write \"parameters\": [].");
        } else if (!value.get("parameters").children().isEmpty()) {
            reporter.report(value.get("parameters"), "Agents send no parameters.", "Write \"parameters\": [].");
        }
    }
}
