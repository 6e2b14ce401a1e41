package dev.connectorkit.samples;

import dev.connectorkit.samples.bakery.Bakery;
import dev.connectorkit.samples.files.FileConnector;
import dev.connectorkit.samples.files.FileContents;
import dev.connectorkit.sdk.durable.OrchestrationOptions;
import dev.connectorkit.swagger.ConnectorDescription;
import java.net.URI;

/** The description of the samples, which the server and the build read. */
public final class SampleDescription implements ConnectorDescription.Provider {

    private static final URI SITE = URI.create("https://example.com/"); // put your own here

    @Override
    public ConnectorDescription description() {
        return ConnectorDescription.builder()
                .title("Sample Connectors")
                .description("The sample connectors of ConnectorKit, one for each pattern of the protocol.")
                .version("0.1.0")
                .contact("ConnectorKit", SITE.resolve("support"), "support@example.com")
                .metadata(SITE, SITE.resolve("privacy"), "Data")
                .resources(Bakery.class, HttpStart.class, FileConnector.class, FileContents.class)
                .resources(OrchestrationOptions.managementApiResources())
                .build();
    }
}
