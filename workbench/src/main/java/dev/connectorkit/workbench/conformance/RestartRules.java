package dev.connectorkit.workbench.conformance;

import static dev.connectorkit.workbench.conformance.ConformanceRule.error;

import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.designer.OperationKind;
import dev.connectorkit.test.Answer;
import dev.connectorkit.test.Exchange;
import java.util.List;
import java.util.Optional;

/** Rules for connectors that are restarted in the middle of something. */
final class RestartRules {

    private RestartRules() {}

    static Family polls() {
        return new Family(DesignerOperation::recurrence)
                .rule(
                        error("POLL-14", "A Location from before a restart is still valid")
                                .onRestart(),
                        RestartRules::location);
    }

    static Family deliveries() {
        return new Family(operation -> operation.kind() == OperationKind.WEBHOOK_TRIGGER)
                .rule(
                        error("HOOK-14", "A callback that is due when the connector restarts is delivered")
                                .onEvents()
                                .onRestart(),
                        RestartRules::delivery);
    }

    static Family actions() {
        return new Family(ActionRules::isAction)
                .rule(
                        error("ASYNC-09", "An action that runs when the connector restarts comes to its end")
                                .onRestart(),
                        RestartRules::action);
    }

    private static Outcome location(Trial trial) {
        PollChain chain = PollChain.beginDrained(trial);
        if (chain.last().status() != 202) {
            return Outcome.skipped("The polls do not come to an end");
        }
        Exchange before = chain.last();
        trial.fire();
        trial.restart();
        Exchange after = trial.whenServing(chain::poll);
        if (after.status() != 200 && after.status() != 202) {
            return Outcome.failed("After a restart the Location is answered with " + after.status(), before, after);
        }
        if (trial.canFire() && after.status() != 200 && chain.collect(1).isEmpty()) {
            return Outcome.failed("An event from before a restart is not seen after it", before, after);
        }
        return Outcome.passed(before, after);
    }

    private static Outcome delivery(Trial trial) {
        try (Subscription subscription = Subscription.of(trial, Answer.status(503))) {
            Optional<String> obstacle = subscription.fireUntilRetried();
            if (obstacle.isPresent()) {
                return Outcome.skipped(obstacle.get());
            }
            trial.restart();
            subscription.answer(Answer.ACCEPTED);
            boolean delivered =
                    trial.await(() -> subscription.callbacks().stream().anyMatch(callback -> callback.status() == 202));
            List<Exchange> callbacks = subscription.callbacks();
            return delivered
                    ? Outcome.passed(callbacks.get(0), callbacks.get(callbacks.size() - 1))
                    : Outcome.failed("A callback that was due before a restart was not tried again", callbacks);
        }
    }

    private static Outcome action(Trial trial) {
        if (!trial.ladder().isAsync()) {
            return Outcome.skipped("The action is not answered with 202");
        }
        Exchange begun = trial.send(trial.request());
        trial.restart();
        trial.whenServing(() ->
                trial.send("GET", trial.location(begun).orElse(begun.request().url())));
        Ladder ladder = Ladder.follow(trial, begun);
        if (ladder.statuses().isEmpty()) {
            return Outcome.skipped("The 202 has no Location to follow");
        }
        Exchange last = ladder.last();
        if (!ladder.hasEnded()) {
            return Outcome.failed("After a restart the action has not ended within the patience", begun, last);
        }
        boolean lost = last.status() == 404 || last.status() == 410 || last.status() / 100 == 5;
        return Outcome.require(!lost, "After a restart the action is answered with " + last.status(), begun, last);
    }
}
