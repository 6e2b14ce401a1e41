package dev.connectorkit.workbench.conformance;

import static dev.connectorkit.workbench.conformance.ConformanceRule.error;
import static dev.connectorkit.workbench.conformance.ConformanceRule.warning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.connectorkit.designer.DesignerInput;
import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.designer.OperationKind;
import dev.connectorkit.designer.document.Value;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Rules for all actions that are called as a step of a workflow. */
final class ActionRules {

    private static final JsonNode WRONG = TextNode.valueOf("not-a-value");
    private static final Set<String> PARSED = Set.of("integer", "number", "boolean");

    private ActionRules() {}

    static Family family() {
        return new Family(ActionRules::isAction)
                .rule(error("ACT-01", "Valid inputs give a declared answer of the declared schema"), ActionRules::valid)
                .rule(
                        error("ACT-02", "A required input that is missing is refused with 400 that names it"),
                        ActionRules::missing)
                .rule(error("ACT-03", "A value of a wrong type is refused with 4xx"), ActionRules::wrongType)
                .rule(error("ACT-04", "Without credentials the answer is 401 or 403"), ActionRules::credentials)
                .rule(warning("ACT-06", "An error is JSON with a message"), ActionRules::message);
    }

    static boolean isAction(DesignerOperation operation) {
        return operation.kind() == OperationKind.ACTION && !operation.internal();
    }

    private static Outcome valid(Trial trial) {
        Ladder ladder = trial.ladder();
        if (ladder.isAsync() && (ladder.statuses().isEmpty() || !ladder.hasEnded())) {
            return Outcome.skipped("The action has not ended");
        }
        Exchange last = ladder.last();
        if (ladder.isAsync() && (last.status() / 100 == 3 || last.status() == 404)) {
            return Outcome.skipped("The result cannot be read");
        }
        Exchange sent = ladder.first();
        if (last.status() / 100 != 2) {
            return Outcome.failed("Valid inputs are answered with " + last.status(), sent, last);
        }
        Value declared = trial.written().response(Integer.toString(last.status()));
        if (!declared.exists()) {
            declared = trial.written().response("default");
        }
        if (!declared.exists()) {
            return Outcome.failed("The answer " + last.status() + " is not declared", sent, last);
        }
        Value schema = declared.get("schema");
        JsonNode body = last.response().map(Response::json).orElseThrow();
        if (body.isMissingNode() && schema.exists()) {
            return Outcome.failed("The answer has no body, but a schema", sent, last);
        }
        return Bodies.matches(body, schema, last);
    }

    private static List<DesignerInput> changeable(Trial trial) {
        List<DesignerInput> inputs = new ArrayList<>();
        for (DesignerInput input : trial.operation().inputs()) {
            boolean place = Set.of("query", "header", "body").contains(input.in());
            if (place && !input.internal() && !input.key().contains("[*]")) {
                inputs.add(input);
            }
        }
        return inputs;
    }

    private static boolean works(Trial trial) {
        return trial.ladder().first().status() / 100 == 2;
    }

    private static Outcome missing(Trial trial) {
        if (!works(trial)) {
            return Outcome.skipped("Valid inputs are not accepted");
        }
        List<Exchange> evidence = new ArrayList<>();
        for (DesignerInput input : changeable(trial)) {
            if (!input.required() || input.defaultValue() != null || input.key().equals("body.$")) {
                continue;
            }
            Exchange exchange = trial.send(Mutations.without(trial.request(), input));
            evidence.add(exchange);
            String body = exchange.response().map(Response::body).orElse("").toLowerCase(Locale.ROOT);
            if (exchange.status() != 400) {
                return Outcome.failed("Without " + input.name() + " the answer is " + exchange.status(), exchange);
            }
            if (!body.contains(input.name().toLowerCase(Locale.ROOT))) {
                return Outcome.failed("Without " + input.name() + " the answer does not name it", exchange);
            }
        }
        return evidence.isEmpty()
                ? Outcome.skipped("No input is required")
                : Outcome.passed(evidence.toArray(Exchange[]::new));
    }

    private static Outcome wrongType(Trial trial) {
        if (!works(trial)) {
            return Outcome.skipped("Valid inputs are not accepted");
        }
        List<Exchange> evidence = new ArrayList<>();
        for (DesignerInput input : changeable(trial)) {
            boolean parsed = PARSED.contains(input.type()) || !input.choices().isEmpty();
            if (!parsed) {
                continue;
            }
            Exchange exchange = trial.send(Mutations.with(trial.request(), input, WRONG));
            evidence.add(exchange);
            if (exchange.status() / 100 != 4) {
                return Outcome.failed(
                        input.name() + " = " + WRONG.textValue() + " is answered with " + exchange.status(), exchange);
            }
        }
        return evidence.isEmpty()
                ? Outcome.skipped("No input has a type or choices that a text can violate")
                : Outcome.passed(evidence.toArray(Exchange[]::new));
    }

    private static Outcome credentials(Trial trial) {
        Request request = trial.request();
        if (!trial.hasCredentials()) {
            return Outcome.skipped("The connection has no credentials");
        }
        Exchange exchange = trial.engine().sendWithoutCredentials(request);
        return Outcome.require(
                exchange.status() == 401 || exchange.status() == 403,
                "Without credentials the answer is " + exchange.status(),
                exchange);
    }

    /** Provokes the errors of the rules above. */
    private static Outcome message(Trial trial) {
        Outcome provoked = missing(trial);
        Outcome other = wrongType(trial);
        List<Exchange> errors = new ArrayList<>(provoked.evidence());
        errors.addAll(other.evidence());
        errors.removeIf(exchange -> exchange.status() / 100 != 4);
        for (Exchange exchange : errors) {
            if (!Bodies.explains(exchange)) {
                return Outcome.failed("An error has no message", exchange);
            }
        }
        return errors.isEmpty() ? Outcome.skipped("No error was provoked") : Outcome.passed(errors.get(0));
    }
}
