package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of the engine on every store. */
@NullUnmarked // as users without null checks write
@ParameterizedClass
@EnumSource(TestStore.class)
class EngineTest extends EngineFixture {

    @Test
    void runsActivitiesInSequence() throws Exception {
        OrchestrationStatus status = completed(client.start("Sum", 5));

        assertThat(status.output()).isEqualTo("5");
        assertThat(status.input()).isEqualTo("5");
        assertThat(status.completedAt()).isAfterOrEqualTo(status.createdAt());
        assertThat(client.history(status.instanceId())).hasSize(12);
    }

    @Test
    void runsMoreActivitiesThanOneNodeTakesAtOnce() throws Exception {
        assertThat(completed(client.start("FanOut", 700)).output()).isEqualTo("245350");
        assertThat(runs).hasValue(700);
    }

    @Test
    void runsManyInstances() throws Exception {
        List<String> ids =
                IntStream.range(0, 200).mapToObj(i -> client.start("Sum", 3)).toList();
        for (String id : ids) {
            assertThat(completed(id).output()).isEqualTo("3");
        }
    }

    @Test
    void keepsAnEventThatComesBeforeTheStartOverARestart() throws Exception {
        String id = client.start(
                "Approval", null, StartOptions.NONE.at(Instant.now().plusMillis(600)));
        client.raiseEvent(id, "Approval", "early");
        assertThat(client.status(id).orElseThrow().runtimeStatus()).isEqualTo(RuntimeStatus.PENDING);
        assertThat(client.history(id)).isEmpty();
        restartEngine();

        assertThat(completed(id).output()).isEqualTo("\"early\"");
        assertThat(((HistoryEvent.EventRaised) client.history(id).get(1)).at()).isAfter(Instant.EPOCH);
    }

    @Test
    void goesOnWhereItStoodAfterARestart() throws Exception {
        String waiting = client.start("Approval", null);
        String sleeping = client.start("Sleep", 700);
        String working = client.start("SlowOne", "a");
        client.waitForStart(waiting, LONG);
        client.waitForStart(sleeping, LONG);
        client.waitForStart(working, LONG);
        restartEngine();
        client.raiseEvent(waiting, "Approval", "yes");
        release.countDown();

        assertThat(completed(waiting).output()).isEqualTo("\"yes\"");
        assertThat(completed(waiting).customStatus()).isEqualTo("[\"waiting\"]");
        assertThat(completed(sleeping).output()).isEqualTo("\"woke\"");
        assertThat(completed(working).output()).isEqualTo("\"a\"");
    }

    @Test
    void storesLargePayloadsApartAndGivesThemBack() throws Exception {
        String id = client.start("BigOne", 300_000);
        client.waitForStart(id, LONG);
        restartEngine();
        client.raiseEvent(id, "Go", "y".repeat(50_000));

        assertThat(completed(id).output()).isEqualTo("300000");
        assertThat(client.history(id))
                .anyMatch(event -> event instanceof HistoryEvent.TaskCompleted done
                        && done.result().length() == 300_002);
    }

    @Test
    void deliversEventsInOrderAcrossContinueAsNew() throws Exception {
        client.start("Log", 49, StartOptions.withId("log"));
        String id = client.start("Count", 50);
        for (int i = 0; i < 50; i++) {
            client.raiseEvent(id, "E", i);
        }
        completed(id);

        assertThat(client.<List<Integer>>read(completed("log").output(), new TypeRef<List<Integer>>() {}))
                .containsExactlyElementsOf(IntStream.range(0, 49).boxed().toList());
        assertThat(completed(id).output()).isEqualTo("[49]");
    }

    @Test
    void reportsTheFailureOfAnActivityWithItsCauses() throws Exception {
        broken.set(true);
        OrchestrationStatus status = completed(client.start("Parent", "in"));

        assertThat(status.runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        assertThat(status.failure()).isNotNull();
        assertThat(status.failure().isCausedBy(IllegalStateException.class)).isTrue();
        assertThat(status.failure().isCausedBy(java.io.IOException.class)).isTrue();
        assertThat(status.failure().isCausedBy(ArithmeticException.class)).isFalse();
    }

    @Test
    void aSubOrchestrationWithTheIdOfARunningInstanceFails() throws Exception {
        client.start("Approval", null, StartOptions.withId("taken"));

        OrchestrationStatus status = completed(client.start("ParentOfApproval", "taken"));
        assertThat(status.failure()).isNotNull();
        assertThat(status.failure().cause().errorMessage()).contains("taken exists");
    }

    @Test
    void readsTheHistoryAnewWhenNothingIsCached() throws Exception {
        engine.close();
        engine = OrchestrationEngine.builder(code(), database)
                .historyCache(0)
                .build()
                .start();
        client = engine.client();

        assertThat(completed(client.start("Sum", 5)).output()).isEqualTo("5");
        assertThat(completed(client.start("FanOut", 20)).output()).isEqualTo("210");
        assertThat(completed(client.start("Parent", "in")).output()).isEqualTo("\"in done!\"");
    }
}
