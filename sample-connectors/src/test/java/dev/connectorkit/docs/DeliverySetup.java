package dev.connectorkit.docs;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.guard.CallbackTarget;
import dev.connectorkit.server.ConnectorServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;

/** The snippets of the guide on delivering callbacks, and on the guard. */
final class DeliverySetup {

    private DeliverySetup() {}

    static ConnectorServer server(Path dataDir, OrderWebhooks connector, Callbacks<?, ?> created) {
        // tag::server[]
        ConnectorServer server = ConnectorServer.builder()
                .dataDir(dataDir)
                .callbacks(created)
                .register(connector)
                .start();
        // end::server[]
        return server;
    }

    static ConnectorServer tuned(
            Path dataDir, OrderWebhooks connector, Callbacks<?, ?> created, MeterRegistry registry, String password) {
        return
        // tag::tuned[]
        ConnectorServer.builder()
                .dataDir(dataDir)
                .store("postgres://connector:" + password + "@db.example.com/connector")
                .callbacks(created)
                .delivery(options -> options.guard(CallbackGuard.builder()
                                .allowHosts("*.logic.azure.com")
                                .build())
                        .policy(DeliveryPolicy.builder()
                                .attemptTimeout(Duration.ofSeconds(10))
                                .maxConcurrentAttempts(512)
                                .maxConcurrentAttemptsPerHost(64)
                                .build())
                        .signingKeys(
                                "whsec_bmV3LWtleS1uZXcta2V5LW5ldy1rZXk=", "whsec_b2xkLWtleS1vbGQta2V5LW9sZC1rZXk="))
                .metrics(registry)
                .admin(8081)
                .register(connector)
                .start()
        // end::tuned[]
        ;
    }

    static CallbackGuard guard() {
        // tag::guard[]
        CallbackGuard guard = CallbackGuard.builder()
                .allowHosts("*.logic.azure.com", "hooks.example.com", "intranet-hook") // only these
                .openPrivateNetworks() // RFC 1918, carrier-grade NAT, unique local IPv6
                .openHost("intranet-hook") // one host by its name, whatever its addresses
                .openNetwork("127.0.1.0/24") // one network by its notation
                .closeNetwork("10.0.0.7") // but never this one: the database
                .build();
        // end::guard[]
        return guard;
    }

    static void alone(CallbackGuard guard, String url) throws Exception {
        // tag::alone[]
        CallbackTarget target = guard.check(url); // or checkWithUserInfo; throws RefusedCallbackException
        InetAddress vetted = target.addresses().get(0);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(vetted, target.port()), 5_000);
            // ... TLS for target.host(), then the request for target.uri()
        }
        // end::alone[]
    }
}
