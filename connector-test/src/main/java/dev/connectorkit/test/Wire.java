package dev.connectorkit.test;

import java.io.IOException;

/**
 * Way of a request to the connector and of its answer back. {@link WorkflowEngine.Builder#wire} puts faults on it, such as answers
 * that get lost.
 */
@FunctionalInterface
public interface Wire {

    /**
     * Sends a request, with its credentials, once.
     *
     * @throws IOException if there is no answer; the engine then does as its retry policy says
     */
    Response send(Request request) throws IOException;
}
