/** The MCP server of a connector: its actions as tools for agents. */
@NullMarked
package dev.connectorkit.sdk.mcp;

import org.jspecify.annotations.NullMarked;
