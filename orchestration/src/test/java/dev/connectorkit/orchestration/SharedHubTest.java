package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.SkewedSystemClock;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes on one task hub in PostgreSQL. */
@NullUnmarked // as users without null checks write
class SharedHubTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration LEASE = Duration.ofMillis(600);

    @TempDir
    Path folder;

    private String url;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> runs = new ConcurrentLinkedQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Semaphore release = new Semaphore(0);

    @BeforeEach
    void createDatabase() {
        url = TestDatabases.POSTGRES.fresh(folder);
    }

    private OrchestrationEngine node(String name) {
        return node(name, Duration.ZERO);
    }

    private OrchestrationEngine node(String name, Duration ahead) {
        Orchestrations code = Orchestrations.create()
                .registerActivity("Where", Void.class, String.class, in -> name)
                .registerActivity("Slow", Void.class, String.class, in -> {
                    runs.add(name);
                    begun.countDown();
                    release.tryAcquire(10, TimeUnit.SECONDS);
                    return name;
                })
                .register("Where", Void.class, String.class, (ctx, in) -> {
                    ctx.waitForExternalEvent("Go").await();
                    return ctx.callActivity("Where", String.class).await();
                })
                .register("Parent", Integer.class, Integer.class, (ctx, n) -> {
                    List<Task<String>> children = IntStream.range(0, n)
                            .mapToObj(i -> ctx.callSubOrchestrator("Child", null, String.class))
                            .toList();
                    return ctx.allOf(children).await().size();
                })
                .register("Sleeper", Void.class, String.class, (ctx, in) -> {
                    ctx.createTimer(Duration.ofMillis(300)).await();
                    return "woken";
                })
                .register(
                        "Child",
                        Void.class,
                        String.class,
                        (ctx, in) -> ctx.callActivity("Where", String.class).await())
                .register(
                        "Slow",
                        Void.class,
                        String.class,
                        (ctx, in) -> ctx.callActivity("Slow", String.class).await());
        Database database = Database.open(url);
        OrchestrationEngine engine = OrchestrationEngine.builder(code, database)
                .lease(LEASE)
                .clock(new SkewedSystemClock(ahead))
                .build()
                .start();
        open.add(0, database);
        open.add(0, engine);
        return engine;
    }

    @AfterEach
    void close() throws Exception {
        release.release(100);
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void timersAreDueByTheClockOfTheDatabaseOnAllNodes() throws Exception {
        OrchestrationEngine ahead = node("ahead", Duration.ofMinutes(10));
        OrchestrationEngine behind = node("behind", Duration.ofMinutes(-10));
        List<String> ids = IntStream.range(0, 40)
                .mapToObj(i -> (i % 2 == 0 ? ahead : behind).client().start("Sleeper", null))
                .toList();
        for (String id : ids) {
            assertThat(ahead.client().waitForCompletion(id, LONG).output()).isEqualTo("\"woken\"");
        }
    }

    @Test
    void nodesShareTheInstancesAndReachEachOthers() throws Exception {
        OrchestrationEngine first = node("first");
        OrchestrationEngine second = node("second");
        Set<String> where = ConcurrentHashMap.newKeySet();
        List<String> ids = IntStream.range(0, 60)
                .mapToObj(i -> first.client().start("Where", null))
                .toList();
        for (String id : ids) {
            second.client().raiseEvent(id, "Go");
        }
        for (String id : ids) {
            where.add(String.valueOf(first.client().waitForCompletion(id, LONG).output()));
        }

        assertThat(where).containsExactlyInAnyOrder("\"first\"", "\"second\"");
    }

    @Test
    void subOrchestrationsOnOtherNodesAnswerTheirParents() throws Exception {
        OrchestrationEngine first = node("first");
        node("second");
        String id = first.client().start("Parent", 100);

        assertThat(first.client().waitForCompletion(id, LONG).output()).isEqualTo("100");
    }

    @Test
    void theAnswerOfANodeThatLostItsLeaseIsIgnored() throws Exception {
        OrchestrationEngine first = node("first");
        String id = first.client().start("Slow", null);
        begun.await();
        try (Database admin = Database.open(url)) {
            admin.write(tx -> {
                tx.update("UPDATE orchestration_partition SET node = 'elsewhere'");
                return tx.update("UPDATE orchestration_instance SET node = 'elsewhere', turn = turn + 1");
            });
            release.release();
            assertThat(first.client().status(id).orElseThrow().runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
            admin.write(tx -> {
                return tx.update("UPDATE orchestration_partition SET node = NULL");
            });
        }
        node("second");
        release.release();

        assertThat(first.client().waitForCompletion(id, LONG).output()).isIn("\"first\"", "\"second\"");
        // More if heartbeats release the activity between the updates.
        assertThat(runs).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void anActivityOfANodeThatIsNotThereAnyMoreIsRunByAnother() throws Exception {
        OrchestrationEngine first = node("first");
        String id = first.client().start("Slow", null);
        begun.await();
        first.close();
        try (Database admin = Database.open(url)) {
            int rows = admin.read(tx -> tx.first("SELECT count(*) FROM orchestration_activity", row -> row.getInt(1))
                    .orElseThrow());
            assertThat(rows)
                    .as("rows of activities that ran where their instance did")
                    .isZero();
            admin.write(tx -> tx.update("UPDATE orchestration_instance SET node = 'gone', turn = turn + 1"));
        }
        release.release(2);

        assertThat(node("second").client().waitForCompletion(id, LONG).output()).isEqualTo("\"second\"");
    }

    @Test
    void theFirstTurnThatALostNodeHadInMemoryIsRunByAnother() throws Exception {
        String id;
        try (Database admin = Database.open(url);
                OrchestrationEngine lost = OrchestrationEngine.builder(Orchestrations.create(), admin)
                        .build()) {
            id = lost.client().start("Sleeper", null);
            admin.write(tx -> tx.update("UPDATE orchestration_instance SET node = 'gone', due_at = NULL"));
        }

        assertThat(node("second").client().waitForCompletion(id, LONG).output()).isEqualTo("\"woken\"");
    }

    @Test
    void anActivityGoesOnWhereItRunsWhenItsInstanceMovesToAnotherNode() throws Exception {
        OrchestrationEngine first = node("first");
        List<String> ids = IntStream.range(0, 12)
                .mapToObj(i -> first.client().start("Slow", null))
                .toList();
        begun.await();
        OrchestrationEngine second = node("second");
        String elsewhere = "SELECT count(*) FROM orchestration_partition WHERE node IS NOT NULL GROUP BY node";
        try (Database admin = Database.open(url)) {
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> admin.read(tx -> tx.query(elsewhere, row -> row.getInt(1)))
                            .equals(List.of(32, 32)));
            release.release(100);
            for (String id : ids) {
                assertThat(second.client().waitForCompletion(id, LONG).runtimeStatus())
                        .isEqualTo(RuntimeStatus.COMPLETED);
            }
            List<String> held = admin.read(tx ->
                    tx.query("SELECT id FROM orchestration_instance WHERE node IS NOT NULL", row -> row.getString(1)));
            assertThat(held).isEmpty();
        }
        assertThat(runs).hasSizeGreaterThanOrEqualTo(ids.size());
    }

    @Test
    void aNodeThatLeavesHandsOverAtOnce() throws Exception {
        OrchestrationEngine first = node("first");
        String id = first.client().start("Where", null);
        first.client().waitForStart(id, LONG);
        OrchestrationEngine second = node("second");
        first.close();
        second.client().raiseEvent(id, "Go");

        assertThat(second.client().waitForCompletion(id, LONG).output()).isEqualTo("\"second\"");
    }

    @Test
    void aBacklogToPurgeDoesNotCostTheLease() {
        try (Database database = Database.open(url)) {
            OrchestrationEngine.builder(Orchestrations.create(), database)
                    .taskHub("old")
                    .build()
                    .close();
            database.write(
                    tx -> tx.update(
                            "INSERT INTO orchestration_instance (hub, id, part, name, execution, status,"
                                    + " turn, next_row, created_at, updated_at, completed_at)"
                                    + " SELECT 'old', 'i' || n, 0, 'O', 'e', 'Completed', 1, 0, 1, 1, 1 FROM generate_series(1, 3000) n"));
            try (OrchestrationEngine engine = OrchestrationEngine.builder(Orchestrations.create(), database)
                    .taskHub("old")
                    .lease(Duration.ofSeconds(2))
                    .purgeAfter(RuntimeStatus.COMPLETED, Duration.ofDays(1))
                    .build()
                    .start()) {
                String node = node(database);
                Awaitility.await()
                        .atMost(Duration.ofMinutes(3))
                        .until(() -> engine.client()
                                .query(InstanceQuery.ALL)
                                .instances()
                                .isEmpty());

                assertThat(node(database)).isEqualTo(node);
                assertThat(engine.health().ready()).isTrue();
            }
        }
    }

    private static String node(Database database) {
        return database.read(
                        tx -> tx.first("SELECT id FROM orchestration_node WHERE hub = 'old'", row -> row.getString(1)))
                .orElseThrow();
    }
}
