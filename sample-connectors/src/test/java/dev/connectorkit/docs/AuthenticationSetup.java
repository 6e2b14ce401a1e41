package dev.connectorkit.docs;

import dev.connectorkit.http.auth.Authentication;
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

    static ConnectorServer entra(Object connector) {
        // tag::entra[]
        ConnectorServer server = ConnectorServer.builder()
                .authentication(Authentication.entraId(
                                "11111111-2222-3333-4444-555555555555", // the tenant's directory id
                                "66666666-7777-8888-9999-000000000000") // the connector's application id
                        .requiring("orders.read"))
                .register(connector)
                .start();
        // end::entra[]
        return server;
    }

    static Authentication both(Authentication entra, String key) {
        // tag::any[]
        Authentication either = Authentication.anyOf(entra, Authentication.apiKey("X-API-Key", key));
        // end::any[]
        return either;
    }
}
