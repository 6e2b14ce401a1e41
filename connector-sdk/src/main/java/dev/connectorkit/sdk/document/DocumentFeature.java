package dev.connectorkit.sdk.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.swagger.ConnectorDocument;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/**
 * Serves the documents of a connector.
 *
 * @param document the document
 * @param json writes the documents
 * @param agents the path of the MCP server, null without one
 */
public record DocumentFeature(
        ConnectorDocument document,
        ObjectMapper json,
        @Nullable String agents) implements Feature {

    @Override
    public boolean configure(FeatureContext application) {
        application.register(new DocumentResource(document, json, agents));
        return true;
    }
}
