package dev.connectorkit.checker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.designer.document.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody writes, it is reported on. */
class MutationTest {

    private static final int MUTATIONS = "large".equals(System.getProperty("mutations")) ? 400 : 120;

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "17",
            "-0.5",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[null]",
            "[[{}]]",
            "{\"$ref\":\"#/definitions/Order\"}",
            "{\"$ref\":\"#/\"}",
            "{\"$ref\":\"#/%zz/~9\"}",
            "{\"$ref\":{\"$ref\":1}}",
            "{\"type\":\"object\",\"properties\":[1]}",
            "{\"type\":\"array\",\"items\":[{}]}",
            "{\"name\":7,\"in\":\"body\",\"schema\":[]}",
            "{\"operationId\":\"GetOrder\"}");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_mutated_document_never_makes_the_checker_throw(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            JsonNode document = Cases.read("base.json");
            JsonNode previous = Cases.read("base.json");
            JsonNode properties = Cases.read("properties.json");
            for (int j = random.nextInt(6); j >= 0; j--) {
                mutate(document, random);
                mutate(previous, random);
                mutate(properties, random);
            }
            Report report = Checker.builder()
                    .profiles(CheckProfile.DESIGNER, CheckProfile.CERTIFICATION)
                    .previous(Cases.source(previous))
                    .properties(Cases.source(properties))
                    .build()
                    .check(Cases.source(document));
            assertThat(report.exitCode()).isLessThan(2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void a_mutated_text_never_makes_the_checker_throw(long seed) {
        Random random = new Random(seed);
        String clean = Cases.clean().toPrettyString();
        String signs = "{}[]\",:/*\\\n0tfn\u0000\uFFFD\uD800";
        for (int i = 0; i < MUTATIONS; i++) {
            StringBuilder text = new StringBuilder(clean);
            for (int j = random.nextInt(4); j >= 0; j--) {
                text.setCharAt(random.nextInt(text.length()), signs.charAt(random.nextInt(signs.length())));
            }
            text.setLength(random.nextBoolean() ? text.length() : random.nextInt(text.length()));
            Report report = Checker.builder().build().check(new Source("a.json", text.toString()));
            assertThat(report.toText(false) + report.toJson() + report.toSarif())
                    .isNotEmpty();
        }
    }

    @Test
    @Timeout(300)
    void schemas_that_multiply_or_lie_deep_are_checked_in_time() {
        ObjectNode document = Cases.clean();
        ObjectNode definitions = (ObjectNode) document.path("definitions");
        for (int i = 0; i < 1000; i++) {
            ObjectNode properties =
                    definitions.putObject("D" + i).put("type", "object").putObject("properties");
            for (String side : List.of("left", "right")) {
                properties
                        .putObject(side)
                        .put("$ref", "#/definitions/D" + (side.equals("left") ? i + 1 : i * 7 + 1) % 3000);
            }
        }
        ((ObjectNode) definitions.path("Subscription").path("properties"))
                .putObject("d")
                .put("$ref", "#/definitions/D0");
        ((ObjectNode) definitions.path("Order").path("properties"))
                .putObject("d")
                .put("$ref", "#/definitions/D0");
        Report report =
                Checker.builder().previous(Cases.source(document)).build().check(Cases.source(document));
        assertThat(report.findings()).extracting(Finding::ruleId).contains("schemas-512");
    }

    private static void mutate(JsonNode document, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(document, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        JsonNode value = random.nextInt(4) == 0
                ? containers.get(random.nextInt(containers.size())).deepCopy()
                : Cases.json(VALUES.get(random.nextInt(VALUES.size())));
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(5) == 0) {
                object.set(names.get(random.nextInt(names.size())) + "x", object.remove(name));
            } else {
                object.set(name, value);
            }
        } else if (container instanceof ArrayNode array) {
            array.insert(random.nextInt(array.size() + 1), value);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }
}
