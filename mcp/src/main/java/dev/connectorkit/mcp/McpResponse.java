package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an {@link McpRequest}.
 *
 * @param body null for none
 */
public record McpResponse(int status, @Nullable JsonNode body) {}
