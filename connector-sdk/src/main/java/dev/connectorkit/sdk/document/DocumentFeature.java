package dev.connectorkit.sdk.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.swagger.ConnectorDocument;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Serves the documents of a connector.
 *
 * @param document the document
 * @param json writes the documents
 */
public record DocumentFeature(ConnectorDocument document, ObjectMapper json) implements Feature {

    @Override
    public boolean configure(FeatureContext application) {
        application.register(new DocumentResource(document, json));
        return true;
    }
}
