package dev.connectorkit.mcp;

/** A tool and the request behind it. */
record BoundTool(McpTool tool, ToolOperation operation) {}
