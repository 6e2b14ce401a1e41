package dev.connectorkit.workbench.conformance;

import static dev.connectorkit.workbench.conformance.ConformanceRule.error;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.Response;
import java.net.URI;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Rules for the HTTP API of Durable Functions, at actions whose 202 has its links. */
final class DurableRules {

    private static final List<String> LINKS =
            List.of("statusQueryGetUri", "sendEventPostUri", "terminatePostUri", "purgeHistoryDeleteUri");

    private DurableRules() {}

    static Family family() {
        return new Family(ActionRules::isAction)
                .rule(
                        error("DF-01", "The links of a started instance are absolute URLs that work"),
                        started(DurableRules::links))
                .rule(
                        error("DF-02", "A running instance is answered with 202 and its runtimeStatus"),
                        started(DurableRules::running))
                .rule(
                        error("DF-03", "An event for a running instance is answered with 202"),
                        started((trial, start) -> answered(
                                running(trial, start), 202, event(trial, link(start, "sendEventPostUri"), "1"))))
                .rule(
                        error("DF-04", "An event for an unknown instance is answered with 404"),
                        started((trial, start) -> answered(
                                Outcome.passed(),
                                404,
                                event(trial, link(start, "sendEventPostUri").replace(id(start), "0".repeat(32)), "1"))))
                .rule(
                        error("DF-05", "An event for an instance that has ended is answered with 410"),
                        started((trial, start) -> {
                            terminate(trial, start);
                            boolean ended = trial.await(() -> !isRunning(status(trial, start)));
                            return ended
                                    ? answered(
                                            Outcome.passed(), 410, event(trial, link(start, "sendEventPostUri"), "1"))
                                    : Outcome.skipped("The instance has not ended");
                        }))
                .rule(
                        error("DF-06", "An event that is not JSON is answered with 400"),
                        started((trial, start) -> answered(
                                running(trial, start), 400, event(trial, link(start, "sendEventPostUri"), "{"))))
                .rule(
                        error("DF-07", "An instance that is terminated ends with the status Terminated"),
                        started(DurableRules::terminated))
                .rule(
                        error("DF-08", "The status has the history if it is asked for, and not else"),
                        started(DurableRules::history));
    }

    /** Begins an instance, passes its 202 to the check, and terminates it. */
    private static Function<Trial, Outcome> started(BiFunction<Trial, Exchange, Outcome> check) {
        return trial -> {
            if (!body(trial.ladder().first()).has(LINKS.get(0))) {
                return Outcome.skipped("The action is not answered with the links of an instance");
            }
            Exchange start = trial.send(trial.request());
            try {
                return check.apply(trial, start);
            } finally {
                terminate(trial, start);
            }
        };
    }

    private static Outcome links(Trial trial, Exchange start) {
        for (String name : LINKS) {
            if (!link(start, name).matches("(?i)https?://.+")) {
                return Outcome.failed(name + " is not an absolute URL, but '" + link(start, name) + "'", start);
            }
        }
        Exchange status = status(trial, start);
        boolean works = status.status() == 200 || status.status() == 202;
        return Outcome.require(works, "statusQueryGetUri is answered with " + status.status(), start, status);
    }

    private static Outcome running(Trial trial, Exchange start) {
        Exchange status = status(trial, start);
        if (!isRunning(status)) {
            return Outcome.skipped("The instance ended at once");
        }
        String word = body(status).path("runtimeStatus").asText();
        boolean asDeclared = status.status() == 202 && (word.equals("Running") || word.equals("Pending"));
        return Outcome.require(
                asDeclared,
                "A running instance is answered with " + status.status() + " and the status '" + word + "'",
                status);
    }

    private static Outcome terminated(Trial trial, Exchange start) {
        Exchange ending = terminate(trial, start);
        if (ending.status() == 410) {
            return Outcome.skipped("The instance ended at once");
        }
        if (ending.status() != 202) {
            return Outcome.failed("terminatePostUri is answered with " + ending.status(), ending);
        }
        boolean ended = trial.await(() -> !isRunning(status(trial, start)));
        Exchange last = status(trial, start);
        String word = body(last).path("runtimeStatus").asText();
        return Outcome.require(
                ended && word.equals("Terminated") && last.status() == 200,
                "After terminate the answer is " + last.status() + " with the status '" + word + "'",
                ending,
                last);
    }

    private static Outcome history(Trial trial, Exchange start) {
        String url = link(start, LINKS.get(0));
        Exchange with = trial.send("GET", URI.create(url + (url.contains("?") ? "&" : "?") + "showHistory=true"));
        Exchange without = status(trial, start);
        boolean right = body(with).path("historyEvents").isArray()
                && !body(without).path("historyEvents").isArray();
        return Outcome.require(right, "showHistory=true does not add the history", with, without);
    }

    private static Outcome answered(Outcome before, int expected, Exchange exchange) {
        return before.status() == Status.SKIPPED
                ? before
                : Outcome.require(
                        exchange.status() == expected,
                        "The event is answered with " + exchange.status() + ", not " + expected,
                        exchange);
    }

    private static Exchange event(Trial trial, String url, String body) {
        return trial.send(Request.of("POST", URI.create(url.replace("{eventName}", "Conformance")))
                .withHeader("Content-Type", "application/json")
                .withBody(body));
    }

    private static Exchange terminate(Trial trial, Exchange start) {
        String url = link(start, "terminatePostUri").replace("{text}", "conformance");
        return trial.send(Request.of("POST", URI.create(url)));
    }

    private static Exchange status(Trial trial, Exchange start) {
        return trial.send("GET", URI.create(link(start, LINKS.get(0))));
    }

    private static boolean isRunning(Exchange status) {
        String word = body(status).path("runtimeStatus").asText();
        return word.equals("Running") || word.equals("Pending") || status.status() == 202;
    }

    private static String id(Exchange start) {
        return body(start).path("id").asText();
    }

    private static String link(Exchange start, String name) {
        return body(start).path(name).asText();
    }

    private static JsonNode body(Exchange exchange) {
        return exchange.response().map(Response::json).orElse(MissingNode.getInstance());
    }
}
