package dev.connectorkit.mcp;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A POST to the endpoint of an {@link McpServer}.
 *
 * @param headers the first value of each; names are compared without their case
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are not compared
public record McpRequest(Map<String, String> headers, byte[] body) {

    /** Copies the headers. */
    public McpRequest {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = copy;
    }

    @Nullable String header(String name) {
        return headers.get(name);
    }
}
