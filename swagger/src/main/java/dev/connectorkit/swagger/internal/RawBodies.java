package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Describes an array of bytes as raw where it is the whole body: JAX-RS writes base64 for properties alone. */
final class RawBodies {

    private RawBodies() {}

    /** Corrects the bodies and answers of an OpenAPI 3 tree. */
    static void write(ObjectNode openApi) {
        for (JsonNode path : openApi.path("paths")) {
            for (JsonNode operation : path) {
                correct(operation.at("/requestBody/content"));
                operation.path("responses").forEach(response -> correct(response.path("content")));
            }
        }
    }

    private static void correct(JsonNode content) {
        content.properties().forEach(media -> {
            if (media.getValue().at("/schema/format").asText().equals("byte")) {
                ((ObjectNode) media.getValue().get("schema")).put("format", "binary");
            }
        });
    }
}
