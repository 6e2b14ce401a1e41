package dev.connectorkit.swagger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.swagger.internal.LegacyTriggers;
import dev.connectorkit.swagger.internal.OpenApi31;
import java.net.URI;

/**
 * The documents of a connector, generated from its resource classes: OpenAPI 3.1 for people and tools, and the Swagger 2.0 that
 * designers import.
 *
 * <pre>{@code
 * ConnectorDocument document = ConnectorDocument.of(ConnectorDescription.builder()
 *         .title("Files").version("1.0").resources(FileConnector.class).build());
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

    /**
     * Generates the documents of a connector. A file {@code metadata/apiDefinition.swagger.json} on the class path is merged over the
     * Swagger 2.0 document.
     *
     * @throws InvalidConnectorException if a method cannot work or cannot be described without loss; all problems at once, each
     *     with its class and method, or its JSON pointer
     */
    public static ConnectorDocument of(ConnectorDescription description) {
        return new DocumentGenerator(description).generate();
    }

    /**
     * Returns the OpenAPI 3.1 document, with the notifications of webhooks under {@code webhooks}; the caller's to change.
     *
     * @param base the URL of the connector, path prefix included
     */
    public ObjectNode openApi(URI base) {
        ObjectNode document = OpenApi31.of(openApi);
        String url = base.toString();
        document.putArray("servers")
                .addObject()
                .put("url", url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        return document;
    }

    /**
     * Returns the Swagger 2.0 document; the caller's to change.
     *
     * @param base the URL of the connector, path prefix included
     * @throws IllegalArgumentException if the URL has no host, or a scheme other than http and https
     */
    public ObjectNode swagger(Profile profile, URI base) {
        if (base.getRawAuthority() == null || !String.valueOf(base.getScheme()).matches("(?i)https?")) {
            throw new IllegalArgumentException(
                    "The URL of the connector must be one such as https://example.com/, but is " + base);
        }
        ObjectNode document = swagger.objectNode();
        document.set("swagger", swagger.get("swagger"));
        document.set("info", swagger.get("info"));
        document.put("host", base.getRawAuthority());
        document.put("basePath", basePath(base));
        document.putArray("schemes").add(base.getScheme());
        document.setAll(swagger.deepCopy());
        if (profile == Profile.DESIGNER) {
            LegacyTriggers.removeFrom(document);
        } else if (profile == Profile.LEGACY) {
            LegacyTriggers.requireStates(document);
        }
        return document;
    }

    private static String basePath(URI base) {
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return trimmed.isEmpty() ? "/" : trimmed;
    }
}
