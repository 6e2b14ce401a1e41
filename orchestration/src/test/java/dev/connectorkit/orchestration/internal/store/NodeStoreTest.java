package dev.connectorkit.orchestration.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The leases of nodes, and the claims that depend on them. */
class NodeStoreTest {

    private static final String QUEUED = "INSERT INTO orchestration_activity"
            + " (hub, instance_id, execution, task_id, name, queued_at) VALUES ('hub', 'i', 'e', 1, 'A', 1)";

    private final NodeStore nodes = new NodeStore("hub");
    private final ActivityStore activities = new ActivityStore("hub");

    @Test
    void a_node_that_was_removed_claims_nothing_and_none_removes_itself(@TempDir Path folder) {
        try (Database database = Database.open(TestDatabases.POSTGRES.fresh(folder))) {
            TurnStore.migrate(database);
            database.write(tx -> {
                nodes.join(tx, "late", Duration.ofSeconds(-1));
                nodes.join(tx, "other", Duration.ofMinutes(1));
                return tx.update(QUEUED);
            });

            assertThat(database.<Integer>write(tx -> nodes.expire(tx, "late"))).isZero();
            List<ActivityRow> claimed = database.write(tx -> activities.claim(tx, "late", 1));
            assertThat(claimed).hasSize(1);
            assertThat(database.<Integer>write(tx -> nodes.expire(tx, "other"))).isOne();
            assertThat(database.<List<ActivityRow>>write(tx -> activities.claim(tx, "late", 1)))
                    .isEmpty();
            assertThat(database.<List<ActivityRow>>write(tx -> activities.claim(tx, "other", 1)))
                    .hasSize(1);
        }
    }
}
