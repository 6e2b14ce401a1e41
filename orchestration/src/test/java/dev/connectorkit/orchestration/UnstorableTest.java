package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.StorageException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that a database may not take, wherever they come from: they are stored, or fail at once, and nothing is repeated for ever. */
@ParameterizedClass
@EnumSource(names = {"SQLITE", "POSTGRES"})
@NullUnmarked // as users without null checks write
class UnstorableTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final List<String> VALUES =
            List.of("a\u0000b", "\u0000", "\ud800 unpaired", "\uffff\ufffe", "x".repeat(300_000));

    @TempDir
    Path folder;

    @Parameter
    TestStore store;

    private Orchestrations code;
    private Database database;
    private OrchestrationEngine engine;
    private OrchestrationClient client;

    @BeforeEach
    void open() {
        database = Database.open(store.url(folder));
        code = Orchestrations.create()
                .registerActivity("Echo", String.class, String.class, in -> in)
                .registerActivity("Throw", String.class, String.class, in -> {
                    throw new IllegalStateException(in);
                })
                .register("Echo", String.class, String.class, (ctx, in) -> in)
                .register(
                        "Activity",
                        String.class,
                        String.class,
                        (ctx, in) -> ctx.callActivity("Echo", in, String.class).await())
                .register(
                        "Child",
                        String.class,
                        String.class,
                        (ctx, in) -> ctx.callSubOrchestrator("Echo", in, String.class)
                                .await())
                .register("Status", String.class, String.class, (ctx, in) -> {
                    ctx.setCustomStatus(in);
                    ctx.createTimer(Duration.ofMillis(1)).await();
                    return in;
                })
                .register(
                        "Event",
                        String.class,
                        String.class,
                        (ctx, in) -> ctx.waitForExternalEvent("E", String.class).await())
                .register("Again", String.class, String.class, (ctx, in) -> {
                    if (!in.endsWith("!")) {
                        ctx.continueAsNew(in + "!");
                    }
                    return in;
                })
                .registerActivity("Digits", Void.class, BigInteger.class, in -> BigInteger.TEN.pow(3000))
                .register("Digits", Void.class, Void.class, (ctx, in) -> {
                    ctx.callActivity("Digits").await();
                    return ctx.waitForExternalEvent("End").await();
                })
                .register("TwoEvents", Object.class, Void.class, (ctx, in) -> {
                    ctx.waitForExternalEvent("E").await();
                    return ctx.waitForExternalEvent("End").await();
                })
                .register(
                        "Failing",
                        String.class,
                        String.class,
                        (ctx, in) -> ctx.callActivity("Throw", in, String.class).await())
                .register("Throwing", String.class, String.class, (ctx, in) -> {
                    throw new IllegalStateException(in);
                })
                .register(
                        "Name",
                        String.class,
                        String.class,
                        (ctx, in) -> ctx.callActivity(in, null, String.class).await())
                .register(
                        "Orchestrator",
                        String.class,
                        String.class,
                        (ctx, in) ->
                                ctx.callSubOrchestrator(in, null, String.class).await())
                .register(
                        "ChildId",
                        String.class,
                        String.class,
                        (ctx, in) -> ctx.callSubOrchestrator("Echo", "x", in, String.class)
                                .await())
                .register("SendTo", String.class, String.class, (ctx, in) -> {
                    ctx.sendEvent(in, "E", "x");
                    return "sent";
                })
                .register("SendName", String.class, String.class, (ctx, in) -> {
                    ctx.sendEvent("nobody", in, "x");
                    return "sent";
                })
                .register("Far", String.class, String.class, (ctx, in) -> {
                    ctx.createTimer(Instant.MAX).await();
                    return in;
                });
        engine = OrchestrationEngine.builder(code, database).build().start();
        client = engine.client();
    }

    @AfterEach
    void close() {
        engine.close();
        database.close();
    }

    private OrchestrationStatus run(String name, String input) throws Exception {
        return client.waitForCompletion(client.start(name, input), LONG);
    }

    @Test
    void payloadsOfAllKindsArriveAsTheyWere() throws Exception {
        for (String value : VALUES) {
            String expected = client.read(run("Echo", value).output(), String.class);
            assertThat(expected).isEqualTo(value);
            for (String name : List.of("Activity", "Child", "Status")) {
                OrchestrationStatus status = run(name, value);
                assertThat(status.runtimeStatus()).as(name).isEqualTo(RuntimeStatus.COMPLETED);
                assertThat(client.read(status.output(), String.class)).isEqualTo(value);
            }
            assertThat(client.read(run("Again", value).output(), String.class)).isEqualTo(value + "!");
            String id = client.start("Event", null);
            client.raiseEvent(id, "E", value);
            assertThat(client.read(client.waitForCompletion(id, LONG).output(), String.class))
                    .isEqualTo(value);
        }
    }

    /** As deep, and with as long names and numbers, as the mapper reads. */
    @Test
    void payloadsAtTheLimitsOfTheMapperSurviveARestart() throws Exception {
        List<String> limits =
                List.of("[".repeat(1000) + "]".repeat(1000), "1".repeat(1000), "{\"" + "n".repeat(40_000) + "\":1}");
        Map<String, String> waiting = new LinkedHashMap<>();
        for (String json : limits) {
            String id = client.start("TwoEvents", new RawJson(json));
            client.raiseEvent(id, "E", new RawJson(json));
            waiting.put(id, json);
        }
        String digits = client.start("Digits", null);
        for (String id : waiting.keySet()) {
            await().atMost(LONG)
                    .until(() -> client.history(id).stream().anyMatch(HistoryEvent.EventRaised.class::isInstance));
        }
        await().atMost(LONG)
                .until(() -> client.history(digits).stream().anyMatch(HistoryEvent.TaskCompleted.class::isInstance));
        engine.close();
        engine = OrchestrationEngine.builder(code, database).build().start();
        client = engine.client();

        client.raiseEvent(digits, "End");
        assertThat(client.waitForCompletion(digits, LONG).runtimeStatus()).isEqualTo(RuntimeStatus.COMPLETED);
        for (Map.Entry<String, String> each : waiting.entrySet()) {
            client.raiseEvent(each.getKey(), "End");
            OrchestrationStatus status = client.waitForCompletion(each.getKey(), LONG);
            assertThat(status.runtimeStatus()).isEqualTo(RuntimeStatus.COMPLETED);
            assertThat(status.input()).isEqualTo(each.getValue());
        }
    }

    @Test
    void failuresWithSuchMessagesAreFailures() throws Exception {
        for (String value : VALUES) {
            for (String name : List.of("Failing", "Throwing")) {
                assertThat(run(name, value).runtimeStatus()).as(name).isEqualTo(RuntimeStatus.FAILED);
            }
        }
    }

    @Test
    void namesAndIdsThatCannotBeStoredFailTheInstance() throws Exception {
        for (String value : List.of("a\u0000b", "\ud800", "x".repeat(100_000))) {
            for (String name : List.of("Name", "Orchestrator", "ChildId", "SendTo", "SendName")) {
                OrchestrationStatus status = run(name, value);
                assertThat(status.runtimeStatus()).as(name).isEqualTo(RuntimeStatus.FAILED);
                assertThat(status.failure().errorMessage()).as(name).isNotBlank();
            }
        }
        assertThat(run("Far", "x").runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
    }

    @Test
    void clientsAreRefusedAtOnce() {
        String id = client.start("Event", null);
        for (String value : List.of("a\u0000b", "\ud800", "x".repeat(100_000))) {
            assertThatIllegalArgumentException().isThrownBy(() -> client.raiseEvent(id, value, "x"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.start("Echo", "x", StartOptions.withId(value)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.start(
                            "Echo", "x", StartOptions.builder().tag(value, "x").build()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.start(
                            "Echo", "x", StartOptions.builder().tag("x", value).build()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.start(
                            "Echo", "x", StartOptions.builder().version(value).build()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.raiseEvent(id, "E", "x", EventOptions.withIdempotencyKey(value)));
        }
        client.suspend(id, "a\u0000b");
        client.resume(id, "\ud800");
        client.terminate(id, "a\u0000b");
        assertThatExceptionOfType(InstanceNotFoundException.class)
                .isThrownBy(() -> client.raiseEvent("a\u0000b", "E", "x"));
        assertThat(client.status("a\u0000b")).isEmpty();
    }

    /** Refuses changes of instances as a full disk does, or as values that are too large. */
    private String refusal(String change, String condition, String state) {
        return store == TestStore.SQLITE
                ? "CREATE TRIGGER refuse BEFORE " + change + " ON orchestration_instance WHEN " + condition + " BEGIN"
                        + " SELECT RAISE(ABORT, 'database or disk is full'); END"
                : "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'No space left on device'"
                        + " USING ERRCODE = '" + state + "'; END $$ LANGUAGE plpgsql; CREATE TRIGGER refuse BEFORE "
                        + change + " ON orchestration_instance FOR EACH ROW WHEN (" + condition
                        + ") EXECUTE FUNCTION refuse()";
    }

    private void accept() {
        execute("DROP TRIGGER refuse" + (store == TestStore.SQLITE ? "" : " ON orchestration_instance"));
    }

    private void execute(String sql) {
        database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    @Test
    void whatTheDatabaseRefusesForATimeIsRetried() throws Exception {
        execute(refusal("UPDATE", "1 = 1", "53100"));
        String id = client.start("Activity", "x");
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> client.waitForCompletion(id, Duration.ofMillis(500)));
        assertThat(client.status(id).orElseThrow().runtimeStatus().isFinished()).isFalse();
        accept();
        assertThat(client.waitForCompletion(id, LONG).runtimeStatus()).isEqualTo(RuntimeStatus.COMPLETED);
    }

    @Test
    void aStartThatTheDatabaseRefusesIsAnExceptionAndLeavesNothing() throws Exception {
        execute(refusal("INSERT", "1 = 1", "53100"));
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> client.start("Activity", "x"));
        accept();
        assertThat(client.query(InstanceQuery.ALL).instances()).isEmpty();
        assertThat(client.waitForCompletion(client.start("Activity", "x"), LONG).runtimeStatus())
                .isEqualTo(RuntimeStatus.COMPLETED);
    }

    @Test
    void aFirstTurnWhoseResultIsRefusedFailsItsInstance() throws Exception {
        Assumptions.assumeTrue(store != TestStore.SQLITE, "SQLite refuses no values");
        execute(refusal("INSERT OR UPDATE", "NEW.status = 'Running'", "22003"));
        String id = client.start("Activity", "x");
        assertThat(client.waitForCompletion(id, LONG).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
    }
}
