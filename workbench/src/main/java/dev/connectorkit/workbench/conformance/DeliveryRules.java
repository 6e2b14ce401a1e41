package dev.connectorkit.workbench.conformance;

import static dev.connectorkit.workbench.conformance.ConformanceRule.error;
import static dev.connectorkit.workbench.conformance.ConformanceRule.warning;

import dev.connectorkit.designer.OperationKind;
import dev.connectorkit.test.Answer;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.FakeReceiver;
import dev.connectorkit.test.Response;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** Rules for the callbacks of webhook triggers; all of them need events. */
final class DeliveryRules {

    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final int STORM = 5;

    private DeliveryRules() {}

    static Family family() {
        return new Family(operation -> operation.kind() == OperationKind.WEBHOOK_TRIGGER)
                .rule(
                        error("HOOK-05", "Two subscriptions with one callback URL get one callback for an event")
                                .onEvents(),
                        DeliveryRules::twice)
                .rule(
                        error("HOOK-06", "DELETE of the old subscription leaves the new one alone")
                                .onEvents(),
                        DeliveryRules::renewed)
                .rule(
                        error("HOOK-07", "An event is one POST of JSON with the declared schema")
                                .onEvents(),
                        delivered(Answer.ACCEPTED, DeliveryRules::callback))
                .rule(
                        error("HOOK-08", "The callback URL is called as it was given, byte for byte")
                                .onEvents(),
                        delivered(Answer.ACCEPTED, DeliveryRules::sameUrl))
                .rule(error("HOOK-09", "After DELETE there are no callbacks").onEvents(), DeliveryRules::deleted)
                .rule(
                        error("HOOK-10", "A callback is tried again after 500, and not before Retry-After of a 429")
                                .onEvents(),
                        DeliveryRules::retried)
                .rule(
                        warning("HOOK-11", "A callback answered with 410 is not tried again and again")
                                .onEvents(),
                        delivered(Answer.status(410), DeliveryRules::gone))
                .rule(
                        error("HOOK-12", "A redirect of a callback is not followed")
                                .onEvents(),
                        DeliveryRules::redirected)
                .rule(
                        error("HOOK-13", "A receiver that hangs does not delay another")
                                .onEvents(),
                        DeliveryRules::besideASlowOne);
    }

    private interface Check {
        Outcome of(Trial trial, Subscription subscription);
    }

    /** Subscribes, makes an event, and passes the subscription to the check when the first callback has come. */
    private static Function<Trial, Outcome> delivered(Answer answer, Check check) {
        return trial -> with(Subscription.of(trial, answer), subscription -> {
            trial.fire();
            return subscription.await(1)
                    ? check.of(trial, subscription)
                    : Outcome.skipped("No callback came for the event that was made");
        });
    }

    private static Outcome with(Subscription opened, Function<Subscription, Outcome> check) {
        try (opened) {
            return opened.works() ? check.apply(opened) : Outcome.skipped("The subscription was not accepted");
        }
    }

    private static Outcome callback(Trial trial, Subscription subscription) {
        trial.pause(trial.patience().grace());
        Exchange callback = subscription.callbacks().get(0);
        if (!callback.request().method().equals("POST")) {
            return Outcome.failed("The callback is a " + callback.request().method(), callback);
        }
        if (subscription.callbacks().size() > 1) {
            return Outcome.failed(
                    "One event gave " + subscription.callbacks().size() + " callbacks", subscription.callbacks());
        }
        Outcome json = Bodies.isJson(callback.request().header("Content-Type").orElse(""), callback);
        return json.status() == Status.FAILED
                ? json
                : Bodies.matches(
                        new Response(200, Map.of(), callback.request().body()).json(),
                        trial.written().output(),
                        callback);
    }

    private static Outcome sameUrl(Trial trial, Subscription subscription) {
        Exchange callback = subscription.callbacks().get(0);
        return Outcome.require(
                callback.request().url().equals(subscription.callbackUrl()),
                "The callback URL was " + subscription.callbackUrl() + ", but this one was called: "
                        + callback.request().url(),
                callback);
    }

    private static Outcome twice(Trial trial) {
        return with(Subscription.of(trial), subscription -> {
            Exchange again = trial.send(trial.request(subscription.callbackUrl()));
            trial.fire();
            boolean came = subscription.await(1);
            trial.pause(trial.patience().grace());
            trial.location(again).ifPresent(location -> trial.send("DELETE", location));
            if (!came) {
                return Outcome.skipped("No callback came for the event that was made");
            }
            int callbacks = subscription.callbacks().size();
            return callbacks == 1
                    ? Outcome.passed(subscription.callbacks().get(0))
                    : Outcome.failed("One event gave " + callbacks + " callbacks", subscription.callbacks());
        });
    }

    private static Outcome renewed(Trial trial) {
        return with(
                Subscription.of(trial),
                old -> with(Subscription.of(trial), fresh -> {
                    Exchange deleted = old.delete().orElse(old.exchange());
                    trial.fire();
                    return Outcome.require(
                            fresh.await(1),
                            "After DELETE of the old subscription the new one is not called",
                            fresh.exchange(),
                            deleted);
                }));
    }

    private static Outcome deleted(Trial trial) {
        return with(
                Subscription.of(trial),
                control -> with(Subscription.of(trial), gone -> {
                    Exchange deleted = gone.delete().orElse(gone.exchange());
                    if (deleted.request().method().equals("POST") || deleted.status() / 100 != 2) {
                        return Outcome.skipped("The subscription cannot be deleted");
                    }
                    trial.fire();
                    boolean came = control.await(1);
                    trial.pause(trial.patience().grace());
                    if (!gone.callbacks().isEmpty()) {
                        return Outcome.failed(
                                "After DELETE the callback URL was called",
                                deleted,
                                gone.callbacks().get(0));
                    }
                    return came
                            ? Outcome.passed(deleted)
                            : Outcome.skipped("No callback came for the event that was made");
                }));
    }

    /** One event for two subscriptions: a second attempt comes in seconds, and later ones in minutes with good reason. */
    private static Outcome retried(Trial trial) {
        Subscription busy = Subscription.of(trial, Answer.status(429).retryAfter(WAIT), Answer.ACCEPTED);
        Subscription broken = Subscription.of(trial, Answer.status(500), Answer.ACCEPTED);
        return with(
                busy,
                first -> with(broken, second -> {
                    trial.fire();
                    if (!first.await(1) || !second.await(1)) {
                        return Outcome.skipped("No callback came for the event that was made");
                    }
                    if (!second.await(2)) {
                        return Outcome.failed("A callback answered with 500 was not tried again", second.callbacks());
                    }
                    if (!first.await(2)) {
                        return Outcome.failed("A callback answered with 429 was not tried again", first.callbacks());
                    }
                    Duration waited = Duration.between(
                            first.callbacks().get(0).at(),
                            first.callbacks().get(1).at());
                    boolean obeyed = waited.compareTo(WAIT) >= 0;
                    return obeyed
                            ? Outcome.passed(first.callbacks().toArray(Exchange[]::new))
                            : Outcome.failed(
                                    "Retry-After was 1 s, but the next attempt came after " + waited,
                                    first.callbacks());
                }));
    }

    private static Outcome gone(Trial trial, Subscription subscription) {
        trial.pause(trial.patience().grace());
        int callbacks = subscription.callbacks().size();
        return callbacks < STORM
                ? Outcome.passed(subscription.callbacks().get(0))
                : Outcome.failed(
                        "After 410 the callback URL was called " + callbacks + " times", subscription.callbacks());
    }

    private static Outcome redirected(Trial trial) {
        try (FakeReceiver elsewhere = FakeReceiver.start()) {
            return delivered(Answer.redirect(elsewhere.url("/elsewhere")), (any, subscription) -> {
                        trial.pause(trial.patience().grace());
                        return elsewhere.received().isEmpty()
                                ? Outcome.passed(subscription.callbacks().get(0))
                                : Outcome.failed("The redirect of a callback was followed", elsewhere.received());
                    })
                    .apply(trial);
        }
    }

    private static Outcome besideASlowOne(Trial trial) {
        Answer hanging = Answer.ACCEPTED.after(trial.patience().longest());
        return with(
                Subscription.of(trial, hanging),
                slow -> with(Subscription.of(trial), other -> {
                    trial.fire();
                    boolean called = trial.await(() ->
                            !slow.callbacks().isEmpty() || !other.callbacks().isEmpty());
                    if (!called) {
                        return Outcome.skipped("No callback came for the event that was made");
                    }
                    trial.pause(trial.patience().grace());
                    return other.callbacks().isEmpty()
                            ? Outcome.failed(
                                    "A receiver that hangs holds up the callbacks to another", slow.callbacks())
                            : Outcome.passed(other.callbacks().get(0));
                }));
    }
}
