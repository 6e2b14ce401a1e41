package dev.connectorkit.designer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.connectorkit.swagger.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class BrokenDocumentTest {

    /** More mutations than a build has the time for. */
    private static final boolean LARGE = "large".equals(System.getProperty("mutations"));

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Duration SOON = Duration.ofMinutes(2);

    @Test
    void whateverIsNoDocumentHasAnEmptyView() {
        for (JsonNode nothing : List.of(
                NODES.missingNode(),
                NODES.nullNode(),
                NODES.numberNode(1),
                NODES.textNode("x"),
                NODES.arrayNode(),
                NODES.objectNode())) {
            assertThat(DesignerView.of(nothing).operations()).isEmpty();
            assertThat(DesignerView.of(nothing).toJson()).isEmpty();
        }
    }

    @Test
    void noMutationOfAPublishedDocumentMakesItThrow() throws IOException {
        List<Path> files = new ArrayList<>(List.of(SharedFiles.get("corpus/canonical.swagger.json")));
        try (Stream<Path> all = Files.walk(SharedFiles.get("corpus/connectors"))) {
            all.filter(file -> file.endsWith("apiDefinition.swagger.json"))
                    .sorted()
                    .forEach(files::add);
        }
        for (Path file : files) {
            JsonNode document = new ObjectMapper().readTree(file.toFile());
            for (int seed = 0; seed < (LARGE ? 60 : 10); seed++) {
                mutateAndRead(document, seed);
            }
        }
    }

    @Test
    void noMutationOfASmallDocumentMakesItThrow() {
        JsonNode document = Documents.json("""
                {'paths': {'/x/{p}': {'parameters': [{'$ref': '#/parameters/p'}],
                   'x-ms-notification-content': {'schema': {'$ref': '#/definitions/a'}},
                   'post': {'operationId': 'A', 'x-ms-trigger': 'batch', 'x-ms-notification': {'operationId': 'B'}, 'parameters': [
                     {'name': 'b', 'in': 'body', 'required': true, 'schema': {'$ref': '#/definitions/a'}},
                     {'name': 'f', 'in': 'formData', 'type': 'file', 'default': {'a': [1]}},
                     {'name': 'q', 'in': 'query', 'type': 'string', 'enum': ['a', 1, null], 'x-ms-enum-values': [{'value': 'a'}],
                      'x-ms-dynamic-values': {'operationId': 'B', 'parameters': {'x': {'parameter': 'y'}}}}],
                     'responses': {'200': {'schema': {'$ref': '#/definitions/a'}, 'headers': {'H': {'type': 'string'}}}}}},
                  '/y': {'get': {'operationId': 'B', 'x-ms-trigger': 'batch', 'x-ms-notification': {'operationId': 'A'},
                     'responses': {'default': {'schema': {'type': 'array', 'items': {'$ref': '#/definitions/a'}}}}}}},
                 'parameters': {'p': {'name': 'p', 'in': 'path', 'type': 'string', 'required': true}},
                 'definitions': {'a': {'type': 'object', 'title': 'T', 'required': ['v'], 'properties': {
                     'v': {'type': ['array', 'object'], 'items': {'$ref': '#/definitions/a'}, 'properties': {'w': {'type': 'string'}}},
                     'u': {'type': 'string', 'x-ms-notification-url': true}}}}}""");
        for (int seed = 0; seed < (LARGE ? 15_000 : 1500); seed++) {
            mutateAndRead(document, seed);
        }
    }

    @Test
    void aSchemaThatRefersToItselfInACircleIsCutShort() {
        assertThat(Documents.answering("{'$ref': '#/paths/~1orders/get/responses/200/schema'}")
                        .outputs())
                .extracting(DesignerOutput::key)
                .containsExactly("body.$");
    }

    @Test
    void aDocumentOfTenThousandLevelsIsReadDownToSomeLevel() {
        ObjectNode schema = NODES.objectNode();
        ObjectNode inner = schema;
        ArrayNode value = NODES.arrayNode();
        ArrayNode innerValue = value;
        for (int level = 0; level < 10_000; level++) {
            inner = inner.put("type", "object").putObject("properties").putObject("p");
            innerValue = innerValue.addArray();
        }
        schema.set("default", value);
        assertThatCode(() -> read(DesignerView.of(operation(schema)))).doesNotThrowAnyException();
    }

    @Test
    void definitionsThatReferToEachOtherTwiceDoNotGrowWithoutEnd() {
        ObjectNode document = operation(reference("d0"));
        ObjectNode definitions = document.putObject("definitions");
        for (int i = 0; i < 90; i++) {
            ObjectNode properties =
                    definitions.putObject("d" + i).put("type", "object").putObject("properties");
            properties.set("left", reference("d" + (i + 1)));
            properties.set("right", reference("d" + (i + 1)));
        }
        for (int i = 0; i < 5000; i++) {
            ((ObjectNode) document.get("paths")).putObject("/" + i).set("post", document.at("/paths/~1x/post"));
        }
        long start = System.nanoTime();
        read(DesignerView.of(document));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }

    private static ObjectNode operation(JsonNode schema) {
        ObjectNode document = NODES.objectNode();
        ObjectNode operation = document.putObject("paths").putObject("/x").putObject("post");
        operation.put("x-ms-trigger", "batch");
        operation
                .putArray("parameters")
                .addObject()
                .put("name", "b")
                .put("in", "body")
                .set("schema", schema);
        operation.putObject("responses").putObject("200").set("schema", schema);
        return document;
    }

    private static ObjectNode reference(String definition) {
        return NODES.objectNode().put("$ref", "#/definitions/" + definition);
    }

    private static void mutateAndRead(JsonNode document, long seed) {
        Random random = new Random(seed);
        JsonNode broken = document.deepCopy();
        List<JsonNode> containers = new ArrayList<>();
        collect(broken, containers);
        long mutations = 1 + seed % 3 * containers.size() / 20; // every third document has but one flaw
        for (long i = 0; i < mutations; i++) {
            replaceChild(containers.get(random.nextInt(containers.size())), containers, random);
        }
        assertThatCode(() -> read(DesignerView.of(broken))).as("seed " + seed).doesNotThrowAnyException();
    }

    private static void replaceChild(JsonNode parent, List<JsonNode> containers, Random random) {
        if (parent.isEmpty()) {
            return;
        }
        int index = random.nextInt(parent.size());
        if (parent instanceof ArrayNode array) {
            array.set(index, replacement(containers, random));
        } else if (parent instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            object.set(names.get(index), replacement(containers, random));
        }
    }

    private static JsonNode replacement(List<JsonNode> containers, Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> NullNode.getInstance();
            case 1 -> NODES.numberNode(random.nextInt());
            case 2 -> NODES.arrayNode().add(1).addNull().add("array").add(NODES.objectNode());
            case 3 -> TextNode.valueOf(random.nextBoolean() ? "" : "object");
            case 4 -> NODES.booleanNode(random.nextBoolean());
            case 5 ->
                NODES.objectNode()
                        .put(
                                "$ref",
                                List.of("#", "#/", "#/paths", "other.json", "#/definitions/a/properties/v")
                                        .get(random.nextInt(5)));
            case 6 -> NODES.objectNode().put("$ref", 1);
            case 7 -> NODES.arrayNode();
            default -> containers.get(random.nextInt(containers.size())).deepCopy();
        };
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static void read(DesignerView view) {
        assertThat(view.toJson()).hasSize(view.operations().size());
        assertThat(view.toText()).isNotNull();
        for (DesignerOperation operation : view.operations()) {
            assertThat(view.workflowNode(operation).get("type").asText()).startsWith("ApiConnection");
        }
    }
}
