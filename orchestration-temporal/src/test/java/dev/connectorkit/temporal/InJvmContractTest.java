package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.OrchestrationRuntime;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.contract.Capability;
import dev.connectorkit.orchestration.contract.RuntimeContract;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of runtimes on the server that Temporal's testing library runs in this process. */
class InJvmContractTest extends RuntimeContract {

    private static int port;
    private static TestServer.PortBoundTestServer server;

    @BeforeAll
    static void startServer() throws IOException {
        port = TestServers.freePort();
        server = TestServer.createPortBoundServer(port, true);
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    protected OrchestrationRuntime open(Orchestrations orchestrations) {
        return TemporalRuntime.builder(orchestrations)
                .target("127.0.0.1:" + port)
                .lease(Duration.ofSeconds(5))
                .cachedInstances(0) // so that every turn is a replay
                .build();
    }

    /** The server in the JVM has no lists, no resets and no deletions, and hands tasks to workers that have closed. */
    @Override
    protected Set<Capability> missing() {
        Set<Capability> missing = EnumSet.copyOf(TemporalCapabilities.MISSING);
        missing.addAll(Set.of(Capability.QUERY, Capability.REWIND, Capability.PURGE, Capability.TAKEOVER));
        return missing;
    }
}
