package dev.connectorkit.swagger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.swagger.internal.BootCheck;
import dev.connectorkit.swagger.internal.ConnectorReader;
import dev.connectorkit.swagger.internal.SchedulerPair;
import dev.connectorkit.swagger.internal.Swagger2Converter;
import io.swagger.v3.oas.models.info.Info;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

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

    private ConnectorDocument(ObjectNode openApi, ObjectNode swagger) {
        this.openApi = openApi;
        this.swagger = swagger;
    }

    /** A document to describe and {@linkplain Builder#build() build}. */
    public static Builder builder() {
        return new Builder();
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
        if (profile != Profile.DESIGNER) {
            SchedulerPair.addTo(document, profile == Profile.LEGACY);
        }
        return document;
    }

    private static String basePath(URI base) {
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return trimmed.isEmpty() ? "/" : trimmed;
    }

    /** Collects what a {@link ConnectorDocument} is made of. Not thread-safe. */
    public static final class Builder {

        private final Info info = new Info().title("Connector").version("1.0");
        private final List<Class<?>> resources = new ArrayList<>();

        private Builder() {}

        /** The name of the connector; "Connector" unless given. */
        public Builder title(String title) {
            info.setTitle(title);
            return this;
        }

        /** What the connector does, in a sentence or two; nothing unless given. */
        public Builder description(String description) {
            info.setDescription(description.isBlank() ? null : description);
            return this;
        }

        /** The version of the connector; "1.0" unless given. */
        public Builder version(String version) {
            info.setVersion(version);
            return this;
        }

        /** The JAX-RS resource classes. */
        public Builder resources(Iterable<? extends Class<?>> classes) {
            classes.forEach(resources::add);
            return this;
        }

        /**
         * Reads the classes.
         *
         * @throws InvalidConnectorException if a method cannot work or cannot be described without loss; all problems at
         *     once, each with its class and method, or its JSON pointer
         */
        public ConnectorDocument build() {
            List<String> problems = new ArrayList<>(BootCheck.problems(resources));
            ObjectNode openApi = ConnectorReader.read(info, resources);
            Swagger2Converter converter = new Swagger2Converter(openApi);
            ObjectNode swagger = converter.convert();
            problems.addAll(converter.losses());
            if (!problems.isEmpty()) {
                throw new InvalidConnectorException(problems);
            }
            return new ConnectorDocument(openApi, swagger);
        }
    }
}
