package dev.connectorkit.workbench.drills;

import dev.connectorkit.test.Answer;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.WebhookWorkflow;
import dev.connectorkit.workbench.faults.CallbackFaults;
import dev.connectorkit.workbench.faults.Faults;
import dev.connectorkit.workbench.faults.RequestFaults;
import dev.connectorkit.workbench.faults.When;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scripts for webhook triggers. */
final class HookDrills {

    private static final int EVENTS = 3;
    private static final int MOST_ATTEMPTS = 15;
    private static final Duration BUSY = Duration.ofSeconds(5);

    private HookDrills() {}

    static List<DrillCheck> doubleSubscribe(Stage stage) {
        Faults.Injected twice = stage.faults()
                .inject(
                        RequestFaults.duplicate(),
                        When.always().operation(stage.operationId()).method("POST"));
        WebhookWorkflow workflow = stage.subscribe();
        List<DrillCheck> checks = new ArrayList<>();
        checks.add(oneCallback(stage, workflow, "One event gives one callback, though the subscription came twice"));
        URI old = workflow.callbackUrl().orElseThrow();
        stage.renew(workflow);
        checks.add(oneCallback(stage, workflow, "One event gives one callback after the subscription was renewed"));
        stage.faults().remove(twice);
        List<Exchange> late = callsOf(stage, old).stream()
                .filter(call -> call.status() == 404)
                .toList();
        checks.add(new DrillCheck(
                "A subscription that was deleted is not called",
                late.isEmpty(),
                late.size() + " callbacks",
                Stage.tail(late)));
        workflow.disable();
        return checks;
    }

    private static DrillCheck oneCallback(Stage stage, WebhookWorkflow workflow, String title) {
        int before = workflow.callbacks().size();
        stage.fire(1);
        boolean came = stage.await(() -> workflow.callbacks().size() > before);
        stage.grace();
        int callbacks = workflow.callbacks().size() - before;
        return new DrillCheck(
                title, came && callbacks == 1, callbacks + " callbacks", Stage.tail(workflow.callbacks()));
    }

    private static List<Exchange> callsOf(Stage stage, URI callbackUrl) {
        return stage.engine().exchanges().stream()
                .filter(exchange -> exchange.direction() == Exchange.Direction.CALLBACK)
                .filter(exchange -> exchange.request().url().equals(callbackUrl))
                .toList();
    }

    static List<DrillCheck> outage(Stage stage) {
        WebhookWorkflow workflow = stage.subscribe();
        workflow.answer(CallbackFaults.reset(), Answer.status(503));
        stage.fire(1);
        boolean came = stage.await(() -> !workflow.callbacks().isEmpty());
        stage.engine().advance(stage.outage());
        int attempts = workflow.callbacks().size();
        workflow.answer(Answer.ACCEPTED);
        stage.fire(1);
        // A sender that doubles its waits comes back within as long as the outage has lasted.
        Duration longest = stage.outage().plus(stage.patience().longest());
        boolean delivered =
                stage.engine().advanceUntil(() -> accepted(workflow).keySet().size() >= 2, longest);
        stage.grace();
        Map<String, Integer> accepted = accepted(workflow);
        List<Exchange> evidence = Stage.tail(workflow.callbacks());
        workflow.disable();
        return List.of(
                new DrillCheck("The callback is tried at once", came, "", evidence),
                new DrillCheck(
                        "Every event is delivered after the outage",
                        delivered,
                        accepted.size() + " of 2 were",
                        evidence),
                once(accepted, evidence),
                new DrillCheck(
                        "Few attempts are made during the outage",
                        attempts <= MOST_ATTEMPTS,
                        attempts + " attempts",
                        evidence));
    }

    static List<DrillCheck> retryStorm(Stage stage) {
        WebhookWorkflow workflow = stage.subscribe();
        workflow.answer(CallbackFaults.serverError());
        stage.fire(EVENTS);
        boolean came = stage.await(() -> byBody(workflow).size() >= EVENTS);
        stage.engine().advance(stage.outage());
        int attempts =
                byBody(workflow).values().stream().mapToInt(List::size).max().orElse(0);
        workflow.answer(CallbackFaults.busy(BUSY));
        Duration longest = stage.outage().plus(stage.patience().longest());
        boolean refused = stage.engine()
                .advanceUntil(() -> workflow.callbacks().stream().anyMatch(call -> call.status() == 429), longest);
        workflow.answer(Answer.ACCEPTED);
        boolean delivered = stage.engine().advanceUntil(() -> accepted(workflow).size() >= EVENTS, longest.plus(BUSY));
        stage.grace();
        Map<String, Integer> accepted = accepted(workflow);
        List<Exchange> evidence = Stage.tail(workflow.callbacks());
        List<Exchange> early = early(workflow);
        workflow.disable();
        return List.of(
                new DrillCheck("Every callback is tried at once", came, "", evidence),
                new DrillCheck(
                        "A callback that is refused is not tried all the time",
                        attempts <= MOST_ATTEMPTS,
                        attempts + " attempts",
                        evidence),
                new DrillCheck(
                        "Retry-After of a 429 is obeyed",
                        refused && early.isEmpty(),
                        early.size() + " attempts came too early",
                        early),
                new DrillCheck(
                        "Every event is delivered at the end",
                        delivered,
                        accepted.size() + " of " + EVENTS + " were",
                        evidence),
                once(accepted, evidence));
    }

    private static DrillCheck once(Map<String, Integer> accepted, List<Exchange> evidence) {
        int most = accepted.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return new DrillCheck("A callback that was accepted is not sent again", most <= 1, most + " times", evidence);
    }

    /** Returns the number of callbacks with 202 for each event. */
    private static Map<String, Integer> accepted(WebhookWorkflow workflow) {
        Map<String, Integer> accepted = new LinkedHashMap<>();
        workflow.runs().forEach(run -> accepted.merge(run.body().toString(), 1, Integer::sum));
        return accepted;
    }

    private static Map<String, List<Exchange>> byBody(WebhookWorkflow workflow) {
        Map<String, List<Exchange>> attempts = new LinkedHashMap<>();
        workflow.callbacks()
                .forEach(call -> attempts.computeIfAbsent(call.request().body(), any -> new ArrayList<>())
                        .add(call));
        return attempts;
    }

    /** Returns the attempts that came before the {@code Retry-After} of the attempt before. */
    private static List<Exchange> early(WebhookWorkflow workflow) {
        List<Exchange> early = new ArrayList<>();
        for (List<Exchange> attempts : byBody(workflow).values()) {
            for (int i = 1; i < attempts.size(); i++) {
                Exchange before = attempts.get(i - 1);
                Duration waited = Duration.between(before.at(), attempts.get(i).at());
                if (before.status() == 429 && waited.compareTo(BUSY) < 0) {
                    early.add(attempts.get(i));
                }
            }
        }
        return early;
    }
}
