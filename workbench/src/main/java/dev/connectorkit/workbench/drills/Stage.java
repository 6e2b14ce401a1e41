package dev.connectorkit.workbench.drills;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.PollingWorkflow;
import dev.connectorkit.test.Run;
import dev.connectorkit.test.WebhookWorkflow;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.conformance.Patience;
import dev.connectorkit.workbench.faults.Faults;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The means of a drill at one trigger. */
record Stage(
        WorkflowEngine engine,
        Faults faults,
        String operationId,
        Map<String, JsonNode> inputs,
        Runnable fire,
        Runnable restart,
        Patience patience,
        Duration outage) {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int MOST_POLLS = 50;
    private static final int EVIDENCE = 4;

    void fire(int events) {
        for (int i = 0; i < events; i++) {
            fire.run();
        }
    }

    boolean await(BooleanSupplier condition) {
        return engine.advanceUntil(condition, patience.longest());
    }

    /** Lets the time pass in which something that must not happen would happen. */
    void grace() {
        engine.advance(patience.grace());
    }

    /** Starts a webhook workflow. */
    WebhookWorkflow subscribe() {
        try {
            return engine.subscribe(operationId, inputs);
        } catch (IllegalStateException e) {
            throw new RefusedException(e);
        }
    }

    /** Subscribes again, with another callback URL. */
    void renew(WebhookWorkflow workflow) {
        try {
            workflow.enable();
        } catch (IllegalStateException e) {
            throw new RefusedException(e);
        }
    }

    /** Starts a polling workflow, and polls until there is nothing new. */
    PollingWorkflow drained() {
        PollingWorkflow workflow = engine.poll(operationId, inputs);
        int status = status(workflow.polls());
        for (int i = 0; i < MOST_POLLS && status == 200; i++) {
            status = poll(workflow);
        }
        return workflow;
    }

    /** Polls, and returns the status; 0 also if the engine will repeat the poll. */
    static int poll(PollingWorkflow workflow) {
        int before = workflow.polls().size();
        workflow.pollNow();
        return status(workflow.polls().subList(before, workflow.polls().size()));
    }

    private static int status(List<Exchange> polls) {
        return polls.isEmpty() ? 0 : polls.get(polls.size() - 1).status();
    }

    /** Polls until this many runs have started and a poll finds nothing more, within the patience. */
    void collect(PollingWorkflow workflow, int runs) {
        boolean unused = await(() -> {
            boolean nothing = poll(workflow) == 202;
            if (nothing && workflow.runs().size() < runs) {
                engine.advance(PAUSE);
            }
            return (workflow.runs().size() >= runs && nothing)
                    || workflow.runs().size() > runs + MOST_POLLS;
        });
    }

    /** Returns the checks of exactly once, for the runs after the first ones. */
    List<DrillCheck> exactlyOnce(PollingWorkflow workflow, int before, int events) {
        List<Run> runs = workflow.runs().subList(before, workflow.runs().size());
        int distinct = new HashSet<>(runs.stream().map(Run::body).toList()).size();
        List<Exchange> evidence = tail(workflow.polls());
        return List.of(
                new DrillCheck(
                        "Every item is found", distinct >= events, distinct + " of " + events + " were", evidence),
                new DrillCheck(
                        "No item is found twice",
                        runs.size() == distinct,
                        runs.size() + " runs of " + distinct + " items",
                        evidence));
    }

    static List<Exchange> tail(List<Exchange> exchanges) {
        return exchanges.subList(Math.max(0, exchanges.size() - EVIDENCE), exchanges.size());
    }
}
