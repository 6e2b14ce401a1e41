package dev.connectorkit.swagger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;

/** Sketch. */
public final class ConnectorDocument {

    private ConnectorDocument() {}

    /** A builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** OpenAPI 3.0. */
    public ObjectNode openApi(URI base) {
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("openapi", "3.0.1")
                .put("x", base.toString());
    }

    /** Swagger 2.0. */
    public ObjectNode swagger(Profile profile, URI base) {
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("swagger", "2.0")
                .put("x", profile + base.toString());
    }

    /** Builder. */
    public static final class Builder {
        private Builder() {}

        /** Title. */
        public Builder title(String title) {
            return this;
        }

        /** Description. */
        public Builder description(String description) {
            return this;
        }

        /** Version. */
        public Builder version(String version) {
            return this;
        }

        /** Resources. */
        public Builder resources(Iterable<Class<?>> resources) {
            return this;
        }

        /** Builds. */
        public ConnectorDocument build() {
            return new ConnectorDocument();
        }
    }
}
