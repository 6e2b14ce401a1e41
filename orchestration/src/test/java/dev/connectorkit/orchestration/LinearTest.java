package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.RowsRead;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Work that grows with what is asked for, and not with what is stored; in rows, which no load of the machine changes. */
class LinearTest {

    private static final int INSTANCES = 10_000;
    private static final int PAGE = 100;

    @TempDir
    Path folder;

    /** Counts the changes of rows of these tables. */
    private static void countChanges(Database database, TestDatabases kind, List<String> tables) {
        database.write(tx -> {
            boolean postgres = kind == TestDatabases.POSTGRES;
            if (postgres) {
                tx.update("CREATE SEQUENCE changes");
                tx.update("CREATE FUNCTION changed() RETURNS trigger LANGUAGE plpgsql"
                        + " AS 'BEGIN PERFORM nextval(''changes''); RETURN NULL; END'");
            } else {
                tx.update("CREATE TABLE changes (id INTEGER PRIMARY KEY)");
            }
            for (String table : tables) {
                for (String change : List.of("INSERT", "UPDATE", "DELETE")) {
                    tx.update("CREATE TRIGGER " + table + change + " AFTER " + change + " ON " + table
                            + (postgres
                                    ? " FOR EACH ROW EXECUTE FUNCTION changed()"
                                    : " BEGIN INSERT INTO changes VALUES (NULL); END"));
                }
            }
            return true;
        });
    }

    private static long changes(Database database, TestDatabases kind) {
        String count =
                kind == TestDatabases.POSTGRES ? "SELECT last_value FROM changes" : "SELECT count(*) FROM changes";
        return database.<Long>read(tx -> tx.first(count, row -> row.getLong(1)).orElseThrow());
    }

    private long changesForBufferedEvents(TestDatabases kind, int events) throws Exception {
        Orchestrations code = Orchestrations.create();
        code.register("O", Integer.class, Integer.class, (ctx, n) -> {
            ctx.waitForExternalEvent("E", Integer.class).await();
            if (n + 1 < events) {
                ctx.continueAsNew(n + 1);
            }
            return n + 1;
        });
        try (Database database = Database.open(kind.fresh(folder))) {
            OrchestrationClient early =
                    OrchestrationEngine.builder(code, database).build().client();
            early.start("O", 0, StartOptions.withId("o"));
            for (int i = 0; i < events; i++) {
                early.raiseEvent("o", "E", i);
            }
            countChanges(database, kind, List.of("orchestration_inbox", "orchestration_history"));
            try (OrchestrationEngine engine =
                    OrchestrationEngine.builder(code, database).build().start()) {
                assertThat(engine.client()
                                .waitForCompletion("o", Duration.ofMinutes(3))
                                .output())
                        .isEqualTo(String.valueOf(events));
            }
            return changes(database, kind);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void runsOfContinueAsNewChangeAsManyRowsHoweverManyEventsWait(TestDatabases kind) throws Exception {
        long few = changesForBufferedEvents(kind, 50);
        long many = changesForBufferedEvents(kind, 200);
        assertThat(few).isGreaterThan(50);
        assertThat(many).isLessThan(few * 6);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void theFirstTurnIsStoredWithItsInstance(TestDatabases kind) throws Exception {
        int count = 100;
        Orchestrations code = Orchestrations.create()
                .registerActivity("Next", Integer.class, Integer.class, n -> n + 1)
                .register(
                        "O",
                        Integer.class,
                        Integer.class,
                        (ctx, n) -> ctx.callActivity("Next", n, Integer.class).await());
        try (Database database = Database.open(kind.fresh(folder));
                OrchestrationEngine engine =
                        OrchestrationEngine.builder(code, database).build().start()) {
            countChanges(database, kind, List.of("orchestration_instance", "orchestration_history"));
            for (int i = 0; i < count; i++) {
                String id = engine.client().start("O", i);
                assertThat(engine.client()
                                .waitForCompletion(id, Duration.ofMinutes(3))
                                .output())
                        .isEqualTo(String.valueOf(i + 1));
            }
            // An instance is written twice, and a third time only where its first turn has taken long; its history
            // twice.
            assertThat(changes(database, kind)).isBetween(4L * count, 5L * count - 1);
        }
    }

    @Test
    void pagesOfInstancesReadEachInstanceOnce() throws Exception {
        String url = TestDatabases.POSTGRES.fresh(folder);
        RowsRead rows = new RowsRead(url);
        List<String> ids = new ArrayList<>();
        try (Database database = Database.open(url)) {
            OrchestrationClient client = OrchestrationEngine.builder(Orchestrations.create(), database)
                    .taskHub("h")
                    .build()
                    .client();
            database.write(tx -> tx.update("INSERT INTO orchestration_instance (hub, id, part, name, execution, status,"
                    + " turn, next_row, created_at, updated_at, completed_at)"
                    + " SELECT 'h', 'i' || n, 0, 'O', 'e', 'Completed', 1, 0, n / 7, 1, 1"
                    + " FROM generate_series(1, " + INSTANCES + ") n"));
            rows.vacuum();
            InstanceQuery query = InstanceQuery.ALL.withLimit(PAGE);
            InstancePage page = client.query(query);
            page.instances().forEach(instance -> ids.add(instance.instanceId()));
            while (page.token() != null) {
                page = client.query(query.from(page.token()));
                page.instances().forEach(instance -> ids.add(instance.instanceId()));
            }
        }
        assertThat(ids).hasSize(INSTANCES).doesNotHaveDuplicates();
        Map<String, Long> read = rows.byIndex();
        assertThat(read.getOrDefault("orchestration_instance_created", 0L))
                .as(read.toString())
                .isBetween((long) INSTANCES, INSTANCES + 3L * INSTANCES / PAGE);
        assertThat(rows.scans().getOrDefault("orchestration_instance", 0L))
                .as("scans of the whole table: %s", rows.scans())
                .isLessThan(INSTANCES / PAGE / 2); // some for the migrations, and not one for each page
    }
}
