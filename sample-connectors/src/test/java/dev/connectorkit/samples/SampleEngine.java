package dev.connectorkit.samples;

import dev.connectorkit.orchestration.OrchestrationRuntime;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.sdk.durable.OrchestrationOptions;
import dev.connectorkit.storage.Database;
import dev.connectorkit.temporal.TemporalRuntime;
import dev.connectorkit.temporal.TestServers;
import java.util.UUID;

/** The engines that the samples' orchestrations run on, unchanged. */
public enum SampleEngine {
    EMBEDDED,
    TEMPORAL_IN_JVM,
    TEMPORAL_SERVER;

    /** Returns the address of the server, or skips the test where it is absent. */
    public String target() {
        return (this == TEMPORAL_IN_JVM ? TestServers.IN_JVM : TestServers.REAL).target();
    }

    /** Configures a server's orchestrations. */
    public void configure(OrchestrationOptions.Builder options) {
        if (this != EMBEDDED) {
            String target = target();
            String queue = "samples-" + UUID.randomUUID(); // workers of other tests must not take its tasks
            options.runtime(setup -> TemporalRuntime.builder(setup)
                    .target(target)
                    .taskQueue(queue)
                    .build());
        }
    }

    /** Creates a runtime without a connector. */
    public OrchestrationRuntime runtime(Orchestrations orchestrations, Database database) {
        return this == EMBEDDED
                ? OrchestrationEngine.builder(orchestrations, database).build()
                : TemporalRuntime.builder(orchestrations)
                        .target(target())
                        .taskQueue("samples-" + UUID.randomUUID())
                        .build();
    }
}
