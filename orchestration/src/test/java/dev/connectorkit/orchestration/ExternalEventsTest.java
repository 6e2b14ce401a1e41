package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.orchestration.runtime.Payloads;
import dev.connectorkit.orchestration.testing.OrchestrationTester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // as users without null checks write
class ExternalEventsTest {

    enum Approval {
        GRANTED,
        DENIED
    }

    private static OrchestrationTester with(Orchestration<Object, Object> code) {
        return OrchestrationTester.of(Orchestrations.create().register("O", Object.class, Object.class, code));
    }

    @Test
    void theFirstOfThreeEventsWins() {
        OrchestrationTester tester = with((ctx, in) -> {
            Task<Float> event1 = ctx.waitForExternalEvent("Event1", Float.class);
            Task<Boolean> event2 = ctx.waitForExternalEvent("Event2", Boolean.class);
            Task<Integer> event3 = ctx.waitForExternalEvent("Event3", Integer.class);
            Task<?> winner = ctx.anyOf(event1, event2, event3).await();
            return winner == event2 ? "two " + event2.await() : "other";
        });
        String id = tester.start("O", null);
        tester.raiseEvent(id, "Event2", true);

        assertThat(tester.output(id, String.class)).isEqualTo("two true");
    }

    @Test
    void allThreeGatesMustOpen() {
        OrchestrationTester tester = with((ctx, in) -> {
            Task<Void> gate1 = ctx.waitForExternalEvent("CityPlanningApproval");
            Task<Void> gate2 = ctx.waitForExternalEvent("FireDeptApproval");
            Task<Void> gate3 = ctx.waitForExternalEvent("BuildingDeptApproval");
            ctx.allOf(List.of(gate1, gate2, gate3)).await();
            ctx.callActivity("IssueBuildingPermit", in).await();
            return "issued";
        });
        tester.activity("IssueBuildingPermit", id -> null);
        String id = tester.start("O", "A-17");
        tester.raiseEvent(id, "FireDeptApproval", null).raiseEvent(id, "BuildingDeptApproval", null);
        assertThat(tester.activityCalls()).isEmpty();
        tester.raiseEvent(id, "CityPlanningApproval", null);

        assertThat(tester.output(id, String.class)).isEqualTo("issued");
    }

    @Test
    void eventsOfOneNameReachTheWaitsInOrder() {
        OrchestrationTester tester = with((ctx, in) -> {
            Task<Integer> first = ctx.waitForExternalEvent("E", Integer.class);
            Task<Integer> second = ctx.waitForExternalEvent("E", Integer.class);
            return List.of(first.await(), second.await());
        });
        String id = tester.start("O", null);
        tester.raiseEvent(id, "E", 1).raiseEvent(id, "E", 2);

        assertThat(tester.output(id, new TypeRef<List<Integer>>() {})).containsExactly(1, 2);
    }

    @Test
    void eventsThatNobodyWaitsForAreKeptInOrder() {
        OrchestrationTester tester = with((ctx, in) -> {
            ctx.createTimer(Duration.ofHours(1)).await();
            List<Integer> got = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                got.add(ctx.waitForExternalEvent("E", Integer.class).await());
            }
            return got;
        });
        String id = tester.start("O", null);
        tester.raiseEvent(id, "E", 1).raiseEvent(id, "E", 2).raiseEvent(id, "E", 2);
        tester.advance(Duration.ofHours(1));

        assertThat(tester.output(id, new TypeRef<List<Integer>>() {})).containsExactly(1, 2, 2);
    }

    @Test
    void aPayloadOfAnotherTypeFailsThatWaitAndCanBeCaught() {
        OrchestrationTester tester = with((ctx, in) -> {
            try {
                return ctx.waitForExternalEvent("E", Integer.class).await();
            } catch (PayloadException e) {
                return "asked again: "
                        + ctx.waitForExternalEvent("E", Integer.class).await();
            }
        });
        String id = tester.start("O", null);
        tester.raiseEvent(id, "E", Map.of("not", "a number")).raiseEvent(id, "E", 7);

        assertThat(tester.output(id, String.class)).isEqualTo("asked again: 7");
    }

    private static String refusedOrGot(Class<?> type, String json) {
        OrchestrationTester tester = with((ctx, in) -> {
            try {
                return "got " + ctx.waitForExternalEvent("E", type).await();
            } catch (PayloadException e) {
                return "refused";
            }
        });
        String id = tester.start("O", null);
        tester.raiseEvent(id, "E", new RawJson(json));
        return tester.output(id, String.class);
    }

    @Test
    void aPayloadIsNeverBentIntoTheTypeThatIsAwaited() {
        assertThat(List.of(
                        refusedOrGot(Integer.class, "1234.9"),
                        refusedOrGot(Boolean.class, "1"),
                        refusedOrGot(Boolean.class, "\"yes\""),
                        refusedOrGot(Integer.class, "\"3.5\""),
                        refusedOrGot(String.class, "5"),
                        refusedOrGot(String.class, "5.5"),
                        refusedOrGot(String.class, "true"),
                        refusedOrGot(Approval.class, "1"),
                        refusedOrGot(int.class, "null"),
                        refusedOrGot(int.class, " ")))
                .containsOnly("refused");
        assertThat(refusedOrGot(double.class, "3")).isEqualTo("got 3.0");
        assertThat(refusedOrGot(Boolean.class, "\"true\""))
                .as("as clients send it")
                .isEqualTo("got true");
        assertThat(refusedOrGot(int.class, "\"3\"")).isEqualTo("got 3");
        assertThat(refusedOrGot(Integer.class, "null")).isEqualTo("got null");
    }

    @Test
    void nothingForAPrimitiveIsRefusedWhateverTheMapperLetsPass() {
        Payloads lenient = new Payloads(new ObjectMapper());
        for (String nothing : new String[] {null, "null", " null "}) {
            assertThatExceptionOfType(PayloadException.class)
                    .isThrownBy(() -> lenient.read(nothing, TypeRef.of(boolean.class), "payload"))
                    .withMessageContaining("does not fit the type boolean");
        }
    }

    @Test
    void aPayloadOfAnotherTypeThatIsNotCaughtFailsTheInstanceWithDetails() {
        OrchestrationTester tester =
                with((ctx, in) -> ctx.waitForExternalEvent("E", Integer.class).await());
        String id = tester.start("O", null);
        tester.raiseEvent(id, "E", "yes");

        FailureDetails failure = tester.status(id).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.isCausedBy(PayloadException.class)).isTrue();
        assertThat(failure.errorMessage()).contains("event E", "java.lang.Integer", "\"yes\"");
    }

    @Test
    void aWaitWithATimeoutIsCancelledAndLeavesLaterEventsToOthers() {
        OrchestrationTester tester = with((ctx, in) -> {
            Task<Boolean> approval = ctx.waitForExternalEvent("Approval", Boolean.class, Duration.ofHours(72));
            try {
                return approval.await();
            } catch (TaskCanceledException e) {
                return approval.isCancelled() + " then "
                        + ctx.waitForExternalEvent("Approval", Boolean.class).await();
            }
        });
        String id = tester.start("O", null);
        tester.advance(Duration.ofHours(72)).raiseEvent(id, "Approval", true);

        assertThat(tester.output(id, String.class)).isEqualTo("true then true");
    }

    @Test
    void anEventInTimeCancelsTheTimerOfItsWait() {
        OrchestrationTester tester = with((ctx, in) -> {
            boolean approved = ctx.waitForExternalEvent("Approval", Duration.ofHours(72), boolean.class)
                    .await();
            ctx.waitForExternalEvent("Close").await();
            return approved;
        });
        String id = tester.start("O", null);
        tester.raiseEvent(id, "Approval", true);
        assertThat(tester.history(id)).hasAtLeastOneElementOfType(HistoryEvent.TimerCanceled.class);
        tester.advance(Duration.ofHours(100));
        assertThat(tester.history(id)).doesNotHaveAnyElementsOfTypes(HistoryEvent.TimerFired.class);
        tester.raiseEvent(id, "Close", null);

        assertThat(tester.output(id, Boolean.class)).isTrue();
    }

    @Test
    void aCancelledWaitTakesNoEvent() {
        OrchestrationTester tester = with((ctx, in) -> {
            Task<Integer> given = ctx.waitForExternalEvent("E", Integer.class);
            boolean cancelled = given.cancel();
            return cancelled + " "
                    + ctx.waitForExternalEvent("E", Integer.class).await();
        });
        String id = tester.start("O", null);
        tester.raiseEvent(id, "E", 5);

        assertThat(tester.output(id, String.class)).isEqualTo("true 5");
    }

    @Test
    void anEventForAnUnknownInstanceIsRefused() {
        OrchestrationTester tester = with((ctx, in) -> null);

        assertThatExceptionOfType(InstanceNotFoundException.class)
                .isThrownBy(() -> tester.raiseEvent("nobody", "E", 1))
                .withMessageContaining("nobody");
    }

    @Test
    void anEventSentByAnotherOrchestrationArrives() {
        OrchestrationTester tester = OrchestrationTester.of(Orchestrations.create()
                .register(
                        "Receiver",
                        Void.class,
                        Integer.class,
                        (ctx, in) ->
                                ctx.waitForExternalEvent("N", Integer.class).await())
                .register("Sender", String.class, Void.class, (ctx, to) -> {
                    ctx.sendEvent(to, "N", 42);
                    ctx.sendEvent("nobody", "N", 42);
                    return null;
                }));
        String receiver = tester.start("Receiver", null);
        String sender = tester.start("Sender", receiver);

        assertThat(tester.output(receiver, Integer.class)).isEqualTo(42);
        assertThat(tester.status(sender).runtimeStatus()).isEqualTo(RuntimeStatus.COMPLETED);
    }
}
