/** A client of MCP servers, for rules and for the page. */
@NullMarked
package dev.connectorkit.workbench.agents;

import org.jspecify.annotations.NullMarked;
