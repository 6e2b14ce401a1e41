package dev.connectorkit.docs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.DocumentFilter;
import dev.connectorkit.swagger.Profile;
import dev.connectorkit.swagger.Security;
import java.net.URI;
import java.util.List;

/** The snippets of the guide on the document. */
final class DocumentSetup {

    private DocumentSetup() {}

    static String write() {
        // tag::document[]
        ConnectorDocument document = ConnectorDocument.builder()
                .title("Orders")
                .version("1.0")
                .resources(List.of(OrderTriggers.class))
                .build();
        String swagger = document.swagger(Profile.DESIGNER, URI.create("https://example.com/orders"))
                .toPrettyString();
        // end::document[]
        return swagger;
    }

    // tag::filter[]
    static final class HideDeprecated implements DocumentFilter {
        @Override
        public void operation(ObjectNode operation, String method, String path) {
            if (operation.path("deprecated").asBoolean()) {
                operation.put("x-ms-visibility", "internal");
            }
        }
    }

    static ConnectorServer serve(Object connector) {
        return ConnectorServer.builder()
                .register(connector)
                .describe(document ->
                        document.security(Security.apiKey("x-api-key")).filter(new HideDeprecated()))
                .start();
    }
    // end::filter[]
}
