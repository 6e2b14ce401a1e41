package dev.connectorkit.mcp;

import java.util.List;

/**
 * The request behind a tool.
 *
 * @param path the path template, relative to the base of the connector, with a leading slash
 * @param consumes the media type of the body
 * @param resultWrapped whether a result is in a property {@code result}, because it is no object
 */
record ToolOperation(
        String method,
        String path,
        List<ToolInput> inputs,
        String consumes,
        boolean bodyRequired,
        boolean resultWrapped) {

    ToolOperation {
        inputs = List.copyOf(inputs);
    }
}
