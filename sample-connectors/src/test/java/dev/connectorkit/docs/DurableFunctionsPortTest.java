package dev.connectorkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.testing.OrchestrationTester;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orchestrations that were moved from Durable Functions do the same here as there. */
class DurableFunctionsPortTest {

    private final AtomicInteger attempts = new AtomicInteger();
    private final OrchestrationTester tester;

    DurableFunctionsPortTest() {
        Orchestrations orchestrations = Orchestrations.create();
        DurableFunctionsPort.register(orchestrations);
        orchestrations.register("PrintLabel", String.class, String.class, (ctx, order) -> "label of " + order);
        tester = OrchestrationTester.of(orchestrations)
                .activity("Greet", city -> "Hello " + city)
                .activity("ListPages", none -> List.of("one", "two"))
                .activity("CountWords", page -> 10)
                .activity("AskForApproval", id -> null)
                .activity("Escalate", none -> null)
                .activity("E4_SendSmsChallenge", number -> 2168)
                .activity("Debit", amount -> null)
                .activity("Refund", amount -> null)
                .activity("HandOver", label -> label)
                .activity("CleanUp", none -> null);
    }

    private String started(String name) {
        return tester.start(name, "+14255550123");
    }

    private String output(String id) {
        return tester.output(id, String.class);
    }

    @Test
    void activities_run_in_sequence() {
        assertThat(output(started("GreetCities"))).isEqualTo("Hello Busan, Hello Jeju");
    }

    @Test
    void activities_fan_out_and_in() {
        assertThat(tester.output(started("CountWords"), Integer.class)).isEqualTo(20);
    }

    @Test
    void all_failures_of_a_fan_out_are_there() {
        tester.activity("CountWords", page -> {
            throw new IllegalStateException("unreadable");
        });
        String id = started("CountWords");

        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        assertThat(tester.status(id).customStatus()).isEqualTo("\"2 pages could not be read\"");
    }

    @ParameterizedTest
    @CsvSource({"1, done, PT0S", "3, done, PT20M", "99, late, PT2H"})
    void a_job_is_watched_every_ten_minutes_for_two_hours(int doneAt, String end, Duration after) {
        tester.activity("JobState", job -> attempts.incrementAndGet() >= doneAt ? "done" : "busy");
        String id = started("WatchJob");
        if (!after.isZero()) {
            tester.advance(after.minusMillis(1));
            assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
            tester.advance(Duration.ofMillis(1));
        }

        assertThat(output(id)).isEqualTo(end);
    }

    @Test
    void an_approval_that_does_not_come_is_escalated() {
        String approved = started("Approve");
        tester.raiseEvent(approved, "Approval", true);
        String forgotten = started("Approve");
        tester.advance(Duration.ofHours(72));

        assertThat(output(approved)).isEqualTo("approved");
        assertThat(output(forgotten)).isEqualTo("escalated");
        assertThat(tester.activityCalls()).containsExactly("AskForApproval", "AskForApproval", "Escalate");
    }

    @Test
    void a_phone_is_verified() {
        String id = started("VerifyPhone");
        tester.raiseEvent(id, "SmsChallengeResponse", 1).raiseEvent(id, "SmsChallengeResponse", 2168);

        assertThat(tester.output(id, Boolean.class)).isTrue();
    }

    @Test
    void a_failed_activity_is_tried_again_and_compensated() {
        tester.activity("Credit", amount -> {
            throw new IllegalStateException("closed");
        });
        String id = started("Transfer");
        tester.advance(Duration.ofSeconds(5 + 10));

        assertThat(output(id)).isEqualTo("java.lang.IllegalStateException: closed");
        assertThat(tester.activityCalls()).containsExactly("Debit", "Credit", "Credit", "Credit", "Refund");
    }

    @Test
    void a_handler_decides_what_is_tried_again() {
        tester.activity("Convert", none -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("busy");
            }
            throw new IllegalArgumentException("never");
        });
        String id = started("Convert");
        tester.advance(Duration.ofMinutes(1));

        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void events_and_sub_orchestrations_come_together() {
        String id = started("Ship");
        tester.raiseEvent(id, "Packed", null);
        assertThat(tester.activityCalls()).isEmpty();
        tester.raiseEvent(id, "Paid", null);

        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.COMPLETED);
        assertThat(tester.activityCalls()).containsExactly("HandOver");
    }

    @Test
    void an_eternal_orchestration_starts_over() {
        String id = started("CleanUp");
        tester.advance(Duration.ofHours(3));

        assertThat(tester.activityCalls()).hasSize(4);
        assertThat(tester.status(id).customStatus()).isEqualTo("\"cleaning\"");
    }
}
