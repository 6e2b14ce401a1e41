package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tools of a connector: the visible actions of its Swagger document, in the order of the document. Triggers, actions that call
 * back, deprecated and internal operations are no tools. Immutable.
 */
public final class McpTools {

    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete");

    private final Map<String, BoundTool> tools;

    private McpTools(Map<String, BoundTool> tools) {
        this.tools = tools;
    }

    /**
     * Reads the tools of any Swagger 2.0 document.
     *
     * @throws IllegalArgumentException if two actions would be tools of the same name
     */
    public static McpTools of(JsonNode document) {
        Map<String, BoundTool> tools = new LinkedHashMap<>();
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (!METHODS.contains(operation.getKey())) {
                    continue;
                }
                ToolReader reader = new ToolReader(
                        document,
                        operation.getKey(),
                        path.getKey(),
                        operation.getValue(),
                        path.getValue().path("parameters"));
                if (reader.isAction()) {
                    BoundTool tool = reader.read();
                    BoundTool other = tools.put(tool.tool().name(), tool);
                    if (other != null) {
                        throw new IllegalArgumentException(
                                "The tools of " + other.tool().operationId() + " and "
                                        + tool.tool().operationId() + " have the same name, "
                                        + tool.tool().name() + "; name one by @Tool");
                    }
                }
            }
        }
        return new McpTools(tools);
    }

    /**
     * Returns those of these operations.
     *
     * @throws IllegalArgumentException if one is not the operation of a tool
     */
    public McpTools only(Collection<String> operationIds) {
        Map<String, BoundTool> chosen = new LinkedHashMap<>(tools);
        chosen.values().removeIf(tool -> !operationIds.contains(tool.tool().operationId()));
        Set<String> unknown = new LinkedHashSet<>(operationIds);
        chosen.values().forEach(tool -> unknown.remove(tool.tool().operationId()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("There is no visible action " + String.join(", ", unknown)
                    + "; the actions that can be tools are "
                    + tools.values().stream()
                            .map(tool -> tool.tool().operationId())
                            .toList());
        }
        return new McpTools(chosen);
    }

    /** Returns the tools in the order of the document. */
    public List<McpTool> all() {
        List<McpTool> all = new ArrayList<>();
        tools.values().forEach(tool -> all.add(tool.tool()));
        return all;
    }

    /** Returns the bytes of a tool in {@code tools/list}, which every conversation of an agent carries. */
    public static int bytes(McpTool tool) {
        return tool.toJson().toString().getBytes(StandardCharsets.UTF_8).length;
    }

    Optional<BoundTool> find(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    boolean hasLong() {
        return tools.values().stream().anyMatch(tool -> tool.tool().isLong());
    }

    ArrayNode toJson() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        tools.values().forEach(tool -> json.add(tool.tool().toJson()));
        return json;
    }
}
