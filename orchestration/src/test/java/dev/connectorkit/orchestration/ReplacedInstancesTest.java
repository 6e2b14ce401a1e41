package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that are replaced while their first turns are stored, by another transaction. */
class ReplacedInstancesTest {

    private static final int INSTANCES = 60; // one in eight was stuck

    @Test
    void a_turn_that_is_being_stored_leaves_nothing_to_the_instance_that_replaces_its_own(@TempDir Path folder)
            throws TimeoutException {
        Orchestrations orchestrations = Orchestrations.create();
        orchestrations.register(
                "Approval",
                Object.class,
                String.class,
                (ctx, in) -> ctx.waitForExternalEvent("Approval", String.class).await());
        try (Database database = Database.open(TestDatabases.POSTGRES.fresh(folder));
                OrchestrationEngine engine = OrchestrationEngine.builder(orchestrations, database)
                        .build()
                        .start()) {
            OrchestrationClient client = engine.client();
            for (int i = 0; i < INSTANCES; i++) {
                String id = "approval-" + i;
                start(client, id, IdReuse.REFUSE);
                start(client, id, IdReuse.REPLACE);
                client.raiseEvent(id, "Approval", "yes");
                OrchestrationStatus ended = client.waitForCompletion(id, Duration.ofMinutes(1));
                assertThat(ended.output()).isEqualTo("\"yes\"");
            }
        }
    }

    private static void start(OrchestrationClient client, String id, IdReuse reuse) {
        client.start(
                "Approval",
                null,
                StartOptions.builder().instanceId(id).idReuse(reuse).build());
    }
}
