package dev.connectorkit.docs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.ConnectorDescription;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.DocumentFilter;
import dev.connectorkit.swagger.Profile;
import dev.connectorkit.swagger.Security;
import java.net.URI;

/** The snippets of the guide on the document. */
final class DocumentSetup {

    private DocumentSetup() {}

    static String write() {
        // tag::document[]
        ConnectorDocument document = ConnectorDocument.of(ConnectorDescription.builder()
                .title("Orders")
                .version("1.0")
                .resources(OrderTriggers.class)
                .build());
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

    // tag::provider[]
    public static final class OrderDescription implements ConnectorDescription.Provider {
        @Override
        public ConnectorDescription description() {
            return ConnectorDescription.builder()
                    .title("Orders")
                    .description("Reports the orders of a shop.")
                    .version("1.0")
                    .contact("Orders", URI.create("https://example.com/support"), "support@example.com")
                    .security(Security.apiKey("x-api-key"))
                    .resources(OrderTriggers.class)
                    .build();
        }
    }
    // end::provider[]

    static ConnectorServer serveDescribed(Authentication authentication, OrderTriggers triggers) {
        // tag::described[]
        return ConnectorServer.builder()
                .describe(new OrderDescription().description())
                .authentication(authentication)
                .register(triggers)
                .start();
        // end::described[]
    }
}
