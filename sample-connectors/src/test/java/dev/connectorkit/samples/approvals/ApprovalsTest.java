package dev.connectorkit.samples.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RawJson;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.testing.OrchestrationTester;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalsTest {

    private static final String PLANNING = "CityPlanningApproval";
    private static final String FIRE = "FireDeptApproval";
    private static final String BUILDING = "BuildingDeptApproval";

    private final OrchestrationTester tester;

    ApprovalsTest() {
        Orchestrations orchestrations = Orchestrations.create();
        BudgetApproval.register(orchestrations);
        Select.register(orchestrations);
        NewBuildingPermit.register(orchestrations);
        tester = OrchestrationTester.of(orchestrations);
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, GrantBudget, granted",
        "false, false, NotifyDenial, denied",
        "'\"true\"', true, GrantBudget, granted"
    })
    void the_approval_decides_what_is_done(String payload, boolean approved, String activity, String done) {
        String id = tester.start("BudgetApproval", Map.of("chairs", 12));
        tester.raiseEvent(id, "Approval", new RawJson(payload));

        assertThat(tester.output(id, BudgetApproval.Decision.class))
                .isEqualTo(new BudgetApproval.Decision(approved, "The budget was " + done));
        assertThat(tester.activityCalls()).containsExactly(activity);
    }

    @Test
    void a_budget_waits_for_as_long_as_it_takes() {
        String id = tester.start("BudgetApproval", null);
        tester.advance(Duration.ofDays(1000));

        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
        assertThat(tester.status(id).customStatus()).isEqualTo("\"Waiting for Approval\"");
        tester.raiseEvent(id, "Approval", true);
        assertThat(tester.output(id, BudgetApproval.Decision.class).approved()).isTrue();
        assertThat(tester.status(id).customStatus()).isNull();
    }

    @Test
    void only_an_event_of_exactly_this_name_decides() {
        String id = tester.start("BudgetApproval", null);
        tester.raiseEvent(id, "approval", true);

        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({"Event1, 1.5", "Event2, true", "Event3, 7"})
    void the_first_of_three_events_wins(String event, String payload) {
        String id = tester.start("Select", null);
        tester.raiseEvent(id, event, new RawJson(payload));

        assertThat(tester.status(id).output()).isEqualTo("{\"event\":\"" + event + "\",\"value\":" + payload + "}");
    }

    @Test
    void the_order_in_which_events_come_decides_and_not_the_one_in_which_they_are_waited_for() {
        String id = tester.start("Select", null);
        tester.suspend(id, null)
                .raiseEvent(id, "Event3", 3)
                .raiseEvent(id, "Event1", 1.0)
                .resume(id, null);

        assertThat(tester.output(id, Select.Winner.class)).isEqualTo(new Select.Winner("Event3", 3));
    }

    @Test
    void a_winner_with_a_payload_that_does_not_fit_fails_and_says_why() {
        String id = tester.start("Select", null);
        tester.raiseEvent(id, "Event3", "many");

        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        assertThat(String.valueOf(tester.status(id).failure())).contains("Event3", "java.lang.Integer", "many");
    }

    @ParameterizedTest
    @CsvSource({
        PLANNING + "," + FIRE + "," + BUILDING,
        BUILDING + "," + FIRE + "," + PLANNING,
        FIRE + "," + BUILDING + "," + PLANNING
    })
    void all_three_gates_must_open_in_any_order(String first, String second, String third) {
        String id = tester.start("NewBuildingPermit", "A-17");
        tester.raiseEvent(id, first, null).raiseEvent(id, second, "with conditions");
        assertThat(tester.activityCalls()).isEmpty();
        tester.raiseEvent(id, third, Map.of("by", "Kim"));

        assertThat(tester.output(id, String.class)).isEqualTo("Building permit for A-17");
        assertThat(tester.activityCalls()).containsExactly("IssueBuildingPermit");
    }

    @Test
    void one_department_cannot_open_the_gate_of_another() {
        String id = tester.start("NewBuildingPermit", "A-17");
        tester.raiseEvent(id, FIRE, null).raiseEvent(id, FIRE, null).raiseEvent(id, FIRE, null);

        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
    }

    @Test
    void the_custom_status_lists_the_gates_that_are_still_closed() {
        String id = tester.start("NewBuildingPermit", "A-17");
        assertThat(closed(id)).isEqualTo(List.of(PLANNING, FIRE, BUILDING).toString());
        tester.raiseEvent(id, FIRE, null);
        assertThat(closed(id)).isEqualTo(List.of(PLANNING, BUILDING).toString());
        tester.raiseEvent(id, PLANNING, null).raiseEvent(id, BUILDING, null);
        assertThat(closed(id)).isEqualTo("[]");
    }

    private String closed(String id) {
        return String.valueOf(tester.status(id).customStatus())
                .replace("\"", "")
                .replace(",", ", ");
    }

    @Test
    void an_application_without_an_id_is_refused() {
        String id = tester.start("NewBuildingPermit", null);

        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        assertThat(tester.history(id)).noneMatch(HistoryEvent.TaskScheduled.class::isInstance);
    }
}
