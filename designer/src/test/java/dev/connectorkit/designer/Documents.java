package dev.connectorkit.designer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Small Swagger documents, written with single quotes. */
final class Documents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Documents() {}

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The view of a document with these paths. */
    static DesignerView view(String paths) {
        return DesignerView.of(json("{'info': {'title': 'My Orders!'}, 'paths': " + paths + "}"));
    }

    /** The only operation of a document: POST /orders with these parameters. */
    static DesignerOperation taking(String parameters) {
        return view("{'/orders': {'post': {'operationId': 'Create', 'parameters': [" + parameters + "]}}}")
                .operations()
                .get(0);
    }

    /** The only operation of a document: GET /orders, which answers with this schema. */
    static DesignerOperation answering(String schema) {
        return view("{'/orders': {'get': {'operationId': 'Get', 'x-ms-trigger': 'batch',"
                        + " 'responses': {'200': {'schema': " + schema + "}}}}}")
                .operations()
                .get(0);
    }
}
