package dev.connectorkit.workbench.conformance;

import static dev.connectorkit.workbench.conformance.ConformanceRule.error;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.document.Value;
import dev.connectorkit.test.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Rules for the calls that designers make for choices and fields. */
final class DynamicRules {

    private static final int DEPTH = 30;

    private DynamicRules() {}

    static Family family() {
        return new Family(operation -> !operation.internal())
                .rule(
                        error("DYN-01", "Dynamic values are a list whose items have the value and the title"),
                        each("x-ms-dynamic-values", DynamicRules::values))
                .rule(
                        error("DYN-02", "A dynamic schema is an object schema with properties and without references"),
                        each("x-ms-dynamic-schema", DynamicRules::schema));
    }

    private static Function<Trial, Outcome> each(String extension, BiFunction<DynamicCall, Exchange, Outcome> check) {
        return trial -> {
            List<Value> found = new ArrayList<>();
            find(trial.written().value(), extension, found, 0);
            Outcome outcome = Outcome.skipped("The operation has no " + extension);
            for (Value written : found) {
                DynamicCall call = new DynamicCall(written);
                if (written.text("operationId").isEmpty()) {
                    continue; // a file picker, which has operations of its own
                }
                Exchange exchange = call.send(trial.engine(), trial.inputs());
                outcome = exchange.status() == 200
                        ? check.apply(call, exchange)
                        : Outcome.failed(
                                "The call for " + extension + " is answered with " + exchange.status(), exchange);
                if (outcome.status() == Status.FAILED) {
                    return outcome;
                }
            }
            return outcome;
        };
    }

    private static void find(Value start, String extension, List<Value> found, int depth) {
        Value place = start.resolve();
        if (depth > DEPTH) {
            return;
        }
        if (place.has(extension)) {
            found.add(place.get(extension));
        }
        place.children().stream()
                .filter(child -> child.node().isContainerNode() && !child.key().startsWith("x-"))
                .forEach(child -> find(child, extension, found, depth + 1));
    }

    private static Outcome values(DynamicCall call, Exchange exchange) {
        JsonNode list = call.collection(exchange);
        if (!list.isArray()) {
            return Outcome.failed("There is no list at '" + call.extension().text("value-collection") + "'", exchange);
        }
        for (JsonNode item : list) {
            if (!call.value(item).isValueNode() || !call.title(item).isValueNode()) {
                return Outcome.failed("An item lacks its value or its title: " + item, exchange);
            }
        }
        return Outcome.passed(exchange);
    }

    private static Outcome schema(DynamicCall call, Exchange exchange) {
        JsonNode schema = call.value(exchange.response().orElseThrow().json());
        if (!schema.path("type").asText().equals("object")
                || !schema.path("properties").isObject()) {
            return Outcome.failed("The schema is not an object with properties", exchange);
        }
        return Outcome.require(
                schema.findValues("$ref").isEmpty(),
                "The schema has references, which designers do not follow",
                exchange);
    }
}
