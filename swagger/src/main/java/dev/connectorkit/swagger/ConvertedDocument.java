package dev.connectorkit.swagger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.swagger.internal.ForeignOpenApi;
import java.util.List;

/**
 * A Swagger 2.0 document that was made of an OpenAPI document of versions 3.0 or 3.1.
 *
 * @param swagger the document
 * @param losses the parts that Swagger 2.0 cannot express, one sentence each, behind its JSON pointer in the OpenAPI document
 */
public record ConvertedDocument(ObjectNode swagger, List<String> losses) {

    /** Copies the list. */
    public ConvertedDocument {
        losses = List.copyOf(losses);
    }

    /**
     * Converts a document whose references all lead into itself.
     *
     * @param openApi is not changed
     * @throws IllegalArgumentException if it is not an OpenAPI 3 document, has a part of another JSON type than OpenAPI gives it, or a
     *     reference that leads nowhere; the message has the JSON pointer, and the expected type
     */
    public static ConvertedDocument of(ObjectNode openApi) {
        ForeignOpenApi foreign = ForeignOpenApi.of(openApi);
        ObjectNode swagger = foreign.swagger();
        return new ConvertedDocument(swagger, foreign.losses());
    }
}
