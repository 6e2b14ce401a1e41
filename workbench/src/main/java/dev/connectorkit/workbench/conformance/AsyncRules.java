package dev.connectorkit.workbench.conformance;

import static dev.connectorkit.workbench.conformance.ConformanceRule.error;
import static dev.connectorkit.workbench.conformance.ConformanceRule.warning;

import dev.connectorkit.test.Exchange;
import java.net.URI;
import java.util.function.Function;

/** Rules for actions that are answered with 202. */
final class AsyncRules {

    private AsyncRules() {}

    static Family family() {
        return new Family(ActionRules::isAction)
                .rule(
                        error("ASYNC-01", "A 202 has an absolute Location"),
                        async(ladder -> Places.absolute(ladder.first())))
                .rule(error("ASYNC-02", "The status can be asked for at once"), followed(AsyncRules::atOnce))
                .rule(
                        error("ASYNC-03", "A running action is answered with 202, Location and Retry-After"),
                        followed(AsyncRules::running))
                .rule(error("ASYNC-04", "The result can be read twice"), AsyncRules::readTwice)
                .rule(error("ASYNC-06", "An unknown operation is answered with 404 or 410"), AsyncRules::unknown)
                .rule(warning("ASYNC-10", "The result comes without a redirect"), followed(AsyncRules::noRedirect));
    }

    private static Function<Trial, Outcome> async(Function<Ladder, Outcome> check) {
        return trial -> trial.ladder().isAsync()
                ? check.apply(trial.ladder())
                : Outcome.skipped("The action is not answered with 202");
    }

    private static Function<Trial, Outcome> followed(Function<Ladder, Outcome> check) {
        return async(ladder -> ladder.statuses().isEmpty()
                ? Outcome.skipped("The 202 has no Location to follow")
                : check.apply(ladder));
    }

    private static Outcome atOnce(Ladder ladder) {
        Exchange status = ladder.statuses().get(0);
        boolean found = status.status() != 404 && status.status() != 410 && status.status() / 100 != 5;
        return Outcome.require(
                found, "The status, asked for at once, is answered with " + status.status(), ladder.first(), status);
    }

    private static Outcome running(Ladder ladder) {
        if (!ladder.hasEnded()) {
            return Outcome.failed("The action has not ended within the patience", ladder.first(), ladder.last());
        }
        for (Exchange status : ladder.statuses()) {
            if (status.status() != 202) {
                continue;
            }
            Outcome location = Places.absolute(status);
            if (location.status() == Status.FAILED) {
                return location;
            }
            String wait = status.response()
                    .flatMap(answer -> answer.header("Retry-After"))
                    .orElse("");
            if (!wait.matches("\\d{1,9}")) {
                return Outcome.failed("Retry-After of a 202 is '" + wait + "', not a whole number of seconds", status);
            }
        }
        return Outcome.passed(ladder.exchanges().toArray(Exchange[]::new));
    }

    private static Outcome readTwice(Trial trial) {
        Ladder ladder = trial.ladder();
        if (!ladder.isAsync() || ladder.statuses().isEmpty() || ladder.last().status() != 200) {
            return Outcome.skipped("There is no result");
        }
        Exchange again = trial.send("GET", ladder.last().request().url());
        boolean same = again.status() == 200
                && again.response()
                        .orElseThrow()
                        .json()
                        .equals(ladder.last().response().orElseThrow().json());
        return Outcome.require(
                same, "The result, read again, is another answer: " + again.status(), ladder.last(), again);
    }

    private static Outcome unknown(Trial trial) {
        Ladder ladder = trial.ladder();
        if (!ladder.isAsync() || ladder.statuses().isEmpty()) {
            return Outcome.skipped("The action is not answered with 202 and a Location");
        }
        URI url = Places.unknown(ladder.statuses().get(0).request().url());
        Exchange exchange = trial.send("GET", url);
        return Outcome.require(
                exchange.status() == 404 || exchange.status() == 410,
                "An unknown operation is answered with " + exchange.status(),
                exchange);
    }

    private static Outcome noRedirect(Ladder ladder) {
        return Outcome.require(
                ladder.last().status() / 100 != 3,
                "The result comes as a redirect, " + ladder.last().status(),
                ladder.last());
    }
}
