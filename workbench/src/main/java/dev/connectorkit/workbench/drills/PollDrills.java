package dev.connectorkit.workbench.drills;

import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.PollingWorkflow;
import dev.connectorkit.workbench.faults.Faults;
import dev.connectorkit.workbench.faults.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The scripts for polling triggers. */
final class PollDrills {

    private static final int EVENTS = 5;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private PollDrills() {}

    static List<DrillCheck> lostAnswer(Stage stage) {
        return losing(stage, () -> {});
    }

    static List<DrillCheck> restart(Stage stage) {
        return losing(stage, stage.restart());
    }

    /** One item is in the answer that is lost, and one comes after it. */
    private static List<DrillCheck> losing(Stage stage, Runnable then) {
        PollingWorkflow workflow = stage.drained();
        int before = workflow.runs().size();
        LostFind lost = new LostFind(then);
        Faults.Injected injected = stage.faults().inject(lost, When.always().operation(stage.operationId()));
        stage.fire(1);
        boolean struck = stage.await(() -> {
            workflow.pollNow();
            return lost.hasStruck();
        });
        stage.faults().remove(injected);
        int polls = workflow.polls().size();
        boolean serving = stage.await(() -> {
            int status = Stage.poll(workflow);
            return status != 0 && status != 502 && status != 503;
        });
        stage.fire(1);
        stage.collect(workflow, before + 2);
        workflow.disable();
        List<Exchange> after = workflow.polls().subList(polls, workflow.polls().size());
        List<Exchange> refused =
                after.stream().filter(poll -> poll.status() / 100 == 4).toList();
        List<DrillCheck> checks = new ArrayList<>();
        checks.add(new DrillCheck("A poll finds the first event", struck, "", Stage.tail(workflow.polls())));
        checks.add(new DrillCheck(
                "The Location of before is still valid",
                serving && refused.isEmpty(),
                refused.size() + " polls were refused",
                Stage.tail(refused)));
        checks.addAll(stage.exactlyOnce(workflow, before, 2));
        return checks;
    }

    static List<DrillCheck> lateItem(Stage stage) {
        PollingWorkflow workflow = stage.drained();
        int before = workflow.runs().size();
        CompletableFuture<Void> fired = CompletableFuture.runAsync(() -> stage.fire(EVENTS));
        while (!fired.isDone()) {
            workflow.pollNow();
            stage.engine().advance(PAUSE);
        }
        fired.join();
        stage.collect(workflow, before + EVENTS);
        workflow.disable();
        return stage.exactlyOnce(workflow, before, EVENTS);
    }

    /** Without a pause between them: one, several at once, and one right after these were found. */
    static List<DrillCheck> equalTimestamps(Stage stage) {
        PollingWorkflow workflow = stage.drained();
        int before = workflow.runs().size();
        int events = 0;
        for (int more : new int[] {1, EVENTS, 1}) {
            stage.fire(more);
            events += more;
            stage.collect(workflow, before + events);
        }
        workflow.disable();
        return stage.exactlyOnce(workflow, before, events);
    }
}
