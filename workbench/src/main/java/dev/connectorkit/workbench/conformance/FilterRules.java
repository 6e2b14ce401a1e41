package dev.connectorkit.workbench.conformance;

import static dev.connectorkit.workbench.conformance.ConformanceRule.warning;

import dev.connectorkit.designer.OperationKind;
import dev.connectorkit.test.Answer;
import dev.connectorkit.test.Exchange;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules for webhook triggers that need to know more than the document says, and for what they keep to themselves. */
final class FilterRules {

    private FilterRules() {}

    static Family family() {
        return new Family(operation -> operation.kind() == OperationKind.WEBHOOK_TRIGGER)
                .rule(
                        warning("HOOK-17", "An event that the inputs exclude is not delivered")
                                .onEvents(),
                        FilterRules::excluded)
                .rule(
                        warning("HOOK-18", "An ordered trigger delivers an event after those before it")
                                .onEvents(),
                        FilterRules::ordered)
                .rule(
                        warning("SEC-02", "An error or a Location does not hold the signature of a callback URL"),
                        FilterRules::signature);
    }

    private static Outcome excluded(Trial trial) {
        if (trial.claims().excluding().isEmpty()) {
            return Outcome.skipped("workbench.yml has no inputs under claims that exclude events");
        }
        try (Subscription control = Subscription.of(trial);
                Subscription filtered = Subscription.with(trial, trial.claims().excluding())) {
            if (!control.works() || !filtered.works()) {
                return Outcome.skipped("The subscription was not accepted");
            }
            trial.fire();
            if (!control.await(1)) {
                return Outcome.skipped("No callback came for the event that was made");
            }
            trial.pause(trial.patience().grace());
            return filtered.callbacks().isEmpty()
                    ? Outcome.passed(filtered.exchange(), control.callbacks().get(0))
                    : Outcome.failed(
                            "An event came that the inputs exclude",
                            filtered.exchange(),
                            filtered.callbacks().get(0));
        }
    }

    /** The first event is refused for a while: the second one has to wait for it. */
    private static Outcome ordered(Trial trial) {
        if (!trial.claims().ordered()) {
            return Outcome.skipped("workbench.yml does not claim that the trigger is ordered");
        }
        try (Subscription subscription = Subscription.of(trial, Answer.status(503))) {
            Optional<String> obstacle = subscription.fireUntilRetried();
            if (obstacle.isPresent()) {
                return Outcome.skipped(obstacle.get());
            }
            trial.fire();
            trial.pause(trial.patience().grace());
            Set<String> early = bodies(subscription.callbacks());
            subscription.answer(Answer.ACCEPTED);
            boolean both = trial.await(() -> bodies(subscription.callbacks()).size() > 1);
            List<Exchange> callbacks = subscription.callbacks();
            if (early.size() > 1) {
                return Outcome.failed("The second event was delivered before the first was accepted", callbacks);
            }
            return both
                    ? Outcome.passed(callbacks.get(0), callbacks.get(callbacks.size() - 1))
                    : Outcome.skipped("The second event was not delivered within the patience");
        }
    }

    private static Set<String> bodies(List<Exchange> callbacks) {
        Set<String> bodies = new LinkedHashSet<>();
        callbacks.forEach(callback -> bodies.add(callback.request().body()));
        return bodies;
    }

    /** Provokes errors with callback URLs that no connector should accept. */
    private static Outcome signature(Trial trial) {
        Set<Exchange> answers = new HashSet<>();
        for (String refused : new String[] {"http://169.254.169.254/latest/meta-data?sig=", "ftp://localhost/x?sig="}) {
            Exchange exchange = trial.send(trial.request(URI.create(refused + Subscription.SIGNATURE)));
            trial.location(exchange)
                    .filter(any -> exchange.status() / 100 == 2)
                    .ifPresent(location -> trial.send("DELETE", location));
            answers.add(exchange);
        }
        try (Subscription subscription = Subscription.of(trial)) {
            answers.add(subscription.exchange());
        }
        for (Exchange exchange : answers) {
            String shown = Places.location(exchange)
                    + (exchange.status() >= 400
                            ? exchange.response().orElseThrow().body()
                            : "");
            if (shown.contains(Subscription.SIGNATURE) || shown.contains("kZ8-xQ_/w")) {
                return Outcome.failed("The answer holds the signature of the callback URL", exchange);
            }
        }
        return Outcome.passed(answers.toArray(Exchange[]::new));
    }
}
