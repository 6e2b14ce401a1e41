package dev.connectorkit.docs;

import dev.connectorkit.sdk.auth.Authentication;
import dev.connectorkit.server.ConnectorServer;
import java.net.URI;
import java.util.Map;

/** The snippets of the guide on authentication. */
final class AuthenticationSetup {

    private AuthenticationSetup() {}

    static ConnectorServer start(Object connector, String newKey, String oldKey) {
        // tag::key[]
        ConnectorServer server = ConnectorServer.builder()
                .authentication(Authentication.apiKey("X-API-Key", newKey, oldKey))
                .register(connector)
                .start();
        // end::key[]
        return server;
    }

    static Authentication jwt() {
        // tag::jwt[]
        Authentication tokens = Authentication.jwt(
                        "https://login.example/tenant", // iss
                        "api://orders", // aud
                        URI.create("https://login.example/tenant/keys"))
                .requiring("orders.read")
                .signInAt(
                        URI.create("https://login.example/tenant/authorize"),
                        URI.create("https://login.example/tenant/token"),
                        Map.of("api://orders/orders.read", "Read orders"));
        // end::jwt[]
        return tokens;
    }
}
