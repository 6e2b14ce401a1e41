package dev.connectorkit.sdk.action;

import dev.connectorkit.orchestration.NonRetriableException;

/** Work that failed with a problem of the author's own; the message is that problem as JSON, on its way through the engine. */
final class StatedProblem extends NonRetriableException {

    private static final long serialVersionUID = 1L;

    StatedProblem(String json, Throwable cause) {
        super(json, cause);
    }
}
