package dev.connectorkit.docs;

import dev.connectorkit.server.ConnectorServer;
import java.net.URI;
import java.nio.file.Path;

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
}
