package dev.connectorkit.swagger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.swagger.internal.SchedulerPair;
import java.net.URI;

/**
 * What a connector says of itself, made of its resource classes: an OpenAPI 3.0 document for everybody, and the Swagger 2.0
 * document that designers import.
 *
 * <pre>{@code
 * ConnectorDocument document = ConnectorDocument.builder()
 *         .title("Files").version("1.0").resources(List.of(FileConnector.class)).build();
 * ObjectNode swagger = document.swagger(Profile.DESIGNER, URI.create("https://example.com/"));
 * }</pre>
 *
 * <p>The same classes give the same bytes. Immutable and thread-safe.
 *
 * @see <a href="https://learn.microsoft.com/connectors/custom-connectors/openapi-extensions">OpenAPI extensions for custom
 *     connectors</a>
 */
public final class ConnectorDocument {

    private final ObjectNode openApi;
    private final ObjectNode swagger;

    ConnectorDocument(ObjectNode openApi, ObjectNode swagger) {
        this.openApi = openApi;
        this.swagger = swagger;
    }

    /** A document to describe and {@linkplain ConnectorDocumentBuilder#build() build}. */
    public static ConnectorDocumentBuilder builder() {
        return new ConnectorDocumentBuilder();
    }

    /**
     * The OpenAPI 3.0 document; the caller's to change.
     *
     * @param base the URL of the connector, path prefix included
     */
    public ObjectNode openApi(URI base) {
        ObjectNode document = openApi.deepCopy();
        String url = base.toString();
        document.putArray("servers")
                .addObject()
                .put("url", url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        return document;
    }

    /**
     * The Swagger 2.0 document; the caller's to change.
     *
     * @param base the URL of the connector, path prefix included
     */
    public ObjectNode swagger(Profile profile, URI base) {
        ObjectNode document = swagger.objectNode();
        document.set("swagger", swagger.get("swagger"));
        document.set("info", swagger.get("info"));
        document.put("host", base.getRawAuthority());
        document.put("basePath", basePath(base));
        document.putArray("schemes").add(base.getScheme());
        document.setAll(swagger.deepCopy());
        if (profile == Profile.DESIGNER) {
            SchedulerPair.removeFrom(document);
        } else if (profile == Profile.LEGACY) {
            SchedulerPair.requireStates(document);
        }
        return document;
    }

    private static String basePath(URI base) {
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return trimmed.isEmpty() ? "/" : trimmed;
    }
}
