package dev.connectorkit.mcp;

import org.jspecify.annotations.Nullable;

/**
 * The connector's answer to a {@link ToolRequest}.
 *
 * @param contentType empty if the answer has no body
 * @param location path and query of the {@code Location}, relative to the base of the connector and without a leading slash; null if
 *     it has none or it leads elsewhere
 * @param retryAfter the seconds of {@code Retry-After}, -1 for none
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are not compared
public record ToolResponse(
        int status, String contentType, @Nullable String location, long retryAfter, byte[] body) {}
