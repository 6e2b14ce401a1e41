package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.RowsRead;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that PostgreSQL makes while the tables are empty are right when they are full. */
class EmptyQueuePlansTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int CALLS_BEFORE_A_PLAN_IS_KEPT = 15; // 5 of the driver, 5 of the server, and some
    private static final int MANY = 300;

    /** Scans of a whole table or hub; migrations and vacuum make a few. */
    private static final List<String> WRONG = List.of(
            "orchestration_instance",
            "orchestration_instance_name",
            "orchestration_instance_created",
            "orchestration_history",
            "orchestration_activity",
            "orchestration_inbox",
            "orchestration_inbox_part");

    @TempDir
    Path folder;

    private static Orchestrations code() {
        return Orchestrations.create()
                .registerActivity("Add", Integer.class, Integer.class, n -> n + 1)
                .register("Two", Integer.class, Integer.class, (ctx, n) -> {
                    int sum = ctx.callActivity("Add", n, Integer.class).await();
                    return ctx.callActivity("Add", sum, Integer.class).await()
                            + ctx.waitForExternalEvent("More", Integer.class).await();
                });
    }

    @Test
    void fullTablesAreReadByIndexThoughTheyWereVacuumedWhenEmpty() throws Exception {
        String url = TestDatabases.POSTGRES.fresh(folder);
        RowsRead rows = new RowsRead(url);
        try (Database database = Database.builder().url(url).writers(1).open();
                OrchestrationEngine engine =
                        OrchestrationEngine.builder(code(), database).build().start()) {
            OrchestrationClient client = engine.client();
            rows.vacuum();
            for (int i = 0; i < CALLS_BEFORE_A_PLAN_IS_KEPT; i++) {
                run(client, 1);
            }
            run(client, MANY);
        }
        Map<String, Long> read = rows.byIndex();
        assertThat(read.values()).as(read.toString()).allMatch(count -> count < 20 * MANY);
        Map<String, Long> scans = rows.scans();
        assertThat(scans).containsKey("orchestration_instance_pkey");
        scans.keySet().retainAll(WRONG);
        assertThat(scans.values()).as(scans.toString()).allMatch(count -> count < MANY / 10);
    }

    private static void run(OrchestrationClient client, int count) throws Exception {
        List<String> ids =
                IntStream.range(0, count).mapToObj(i -> client.start("Two", i)).toList();
        for (String id : ids) {
            client.raiseEvent(id, "More", 1);
        }
        for (String id : ids) {
            assertThat(client.waitForCompletion(id, LONG).runtimeStatus()).isEqualTo(RuntimeStatus.COMPLETED);
        }
    }
}
