package dev.connectorkit.docs;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.sdk.ConnectorFeature;
import dev.connectorkit.sdk.ConnectorRuntime;
import dev.connectorkit.server.ConnectorServer;
import java.net.URI;
import java.nio.file.Path;
import org.glassfish.jersey.server.ResourceConfig;

/** The snippets of the guide on the server. */
final class ServerSetup {

    private ServerSetup() {}

    static ConnectorServer start(Object connector, Path dataDir, Path keyStore, String password) {
        // tag::server[]
        ConnectorServer server = ConnectorServer.builder()
                .title("Orders")
                .description("Watches and reopens orders.")
                .version("1.0")
                .port(8443)
                .publicUrl(URI.create("https://example.com/orders"))
                .dataDir(dataDir)
                .https(keyStore, password)
                .maxRequestBytes(1_000_000)
                .register(connector)
                .start();
        // end::server[]
        return server;
    }

    static ResourceConfig feature(Callbacks<?, ?> created, Object orderEvents, Path folder) {
        // tag::feature[]
        ConnectorRuntime runtime =
                ConnectorRuntime.builder().dataDir(folder).callbacks(created).build();
        ResourceConfig application = new ResourceConfig()
                .register(orderEvents)
                .register(new ConnectorFeature(runtime)); // validates the resources, then starts the runtime
        // end::feature[]
        return application;
    }
}
