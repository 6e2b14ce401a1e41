package dev.connectorkit.workbench.conformance;

import static dev.connectorkit.workbench.conformance.ConformanceRule.error;
import static dev.connectorkit.workbench.conformance.ConformanceRule.warning;

import dev.connectorkit.designer.OperationKind;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** Rules for webhook triggers that need no event. */
final class HookRules {

    private static final URI METADATA = URI.create("http://169.254.169.254/latest/meta-data?sig=1");

    private HookRules() {}

    static Family family() {
        return new Family(operation -> operation.kind() == OperationKind.WEBHOOK_TRIGGER)
                .rule(error("HOOK-01", "Subscribe is answered with 201 and an absolute Location"), HookRules::subscribe)
                .rule(
                        warning("HOOK-02", "Location is deleted without any header but the connection's"),
                        subscribed(HookRules::bareDelete))
                .rule(
                        error("HOOK-03", "DELETE is answered with 200, 202 or 204, and a second one without 5xx"),
                        subscribed(HookRules::delete))
                .rule(error("HOOK-04", "DELETE of an unknown id is not a 5xx"), subscribed(HookRules::deleteUnknown))
                .rule(
                        warning("HOOK-15", "A callback URL of a cloud's metadata service is refused with 4xx"),
                        HookRules::metadata)
                .rule(
                        error("HOOK-16", "A missing callback URL is refused with 400 that names the field"),
                        HookRules::missingUrl)
                .rule(
                        warning("HOOK-19", "The answer to subscribe does not hold the signature of the callback URL"),
                        subscribed(HookRules::echo));
    }

    /** Subscribes, passes the subscription to the check, and deletes it afterwards. */
    static Function<Trial, Outcome> subscribed(Function<Subscription, Outcome> check) {
        return trial -> {
            try (Subscription subscription = Subscription.of(trial)) {
                return subscription.works()
                        ? check.apply(subscription)
                        : Outcome.skipped("The subscription was not accepted");
            }
        };
    }

    private static Outcome subscribe(Trial trial) {
        try (Subscription subscription = Subscription.of(trial)) {
            Exchange exchange = subscription.exchange();
            return exchange.status() == 201
                    ? Places.absolute(exchange)
                    : Outcome.failed("Subscribe was answered with " + exchange.status(), exchange);
        }
    }

    private static Outcome bareDelete(Subscription subscription) {
        return subscription
                .delete()
                .map(deleted -> Outcome.require(
                        deleted.status() != 401 && deleted.status() != 403 && deleted.status() != 400,
                        "DELETE without further headers is answered with " + deleted.status(),
                        deleted))
                .orElse(Outcome.skipped("There is no Location"));
    }

    private static Outcome delete(Subscription subscription) {
        Optional<Exchange> first = subscription.delete();
        if (first.isEmpty()) {
            return Outcome.skipped("There is no Location");
        }
        int status = first.get().status();
        if (status == 400 || status == 401 || status == 403) {
            return Outcome.skipped("DELETE needs further headers");
        }
        if (status != 200 && status != 202 && status != 204) {
            return Outcome.failed("DELETE is answered with " + status, first.get());
        }
        Exchange second = subscription.delete().orElseThrow();
        boolean known = second.status() / 100 == 2 || second.status() == 404 || second.status() == 410;
        return Outcome.require(known, "A second DELETE is answered with " + second.status(), first.get(), second);
    }

    private static Outcome deleteUnknown(Subscription subscription) {
        return subscription
                .deleteUnknown()
                .map(deleted -> Outcome.require(
                        deleted.status() != 0 && deleted.status() / 100 != 5,
                        "DELETE of an unknown id is answered with " + deleted.status(),
                        deleted))
                .orElse(Outcome.skipped("There is no Location"));
    }

    private static Outcome metadata(Trial trial) {
        Exchange exchange = trial.send(trial.request(METADATA));
        trial.location(exchange)
                .filter(any -> exchange.status() / 100 == 2)
                .ifPresent(location -> trial.send("DELETE", location));
        return Outcome.require(
                exchange.status() / 100 == 4,
                "The callback URL " + METADATA + " is answered with " + exchange.status(),
                exchange);
    }

    private static Outcome missingUrl(Trial trial) {
        return trial.callbackInput()
                .filter(input -> !input.in().equals("path"))
                .map(input -> {
                    Request request = Mutations.without(trial.request(URI.create("http://localhost/x")), input);
                    Exchange exchange = trial.send(request);
                    String body =
                            exchange.response().map(answer -> answer.body()).orElse("");
                    boolean named = exchange.status() == 400 && body.contains(input.name());
                    return Outcome.require(
                            named,
                            "Without " + input.name() + " subscribe is answered with " + exchange.status()
                                    + (exchange.status() == 400 ? ", which does not name it" : ""),
                            exchange);
                })
                .orElse(Outcome.skipped("No input is marked with x-ms-notification-url"));
    }

    private static Outcome echo(Subscription subscription) {
        String answer = subscription.exchange().response().orElseThrow().toString();
        return Outcome.require(
                !answer.contains(Subscription.SIGNATURE) && !answer.contains("kZ8-xQ_/w"),
                "The answer to subscribe holds the signature of the callback URL",
                subscription.exchange());
    }
}
