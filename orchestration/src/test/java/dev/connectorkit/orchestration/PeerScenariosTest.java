package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions, reused ids, tags and waits, as the suites of other engines of this model test them. */
@NullUnmarked // as users without null checks write
class PeerScenariosTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Database database = Database.open("memory");
    private final Orchestrations code = Orchestrations.create()
            .registerActivity("Slow", String.class, String.class, in -> {
                release.await(2, TimeUnit.MINUTES);
                return in;
            })
            .registerActivity("Fragile", Void.class, String.class, in -> {
                if (broken.get()) {
                    throw new IllegalStateException("down");
                }
                return "repaired";
            })
            .register("Version", Void.class, String.class, (ctx, in) -> String.valueOf(ctx.getVersion()))
            .register("Child", String.class, String.class, (ctx, version) -> {
                TaskOptions options = version == null
                        ? TaskOptions.NONE
                        : TaskOptions.builder().version(version).build();
                return ctx.callSubOrchestrator("Version", null, options, TypeRef.of(String.class))
                        .await();
            })
            .register(
                    "Wait",
                    Void.class,
                    String.class,
                    (ctx, in) -> ctx.waitForExternalEvent("Go", String.class).await())
            .register(
                    "Slow",
                    String.class,
                    String.class,
                    (ctx, in) -> ctx.callActivity("Slow", in, String.class).await())
            .register(
                    "Fragile",
                    Void.class,
                    String.class,
                    (ctx, in) -> ctx.callActivity("Fragile", String.class).await())
            .register("Blocked", Void.class, String.class, (ctx, in) -> {
                release.await(2, TimeUnit.MINUTES);
                return "unblocked";
            })
            .register("Again", Integer.class, Integer.class, (ctx, n) -> {
                ctx.createTimer(Duration.ofMillis(5)).await();
                if (n > 0) {
                    ctx.continueAsNew(n - 1);
                }
                return n;
            });
    private OrchestrationEngine engine;

    private OrchestrationClient client() {
        if (engine == null) {
            engine = OrchestrationEngine.builder(code, database).build().start();
        }
        return engine.client();
    }

    @AfterEach
    void close() {
        release.countDown();
        if (engine != null) {
            engine.close();
        }
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            ANY              | 1.0.0 | 2.0.0  | true
            ANY              | 1.0.0 | -      | true
            STRICT           | 1.0.0 | 1.0.0  | true
            STRICT           | 1.0.0 | 1.0.1  | false
            STRICT           | 1.0.0 | 0.9.0  | false
            STRICT           | 1.0.0 | -      | false
            STRICT           | -     | -      | true
            STRICT           | -     | 1.0.0  | false
            CURRENT_OR_OLDER | 1.1.0 | 1.0.0  | true
            CURRENT_OR_OLDER | 1.1.0 | 1.1.0  | true
            CURRENT_OR_OLDER | 1.1.0 | 1.2.0  | false
            CURRENT_OR_OLDER | 1.1.0 | -      | true
            CURRENT_OR_OLDER | 10.0  | 9.9.9  | true
            CURRENT_OR_OLDER | 9.9   | 10.0   | false
            CURRENT_OR_OLDER | -     | 1.0.0  | false
            CURRENT_OR_OLDER | beta  | alpha  | true
            CURRENT_OR_OLDER | alpha | beta   | false
            """)
    void anEngineRunsTheVersionsThatItAccepts(VersionMatch match, String own, String given, boolean runs)
            throws Exception {
        OrchestrationEngine.Builder builder =
                OrchestrationEngine.builder(code, database).versionMatch(match, VersionMismatch.FAIL);
        if (own != null) {
            builder.version(own).defaultVersion("");
        }
        engine = builder.build().start();
        String id = client().start(
                        "Version", null, StartOptions.builder().version(given).build());
        OrchestrationStatus status = client().waitForCompletion(id, LONG);

        assertThat(status.runtimeStatus()).isEqualTo(runs ? RuntimeStatus.COMPLETED : RuntimeStatus.FAILED);
        if (!runs) {
            assertThat(status.failure().errorType()).isEqualTo("VersionMismatch");
        }
    }

    @Test
    void aChildHasTheVersionOfItsParentOrOneOfItsOwn() throws Exception {
        StartOptions two = StartOptions.builder().version("2.0").build();

        assertThat(output(client().start("Child", null, two))).isEqualTo("\"2.0\"");
        assertThat(output(client().start("Child", "3.0", two))).isEqualTo("\"3.0\"");
        assertThat(output(client().start("Child", null))).isEqualTo("\"null\"");
    }

    @Test
    void aStartHasItsVersionOrTheDefaultOfTheEngineAndSoHasAChild() throws Exception {
        engine = OrchestrationEngine.builder(code, database)
                .version("1.0")
                .versionMatch(VersionMatch.CURRENT_OR_OLDER, VersionMismatch.FAIL)
                .build()
                .start();
        StartOptions older = StartOptions.builder().version("0.9").build();

        assertThat(output(client().start("Version", null))).isEqualTo("\"1.0\"");
        assertThat(output(client().start("Version", null, older))).isEqualTo("\"0.9\"");
        assertThat(output(client().start("Child", null))).isEqualTo("\"1.0\"");
        assertThat(output(client().start("Child", "0.9"))).isEqualTo("\"0.9\"");
        OrchestrationStatus newer = client().waitForCompletion(client().start("Child", "1.1"), LONG);
        assertThat(newer.runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
    }

    private String output(String id) throws Exception {
        return client().waitForCompletion(id, LONG).output();
    }

    @Test
    void nothingOfAReplacedInstanceReachesTheNewOne() throws Exception {
        StartOptions replace =
                StartOptions.builder().instanceId("i").idReuse(IdReuse.REPLACE).build();
        client().start("Slow", "old", replace);
        client().waitForStart("i", LONG);
        client().suspend("i", null);
        client().raiseEvent("i", "Go", "old");
        client().start("Wait", null, replace);
        release.countDown(); // the answer of the replaced instance
        client().raiseEvent("i", "Go", "new");

        assertThat(output("i")).isEqualTo("\"new\"");
        client().raiseEvent(client().start("Wait", null, replace), "Go", "newer");
        assertThat(output("i")).isEqualTo("\"newer\"");
    }

    @Test
    void tagsStayWithAnInstanceAndItsRestart() throws Exception {
        String id = client().start(
                        "Again",
                        3,
                        StartOptions.builder().tag("customer", "C-7").build());
        assertThat(output(id)).isEqualTo("0");
        String restarted = client().restart(id, true);

        assertThat(client().waitForCompletion(restarted, LONG).tags()).isEqualTo(Map.of("customer", "C-7"));
        assertThat(client().query(InstanceQuery.builder()
                                .tag("customer", "C-7")
                                .limit(1)
                                .build())
                        .token())
                .isNotNull();
        assertThat(client().purge(InstanceQuery.builder().tag("customer", "C-7").build()))
                .isEqualTo(2);
    }

    @Test
    void aWaitForTheStartReturnsOnceTheFirstTurnHasRun() throws Exception {
        String id = client().start("Wait", null);
        assertThat(client().waitForStart(id, LONG).runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
        client().raiseEvent(id, "Go", "x");
        output(id);
        assertThat(client().waitForStart(id, SHORT).runtimeStatus()).isEqualTo(RuntimeStatus.COMPLETED);
        assertThatExceptionOfType(InstanceNotFoundException.class)
                .isThrownBy(() -> client().waitForStart("nobody", SHORT));
    }

    @Test
    void waitsEndWithATimeoutAndTheInstanceGoesOn() throws Exception {
        String blocked = client().start("Blocked", null);
        String slow = client().start("Slow", "done");
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> client().waitForStart(blocked, SHORT));
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> client().waitForCompletion(slow, SHORT));
        release.countDown();
        assertThat(output(blocked)).isEqualTo("\"unblocked\"");
        assertThat(output(slow)).isEqualTo("\"done\"");
    }

    @Test
    void aSuspendedInstanceCanBeTerminatedAndRestartedWithTheSameIdOrANewOne() throws Exception {
        String id = client().start("Wait", null);
        client().waitForStart(id, LONG);
        client().suspend(id, "wait");
        client().terminate(id, "enough");
        OrchestrationStatus ended = client().waitForCompletion(id, LONG);
        assertThat(ended.runtimeStatus()).isEqualTo(RuntimeStatus.TERMINATED);
        assertThat(client().restart(id, false)).isEqualTo(id);
        String other = client().restart(id, true);
        assertThat(other).isNotEqualTo(id);
        for (String restarted : List.of(id, other)) {
            client().raiseEvent(restarted, "Go", restarted);
            assertThat(output(restarted)).isEqualTo('"' + restarted + '"');
        }
        assertThatExceptionOfType(InstanceNotFoundException.class).isThrownBy(() -> client().restart("nobody", true));
    }

    @Test
    void aWaitForTheEndOutlivesContinueAsNewAndSuspensions() throws Exception {
        assertThat(output(client().start("Again", 20))).isEqualTo("0");
        String id = client().start("Wait", null);
        CompletableFuture<String> waiting = waiting(id);
        client().suspend(id, null);
        client().raiseEvent(id, "Go", "kept");
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> client().waitForCompletion(id, SHORT))
                .withMessageContaining(id);
        client().resume(id, null);

        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo("\"kept\"");
    }

    private CompletableFuture<String> waiting(String id) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return output(id);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void aWaitAfterARewindIsForTheNewEnd() throws Exception {
        for (int i = 0; i < 20; i++) {
            broken.set(true);
            String id = client().start("Fragile", null);
            assertThat(client().waitForCompletion(id, LONG).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
            broken.set(false);
            client().rewind(id, null);
            assertThat(output(id)).isEqualTo("\"repaired\"");
        }
    }

    @Test
    void aWaitForAnInstanceThatIsReplacedEnds() throws Exception {
        StartOptions replace =
                StartOptions.builder().instanceId("i").idReuse(IdReuse.REPLACE).build();
        client().start("Wait", null, replace);
        List<CompletableFuture<String>> waits = List.of(waiting("i"), waiting("i"));
        await().atMost(LONG).until(() -> {
            client().start("Wait", null, replace); // again, as the waits may have begun only after it
            return waits.stream().allMatch(CompletableFuture::isDone);
        });
        for (CompletableFuture<String> wait : waits) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> wait.get(60, TimeUnit.SECONDS))
                    .withRootCauseInstanceOf(InstanceNotFoundException.class);
        }
    }
}
