package dev.connectorkit.workbench.conformance;

import static dev.connectorkit.workbench.conformance.ConformanceRule.error;
import static dev.connectorkit.workbench.conformance.ConformanceRule.warning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.designer.SplitOn;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** Rules for polling triggers. */
final class PollRules {

    private static final int EVENTS = 3;

    private PollRules() {}

    static Family family() {
        return new Family(DesignerOperation::recurrence)
                .rule(error("POLL-01", "The first poll, without state, is answered with 200 or 202"), PollRules::first)
                .rule(error("POLL-02", "A 202 has an absolute Location"), onFirst(PollRules::location))
                .rule(
                        error("POLL-03", "Location keeps scheme, host, port and path prefix of the connector"),
                        trial -> working(
                                trial, chain -> Places.below(trial.engine().baseUrl(), chain.first())))
                .rule(
                        error(
                                "POLL-04",
                                "Location is a valid URI of at most 2,048 characters, without fragment and user info"),
                        onFirst(Places::acceptable))
                .rule(warning("POLL-05", "Retry-After is a whole number of seconds"), onFirst(PollRules::retryAfter))
                .rule(
                        error("POLL-06", "A 200 has an item, and a batch the list that designers split")
                                .onEvents(),
                        PollRules::items)
                .rule(error("POLL-07", "Without a new event the newest Location gives 202"), PollRules::nothingNew)
                .rule(
                        error("POLL-08", "A Location that is polled again gives the same items")
                                .onEvents(),
                        PollRules::sameAgain)
                .rule(
                        error("POLL-09", "Each of several events is seen exactly once")
                                .onEvents(),
                        PollRules::exactlyOnce)
                .rule(
                        warning("POLL-11", "Retry-After is 0 while more items are waiting")
                                .onEvents(),
                        PollRules::drainsFast)
                .rule(error("POLL-12", "An altered state is refused with 4xx"), PollRules::alteredState)
                .rule(error("POLL-15", "Two workflows see the same event").onEvents(), PollRules::independent)
                .rule(
                        error("POLL-17", "The body of a 200 is of the declared schema")
                                .onEvents(),
                        PollRules::schema)
                .rule(error("POLL-18", "The body of a 200 is JSON in UTF-8").onEvents(), PollRules::contentType)
                .rule(warning("POLL-19", "The headers of an engine change nothing"), PollRules::headers);
    }

    private static Function<Trial, Outcome> onFirst(Function<Exchange, Outcome> check) {
        return trial -> working(trial, chain -> check.apply(chain.first()));
    }

    private static Outcome working(Trial trial, Function<PollChain, Outcome> check) {
        PollChain chain = PollChain.begin(trial);
        return chain.works() ? check.apply(chain) : Outcome.skipped("The first poll was not answered with 200 or 202");
    }

    /** Fires an event after the chain has come to its end, and passes the polls that had items to the check. */
    private static Outcome afterEvents(Trial trial, int events, EventCheck check) {
        return working(trial, chain -> {
            if (!chain.drain()) {
                return Outcome.skipped("There is always something new");
            }
            for (int i = 0; i < events; i++) {
                trial.fire();
            }
            List<Exchange> found = chain.collect(events);
            return found.isEmpty()
                    ? Outcome.skipped("No poll has found the event that was made")
                    : check.of(chain, found);
        });
    }

    private interface EventCheck {
        Outcome of(PollChain chain, List<Exchange> found);
    }

    private static Outcome first(Trial trial) {
        PollChain chain = PollChain.begin(trial);
        return Outcome.require(
                chain.works(),
                "The first poll was answered with " + chain.first().status(),
                chain.first());
    }

    private static Outcome location(Exchange poll) {
        return poll.status() == 202 ? Places.absolute(poll) : Outcome.skipped("The first poll found something");
    }

    private static Outcome retryAfter(Exchange poll) {
        String text =
                poll.response().flatMap(answer -> answer.header("Retry-After")).orElse("");
        return Outcome.require(
                text.matches("\\d{1,9}"), "Retry-After is '" + text + "', not a whole number of seconds", poll);
    }

    private static Outcome items(Trial trial) {
        return afterEvents(trial, 1, (chain, found) -> {
            for (Exchange poll : found) {
                SplitOn splitOn = trial.operation().splitOn();
                if (splitOn != null && chain.list(poll).isEmpty()) {
                    return Outcome.failed("There is no list at " + splitOn.expression(), poll);
                }
                boolean empty = chain.itemsOf(poll).isEmpty()
                        || chain.itemsOf(poll).get(0).isMissingNode();
                if (empty) {
                    return Outcome.failed("A 200 has no item", poll);
                }
            }
            return Outcome.passed(found.get(0));
        });
    }

    private static Outcome nothingNew(Trial trial) {
        return working(trial, chain -> {
            if (trial.canFire() && chain.drain()) {
                trial.fire();
                var unused = chain.collect(1);
            }
            boolean drained = chain.drain();
            Exchange again = chain.poll();
            return Outcome.require(
                    drained && again.status() == 202,
                    "The newest Location gives " + again.status() + " though nothing is new",
                    again);
        });
    }

    private static Outcome sameAgain(Trial trial) {
        return afterEvents(trial, 1, (chain, found) -> {
            Exchange first = found.get(0);
            Exchange again = trial.send(first.request());
            boolean same = again.status() == 200 && chain.itemsOf(again).containsAll(chain.itemsOf(first));
            return Outcome.require(same, "An answer that is lost loses its items", first, again);
        });
    }

    private static Outcome exactlyOnce(Trial trial) {
        return afterEvents(trial, EVENTS, (chain, found) -> {
            List<JsonNode> items = new ArrayList<>();
            found.forEach(poll -> items.addAll(chain.itemsOf(poll)));
            int distinct = new HashSet<>(items).size();
            if (distinct < items.size()) {
                return Outcome.failed("Of " + items.size() + " items " + distinct + " are different", found);
            }
            return items.size() == EVENTS
                    ? Outcome.passed(found.toArray(Exchange[]::new))
                    : Outcome.failed(EVENTS + " events gave " + items.size() + " items", found);
        });
    }

    private static Outcome drainsFast(Trial trial) {
        return afterEvents(trial, EVENTS, (chain, found) -> {
            List<Exchange> polls = chain.polls();
            for (int i = 0; i + 1 < polls.size(); i++) {
                boolean more = polls.get(i).status() == 200 && polls.get(i + 1).status() == 200;
                String wait = polls.get(i)
                        .response()
                        .flatMap(answer -> answer.header("Retry-After"))
                        .orElse("none");
                if (more && found.contains(polls.get(i)) && !wait.equals("0")) {
                    return Outcome.failed(
                            "Retry-After is " + wait + " though more is waiting", polls.get(i), polls.get(i + 1));
                }
            }
            return Outcome.passed(found.get(0));
        });
    }

    private static Outcome alteredState(Trial trial) {
        return working(trial, chain -> {
            String location = trial.location(chain.first()).map(URI::toString).orElse("");
            String state = States.of(chain.first().request().url(), location);
            if (state.isEmpty()) {
                return Outcome.skipped("The Location has no parameter that the first poll did not have");
            }
            URI altered = URI.create(States.altered(location, state));
            Exchange poll = trial.send(chain.first().request().withUrl(altered));
            return Outcome.require(
                    poll.status() / 100 == 4, "An altered '" + state + "' is answered with " + poll.status(), poll);
        });
    }

    private static Outcome independent(Trial trial) {
        PollChain other = PollChain.beginDrained(trial);
        return afterEvents(trial, 1, (chain, found) -> {
            List<Exchange> seen = other.collect(1);
            return Outcome.require(
                    !seen.isEmpty(), "An event that one workflow has seen is not seen by another", other.last());
        });
    }

    private static Outcome schema(Trial trial) {
        return afterEvents(trial, 1, (chain, found) -> {
            Exchange poll = found.get(0);
            return Bodies.matches(
                    poll.response().map(Response::json).orElseThrow(),
                    trial.written().output(),
                    poll);
        });
    }

    private static Outcome contentType(Trial trial) {
        return afterEvents(trial, 1, (chain, found) -> {
            Exchange poll = found.get(0);
            String type = poll.response()
                    .flatMap(answer -> answer.header("Content-Type"))
                    .orElse("");
            return Bodies.isJson(type, poll);
        });
    }

    private static Outcome headers(Trial trial) {
        return working(trial, chain -> {
            Request bare =
                    Request.of(chain.first().request().method(), trial.request().url());
            Exchange poll = trial.send(bare.withBody(trial.request().body()));
            return Outcome.require(
                    poll.status() == 200 || poll.status() == 202,
                    "Without the headers of an engine the first poll is answered with " + poll.status(),
                    poll);
        });
    }
}
