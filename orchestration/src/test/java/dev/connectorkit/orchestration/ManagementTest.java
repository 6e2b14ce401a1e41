package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the management of instances, on every store; the contract of runtimes has the rest. */
@NullUnmarked // as users without null checks write
@ParameterizedClass
@EnumSource(TestStore.class)
class ManagementTest extends EngineFixture {

    @Test
    void passesJsonOnAsItCame() throws Exception {
        String text = "{\"b\" : 1.10,\n \"a\":\"\\u00e9\"}";
        String id = client.start("Approval", new RawJson(text));

        assertThat(client.status(id).orElseThrow().input()).isEqualTo(text);
        for (String wrong : List.of("{no", "1 2", "Tokyo")) {
            assertThatExceptionOfType(NotJsonException.class)
                    .isThrownBy(() -> client.raiseEvent(id, "Approval", new RawJson(wrong)))
                    .withMessageContaining("payload of event Approval");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "@entity", "a/b", "a\\b", "a#b", "a?b", "a\n", "\u0000", "\u0085"})
    void refusesIdsThatCannotStandInAPath(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StartOptions.withId(id))
                .withMessageContaining("must not be . or ..")
                .withMessageContaining("1 to 256 characters");
        assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.NONE.withInstanceId(id));
    }

    @Test
    void takesIdsOfUpTo256Characters() {
        String longest = "x".repeat(256);
        assertThat(client.start("Approval", null, StartOptions.withId(longest))).isEqualTo(longest);
        assertThat(client.start("Approval", null, StartOptions.withId("..."))).isEqualTo("...");
        assertThatIllegalArgumentException().isThrownBy(() -> StartOptions.withId(longest + "x"));
    }

    @Test
    void rewindsSubOrchestrationsThatShareAnIdOrDoNotExistAnyMore() throws Exception {
        broken.set(true);
        String retried = client.start("ParentOfFragile", "retried");
        String purged = client.start("ParentOfFragile", "purged");
        completed(retried);
        completed(purged);
        client.purge("purged");
        broken.set(false);
        client.rewind(retried, null);
        client.rewind(purged, null);

        assertThat(completed(retried).output()).isEqualTo("\"retried done\"");
        assertThat(completed(purged).output()).isEqualTo("\"purged done\"");
    }

    @Test
    void pagesThroughInstances() throws Exception {
        for (int i = 0; i < 7; i++) {
            completed(client.start("Sum", 0, StartOptions.withId("a_" + i)));
        }
        client.start("Approval", null, StartOptions.withId("A_x"));
        client.start("Approval", null, StartOptions.withId("aa"));
        List<String> ids = new ArrayList<>();
        String token = null;
        int pages = 0;
        do {
            InstancePage page = client.query(
                    InstanceQuery.ALL.withIdPrefix("a_").withLimit(3).from(token));
            page.instances().forEach(each -> ids.add(each.instanceId()));
            token = page.token();
            pages++;
        } while (token != null);

        assertThat(ids).containsExactly("a_0", "a_1", "a_2", "a_3", "a_4", "a_5", "a_6");
        assertThat(pages).isEqualTo(3);
        assertThat(client.query(InstanceQuery.ALL.withStatus(RuntimeStatus.RUNNING, RuntimeStatus.PENDING))
                        .instances())
                .extracting(OrchestrationStatus::instanceId)
                .containsExactlyInAnyOrder("A_x", "aa");
        assertThat(client.query(InstanceQuery.ALL.created(Instant.now().plusSeconds(60), null))
                        .instances())
                .isEmpty();
    }

    @Test
    void purgesByAgeOnlyTheStatusThatWasAskedFor() throws Exception {
        String done = client.start("Sum", 1);
        completed(done);
        String ended = client.start("Approval", null);
        client.terminate(ended, null);
        completed(ended);
        engine.close();
        engine = OrchestrationEngine.builder(code(), database)
                .purgeAfter(RuntimeStatus.COMPLETED, Duration.ZERO)
                .build()
                .start();
        client = engine.client();
        await().atMost(LONG).untilAsserted(() -> assertThat(client.status(done)).isEmpty());
        assertThat(client.status(ended)).isPresent();
    }

    @Test
    void keepsTaskHubsApart() throws Exception {
        try (OrchestrationEngine other = OrchestrationEngine.builder(code(), database)
                .taskHub("other")
                .build()
                .start()) {
            client.start("Approval", null, StartOptions.withId("same"));
            other.client().start("Approval", null, StartOptions.withId("same"));
            other.client().raiseEvent("same", "Approval", "theirs");

            assertThat(other.client().waitForCompletion("same", LONG).output()).isEqualTo("\"theirs\"");
            assertThat(client.status("same").orElseThrow().runtimeStatus()).isNotEqualTo(RuntimeStatus.COMPLETED);
        }
    }
}
