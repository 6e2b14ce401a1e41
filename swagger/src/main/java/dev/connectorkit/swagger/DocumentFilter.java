package dev.connectorkit.swagger;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Changes the Swagger 2.0 document after everything else. Called once, when the document
 * is built: for each parameter of an operation, then for the operation, and at the end for the document.
 */
public interface DocumentFilter {

    /** Changes a parameter. */
    default void parameter(ObjectNode parameter, ObjectNode operation) {}

    /**
     * Changes an operation.
     *
     * @param method in lower case
     */
    default void operation(ObjectNode operation, String method, String path) {}

    /** Changes the document, which has no host, base path and schemes yet. */
    default void document(ObjectNode swagger) {}
}
