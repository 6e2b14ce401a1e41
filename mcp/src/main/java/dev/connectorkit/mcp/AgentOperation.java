package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The operation by which a connector document says that there is an MCP server behind it; Copilot Studio reads it. */
public final class AgentOperation {

    /** The extension that marks the operation. */
    public static final String EXTENSION = "x-ms-agentic-protocol";

    /** Its value for Streamable HTTP. */
    public static final String STREAMABLE = "mcp-streamable-1.0";

    private AgentOperation() {}

    /**
     * Adds the operation to a Swagger 2.0 document, beside the actions.
     *
     * @param path of the server below the base path, as in {@code /mcp}
     * @throws IllegalArgumentException if the path does not begin with a slash, or the document has one of this path
     */
    public static void addTo(ObjectNode document, String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("The path of the MCP server must be like /mcp, but is " + path);
        }
        ObjectNode paths = document.withObjectProperty("paths");
        if (paths.has(path)) {
            throw new IllegalArgumentException("The document has a path " + path + " already");
        }
        ObjectNode operation = paths.putObject(path).putObject("post");
        operation.put("operationId", "InvokeMCP");
        operation.put("summary", "Invoke the MCP server");
        operation.put("description", "This operation gives agents the actions of this connector as tools.");
        operation.put(EXTENSION, STREAMABLE);
        operation.putArray("parameters"); // without this, Copilot Studio finds no tools
        operation.putObject("responses").putObject("200").put("description", "Success");
    }
}
