package dev.connectorkit.docs;

import dev.connectorkit.server.ConnectorServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** The snippets of the guide on deployment. */
final class DeployedConnector {

    private DeployedConnector() {}

    // tag::main[]
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        ConnectorServer.builder()
                .port(8080)
                .publicUrl(URI.create(environment.getOrDefault("PUBLIC_URL", "http://localhost:8080/")))
                .dataDir(Path.of(environment.getOrDefault("DATA_DIR", "data")))
                .register(new HelloConnector())
                .start();
    }
    // end::main[]

    static ConnectorServer.Builder nodes(Map<String, String> environment) {
        return
        // tag::nodes[]
        ConnectorServer.builder()
                .store(environment.get("STORE")) // postgres://user:password@host:port/database
                .stateKey(Base64.getDecoder().decode(environment.get("STATE_KEY")))
        // end::nodes[]
        ;
    }
}
