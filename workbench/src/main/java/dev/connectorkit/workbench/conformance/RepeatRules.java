package dev.connectorkit.workbench.conformance;

import static dev.connectorkit.workbench.conformance.ConformanceRule.error;
import static dev.connectorkit.workbench.conformance.ConformanceRule.warning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.DesignerInput;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.Response;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Rules for actions that fail, that are repeated, that are called often, and whose results have pages. */
final class RepeatRules {

    private static final int BURST = 20;
    private static final int MOST_PAGES = 100;

    private RepeatRules() {}

    static Family family() {
        return new Family(ActionRules::isAction)
                .rule(error("ASYNC-05", "An action that fails ends with 4xx or 5xx and a body"), RepeatRules::failing)
                .rule(
                        warning("ASYNC-07", "A request repeated with its idempotency key begins nothing new"),
                        RepeatRules::repeated)
                .rule(
                        warning("ASYNC-08", "A request repeated before its answer begins nothing new"),
                        RepeatRules::repeatedAtOnce)
                .rule(warning("ACT-05", "A 429 has Retry-After"), RepeatRules::throttled)
                .rule(warning("PAGE-01", "The chain of next links ends, and has no item twice"), RepeatRules::pages);
    }

    private static Outcome failing(Trial trial) {
        if (trial.claims().failing().isEmpty()) {
            return Outcome.skipped("workbench.yml has no inputs under claims with which the action fails");
        }
        Map<String, JsonNode> inputs = new LinkedHashMap<>(trial.inputs());
        inputs.putAll(trial.claims().failing());
        Exchange begun = trial.send(trial.engine().request(trial.operation().operationId(), inputs, null));
        Ladder ladder = Ladder.follow(trial, begun);
        Exchange last = ladder.last();
        if (!ladder.hasEnded()) {
            return Outcome.skipped("The action has not ended");
        }
        if (last.status() < 400) {
            return Outcome.failed("An action that fails ends with " + last.status(), begun, last);
        }
        boolean explained = !last.response().map(Response::body).orElse("").isBlank();
        return Outcome.require(explained, "An action that fails ends without a body", begun, last);
    }

    /** Returns the header by which the operation recognizes repeated requests: a claim, or a parameter of the document. */
    private static Optional<String> key(Trial trial) {
        String claimed = trial.claims().idempotencyKey();
        return claimed.isEmpty()
                ? trial.operation().inputs().stream()
                        .filter(input -> input.in().equals("header"))
                        .map(DesignerInput::name)
                        .filter(name -> name.equalsIgnoreCase("Idempotency-Key"))
                        .findFirst()
                : Optional.of(claimed);
    }

    private static Outcome repeated(Trial trial) {
        return withKey(trial, request -> same(trial, trial.send(request), trial.send(request)));
    }

    private static Outcome repeatedAtOnce(Trial trial) {
        if (repeated(trial).status() != Status.PASSED) {
            return Outcome.skipped("A request repeated after its answer is not recognized either");
        }
        return withKey(trial, request -> {
            CompletableFuture<Exchange> other = CompletableFuture.supplyAsync(() -> trial.send(request));
            Exchange own = trial.send(request);
            return same(trial, other.join(), own);
        });
    }

    private interface KeyCheck {
        Outcome of(Request request);
    }

    private static Outcome withKey(Trial trial, KeyCheck check) {
        Optional<String> key = key(trial);
        if (!trial.ladder().isAsync()) {
            return Outcome.skipped("The action is not answered with 202");
        }
        return key.isEmpty()
                ? Outcome.skipped("Neither the document nor workbench.yml names an idempotency key")
                : check.of(
                        trial.request().withHeader(key.get(), UUID.randomUUID().toString()));
    }

    /** A 409 for one of the two is right too: the request is known. */
    private static Outcome same(Trial trial, Exchange first, Exchange second) {
        boolean refused = first.status() == 409 || second.status() == 409;
        boolean one = trial.location(first).equals(trial.location(second));
        return Outcome.require(
                refused || (one && trial.location(first).isPresent()),
                "Two requests with one idempotency key began two operations",
                first,
                second);
    }

    private static Outcome throttled(Trial trial) {
        if (trial.ladder().isAsync()) {
            return Outcome.skipped("An asynchronous action is not called that often");
        }
        Request request = trial.ladder().first().request();
        for (int i = 0; i < BURST; i++) {
            Exchange exchange = trial.send(request);
            if (exchange.status() == 429) {
                String wait = exchange.response()
                        .flatMap(answer -> answer.header("Retry-After"))
                        .orElse("");
                return Outcome.require(!wait.isEmpty(), "A 429 has no Retry-After", exchange);
            }
        }
        return Outcome.skipped("None of " + BURST + " requests was answered with 429");
    }

    private static Outcome pages(Trial trial) {
        if (!trial.written().value().has("x-ms-pageable")) {
            return Outcome.skipped("The operation has no x-ms-pageable");
        }
        String link = trial.written().value().get("x-ms-pageable").text("nextLinkName");
        Exchange page = trial.send(trial.request());
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < MOST_PAGES; i++) {
            if (page.status() != 200) {
                return Outcome.failed("A page is answered with " + page.status(), page);
            }
            JsonNode body = page.response().orElseThrow().json();
            for (JsonNode item : body.path("value")) {
                if (!seen.add(item)) {
                    return Outcome.failed("An item is on two pages: " + item, page);
                }
            }
            String next = body.path(link.isEmpty() ? "nextLink" : link).asText("");
            if (next.isEmpty() || next.equals("null")) {
                return Outcome.passed(page);
            }
            if (!next.matches("(?i)https?://.+")) {
                return Outcome.failed("The next link is not an absolute URL, but " + next, page);
            }
            page = trial.send("GET", URI.create(next));
        }
        return Outcome.failed("The chain of next links does not end within " + MOST_PAGES + " pages", page);
    }
}
