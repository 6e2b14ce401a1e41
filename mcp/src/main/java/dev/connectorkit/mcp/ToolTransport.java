package dev.connectorkit.mcp;

import java.util.concurrent.CompletionStage;

/** Sends requests to the connector on behalf of one caller, with the credentials of that caller. Thread-safe. */
@FunctionalInterface
public interface ToolTransport {

    /** Sends a request; statuses of any kind are answers, and no exceptions. */
    CompletionStage<ToolResponse> send(ToolRequest request);
}
