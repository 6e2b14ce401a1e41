package dev.connectorkit.docs;

import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.Profile;
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
}
