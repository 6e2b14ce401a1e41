package dev.connectorkit.checker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.mcp.McpTool;
import dev.connectorkit.mcp.McpTools;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Counts the tools of a document and their bytes, and names what clients of tools do not take.",
        mixinStandardHelpOptions = true)
final class McpCheck implements Callable<Integer> {

    private static final int MOST_TOOLS = 128;
    private static final int MANY_BYTES = 8_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @Mixin
    private Input input = new Input();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode document = input.tree();
        if (Shape.isWrong(input.name(), document, spec.commandLine().getErr())) {
            return 1;
        }
        List<McpTool> tools = McpTools.of(document).all();
        int bytes = tools.stream().mapToInt(McpTools::bytes).sum();
        out.printf(Locale.ROOT, "%d tools, %,d bytes%n", tools.size(), bytes);
        for (McpTool tool : tools) {
            out.printf(Locale.ROOT, "%,8d  %s%n", McpTools.bytes(tool), tool.name());
        }
        tools.forEach(
                tool -> warnings(tool).forEach(warning -> out.println("warning: " + tool.name() + " " + warning)));
        if (tools.size() > MOST_TOOLS) {
            out.println("error: clients take " + MOST_TOOLS + " tools; choose some by mcp(mcp -> mcp.only(...))");
            return 1;
        }
        return 0;
    }

    private static List<String> warnings(McpTool tool) {
        List<String> warnings = new ArrayList<>();
        if (McpTools.bytes(tool) > MANY_BYTES) {
            warnings.add("is large, and every conversation carries it");
        }
        if (tool.description().equals(tool.title())) {
            warnings.add("has no description by which a model could choose it");
        }
        if (hasObjectsInArray(tool.inputSchema())) {
            warnings.add("takes an array of objects, which Copilot Studio does not fill in");
        }
        return warnings;
    }

    private static boolean hasObjectsInArray(JsonNode schema) {
        if (schema.path("items").path("type").asText().equals("object")) {
            return true;
        }
        for (JsonNode child : schema) {
            if (child.isContainerNode() && hasObjectsInArray(child)) {
                return true;
            }
        }
        return false;
    }
}
