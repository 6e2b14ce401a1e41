package dev.connectorkit.docs;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.temporal.TemporalRuntime;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.temporal.serviceclient.SimpleSslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Connections to Temporal. */
final class TemporalSetup {

    private TemporalSetup() {}

    static ConnectorServer.Builder cloud(Orchestrations all) {
        return ConnectorServer.builder()
                // tag::cloud[]
                .orchestrations(
                        all,
                        options -> options.runtime(setup -> TemporalRuntime.builder(setup)
                                .target("eu-central-1.aws.api.temporal.io:7233")
                                .namespace("orders.a1b2c")
                                .apiKey(System.getenv("TEMPORAL_API_KEY"))
                                .build()));
        // end::cloud[]
    }

    // tag::certificate[]
    static TemporalRuntime withCertificate(Orchestrations all, Path certificate, Path key) throws IOException {
        try (InputStream chain = Files.newInputStream(certificate);
                InputStream pkcs8 = Files.newInputStream(key)) {
            SslContext tls = SimpleSslContextBuilder.forPKCS8(chain, pkcs8).build();
            return TemporalRuntime.builder(all)
                    .target("orders.a1b2c.tmprl.cloud:7233")
                    .namespace("orders.a1b2c")
                    .service(options -> options.setSslContext(tls))
                    .build();
        }
    }
    // end::certificate[]
}
