package dev.connectorkit.workbench.conformance;

import static dev.connectorkit.workbench.conformance.ConformanceRule.error;
import static dev.connectorkit.workbench.conformance.ConformanceRule.warning;

import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.test.Exchange;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Rules for the state that polls carry, and for their time. */
final class StateRules {

    private static final int REPEATS = 10;

    private StateRules() {}

    static Family family() {
        return new Family(DesignerOperation::recurrence)
                .rule(
                        error("POLL-10", "An event right after one that a poll has found is found too")
                                .onEvents(),
                        StateRules::sameTime)
                .rule(
                        warning("POLL-13", "An unknown state is refused with a message, or begins anew"),
                        StateRules::unknown)
                .rule(
                        error("POLL-16", "Ten polls of one Location find the same")
                                .onEvents(),
                        StateRules::noSideEffect)
                .rule(error("POLL-20", "Polls are answered within 120 seconds"), StateRules::inTime);
    }

    private static Outcome sameTime(Trial trial) {
        PollChain chain = PollChain.beginDrained(trial);
        if (chain.last().status() != 202) {
            return Outcome.skipped("The polls do not come to an end");
        }
        trial.fire();
        List<Exchange> first = chain.collect(1);
        trial.fire();
        if (first.isEmpty()) {
            return Outcome.skipped("No poll has found the event that was made");
        }
        List<Exchange> next = chain.collect(1);
        return next.isEmpty()
                ? Outcome.failed("An event right after one that was found is not found", first.get(0), chain.last())
                : Outcome.passed(first.get(0), next.get(0));
    }

    private static Outcome unknown(Trial trial) {
        PollChain chain = PollChain.begin(trial);
        String location =
                chain.works() ? trial.location(chain.first()).map(URI::toString).orElse("") : "";
        String state = States.of(chain.first().request().url(), location);
        if (state.isEmpty()) {
            return Outcome.skipped("The Location has no parameter that the first poll did not have");
        }
        URI unknown = URI.create(States.replaced(location, state, "unknown"));
        Exchange poll = trial.send(chain.first().request().withUrl(unknown));
        boolean anew = poll.status() == 200 || poll.status() == 202;
        boolean refused =
                (poll.status() == 400 || poll.status() == 404 || poll.status() == 410) && Bodies.explains(poll);
        return Outcome.require(
                anew || refused,
                "An unknown '" + state + "' is answered with " + poll.status() + ", without a message",
                poll);
    }

    private static Outcome noSideEffect(Trial trial) {
        PollChain chain = PollChain.beginDrained(trial);
        if (chain.last().status() != 202) {
            return Outcome.skipped("The polls do not come to an end");
        }
        trial.fire();
        List<Exchange> found = chain.collect(1);
        if (found.isEmpty()) {
            return Outcome.skipped("No poll has found the event that was made");
        }
        Exchange first = found.get(0);
        for (int i = 2; i <= REPEATS; i++) {
            Exchange again = trial.send(first.request());
            boolean same = again.status() == 200 && chain.itemsOf(again).containsAll(chain.itemsOf(first));
            if (!same && i == 2) {
                return Outcome.skipped("The second poll does not find the items of the first");
            }
            if (!same) {
                return Outcome.failed(
                        "Poll " + i + " of one Location does not find the items of the first", first, again);
            }
        }
        return Outcome.passed(first);
    }

    private static Outcome inTime(Trial trial) {
        String path = trial.request().url().getPath();
        Duration limit = trial.patience().answer();
        List<Exchange> polls = trial.engine().exchanges().stream()
                .filter(each -> each.direction() == Exchange.Direction.CALL)
                .filter(each -> each.request().url().getPath().endsWith(path))
                .toList();
        for (Exchange poll : polls) {
            if (poll.took().compareTo(limit) > 0) {
                return Outcome.failed(
                        "The answer took " + poll.took().toMillis() + " ms; engines give up after " + limit.toSeconds()
                                + " s",
                        poll);
            }
        }
        return polls.isEmpty() ? Outcome.skipped("There was no poll") : Outcome.passed(polls.get(0));
    }
}
