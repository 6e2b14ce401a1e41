package dev.connectorkit.mcp;

import java.util.Map;

/**
 * A request to the connector that a call of a tool makes.
 *
 * @param target path and query, relative to the base of the connector, without a leading slash, percent-encoded
 * @param headers those of the request itself; those of the caller, as credentials, are added by whoever sends it
 * @param body empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are not compared
public record ToolRequest(String method, String target, Map<String, String> headers, byte[] body) {

    /** Copies the headers. */
    public ToolRequest {
        headers = Map.copyOf(headers);
    }
}
