/**
 * The actions of a connector as tools for agents, by the Model Context Protocol over Streamable HTTP.
 * {@link dev.connectorkit.mcp.McpTools} reads them from a Swagger document, {@link dev.connectorkit.mcp.McpServer} serves them.
 */
@NullMarked
package dev.connectorkit.mcp;

import org.jspecify.annotations.NullMarked;
