package dev.connectorkit.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationRuntime;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.samples.phone.ConsoleSms;
import dev.connectorkit.storage.Database;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Each sample once on every engine. */
@ParameterizedClass
@EnumSource
class SampleOrchestrationsTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final ByteArrayOutputStream phone = new ByteArrayOutputStream();
    private final Orchestrations orchestrations = SampleOrchestrations.create(new ConsoleSms(new PrintStream(phone)));
    private final Database database = Database.open("memory");
    private final OrchestrationRuntime runtime;
    private final OrchestrationClient client;

    SampleOrchestrationsTest(SampleEngine engine) {
        runtime = engine.runtime(orchestrations, database).start();
        client = runtime.client();
    }

    @AfterEach
    void close() {
        runtime.close();
        database.close();
    }

    private @Nullable String outputOf(String id) throws TimeoutException {
        OrchestrationStatus status = client.waitForCompletion(id, LONG);
        assertThat(status.runtimeStatus()).as("%s", status.failure()).isEqualTo(RuntimeStatus.COMPLETED);
        return status.output();
    }

    @Test
    void all_samples_are_there_under_their_names() {
        assertThat(orchestrations.orchestrationNames())
                .containsExactly(
                        "BakeCake",
                        "BudgetApproval",
                        "E1_HelloSequence",
                        "E4_SmsPhoneVerification",
                        "NewBuildingPermit",
                        "Select");
        assertThat(orchestrations.activityNames())
                .containsExactly(
                        "E1_SayHello", "E4_SendSmsChallenge", "GrantBudget", "IssueBuildingPermit", "NotifyDenial");
    }

    @Test
    void hello_has_a_history_to_look_at() throws Exception {
        String id = client.start("E1_HelloSequence", null);

        assertThat(outputOf(id)).isEqualTo("[\"Hello Tokyo!\",\"Hello Seattle!\",\"Hello London!\"]");
        assertThat(client.history(id).stream()
                        .filter(HistoryEvent.TaskCompleted.class::isInstance)
                        .map(HistoryEvent::payload))
                .containsExactly("\"Hello Tokyo!\"", "\"Hello Seattle!\"", "\"Hello London!\"");
    }

    @Test
    void a_budget_is_granted() throws Exception {
        String id = client.start("BudgetApproval", List.of("chairs", 12));
        client.raiseEvent(id, "Approval", true);

        assertThat(outputOf(id)).isEqualTo("{\"approved\":true,\"note\":\"The budget was granted\"}");
    }

    @Test
    void the_first_event_is_selected() throws Exception {
        String id = client.start("Select", null);
        client.raiseEvent(id, "Event2", false);

        assertThat(outputOf(id)).isEqualTo("{\"event\":\"Event2\",\"value\":false}");
    }

    @Test
    void a_permit_comes_after_all_three_approvals() throws Exception {
        String id = client.start("NewBuildingPermit", "A-17");
        for (String gate : List.of("BuildingDeptApproval", "CityPlanningApproval", "FireDeptApproval")) {
            client.raiseEvent(id, gate, null);
        }

        assertThat(outputOf(id)).isEqualTo("\"Building permit for A-17\"");
    }
}
