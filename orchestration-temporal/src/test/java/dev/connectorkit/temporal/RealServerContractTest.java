package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.OrchestrationRuntime;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.contract.Capability;
import dev.connectorkit.orchestration.contract.RuntimeContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract of runtimes on Temporal's own server. */
class RealServerContractTest extends RuntimeContract {

    @TempDir
    static Path folder;

    private static RealServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = RealServer.start(folder);
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected OrchestrationRuntime open(Orchestrations orchestrations) {
        return TemporalRuntime.builder(orchestrations)
                .target(server.target())
                .lease(Duration.ofSeconds(5))
                .build();
    }

    @Override
    protected Set<Capability> missing() {
        return TemporalCapabilities.MISSING;
    }
}
