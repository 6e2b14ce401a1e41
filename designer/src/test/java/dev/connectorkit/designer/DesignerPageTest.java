package dev.connectorkit.designer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.swagger.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Compares with what the page of Microsoft's designer saves and shows. */
class DesignerPageTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FIELDS = List.of("node", "parameters", "recurrence", "tokens");
    private static final int TOKENS = 60;
    private static final List<String> WORDS =
            List.of("name", "summary", "description", "x-ms-summary", "typeId", "value");

    /**
     * The page asked for the fields of these bodies and of their answers at the same time, and was recorded in between. Each has a
     * counterpart that differs in names alone, and that was recorded the other way.
     */
    private static final Map<String, String> LOADED_BY_CHANCE = Map.of(
            "FindUserGroups", "FindCompanies",
            "FindContacts", "FindTickets",
            "FindMembers", "FindTicketTaskTemplates",
            "CreateContactNotification", "CreateMemberNotification");

    @Test
    void every_operation_of_the_published_connectors_is_what_the_page_saves_and_shows() throws IOException {
        Path corpus = SharedFiles.get("corpus");
        Map<String, Map<String, JsonNode>> views = new HashMap<>();
        int compared = 0;
        for (JsonNode page : JSON.readTree(corpus.resolve("designer-nodes.json").toFile())) {
            String file = page.get("file").asText();
            if (!views.containsKey(file)) {
                views.put(file, operations(JSON.readTree(corpus.resolve(file).toFile())));
            }
            String id = page.get("operationId").asText();
            if (!LOADED_BY_CHANCE.containsKey(id)) {
                assertSame(
                        file + " " + id,
                        page,
                        Objects.requireNonNull(views.get(file)).get(id));
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(488);
    }

    @Test
    void what_is_left_out_was_recorded_in_two_ways_for_documents_that_differ_in_names_alone() throws IOException {
        Path corpus = SharedFiles.get("corpus");
        Map<String, JsonNode> pages = new HashMap<>();
        JSON.readTree(corpus.resolve("designer-nodes.json").toFile())
                .forEach(page -> pages.put(page.get("operationId").asText(), page));
        LOADED_BY_CHANCE.forEach((one, other) -> {
            JsonNode loaded = Objects.requireNonNull(pages.get(one));
            JsonNode absent = Objects.requireNonNull(pages.get(other));
            assertThat(loaded.at("/node/inputs").has("body")).as(one).isTrue();
            assertThat(absent.at("/node/inputs").has("body")).as(other).isFalse();
            assertThat(shape(corpus, loaded)).as(one).isEqualTo(shape(corpus, absent));
        });
    }

    /** The operation, with each name, label and sentence replaced. */
    private static JsonNode shape(Path corpus, JsonNode page) {
        try {
            JsonNode document =
                    JSON.readTree(corpus.resolve(page.get("file").asText()).toFile());
            String id = page.get("operationId").asText();
            for (JsonNode item : document.get("paths")) {
                for (JsonNode operation : item) {
                    if (operation.path("operationId").asText().equals(id)) {
                        assertThat(item).as("operations beside " + id).hasSize(1);
                        ((ObjectNode) operation).put("operationId", "Name");
                        WORDS.forEach(word -> operation.findParents(word).forEach(node -> {
                            if (node.get(word).isTextual()) {
                                ((ObjectNode) node).put(word, "Name");
                            }
                        }));
                        return operation;
                    }
                }
            }
            throw new AssertionError("no " + id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_dynamic_body_without_answers_is_one_field_if_nothing_has_to_be_entered_before() {
        assertThat(dynamicBody("'static'", "{'type': 'object'}")).containsExactly("body.$ any");
        assertThat(dynamicBody("{'value': 'static'}", "{'type': 'string'}")).containsExactly("body.$ any");
        assertThat(dynamicBody("{'parameter': 'kind'}", "{'type': 'object'}")).isEmpty();
        assertThat(dynamicBody("'static'", "{'type': 'object', 'x-ms-dynamic-schema': {'operationId': 'S'}}"))
                .isEmpty();
    }

    private static List<String> dynamicBody(String argument, String answer) {
        DesignerView view =
                Documents.view("{'/o': {'post': {'operationId': 'O', 'parameters': [{'name': 'kind', 'in': 'query',"
                        + " 'type': 'string', 'required': true}, {'name': 'b', 'in': 'body', 'required': true, 'schema': {'type': 'object',"
                        + " 'x-ms-dynamic-schema': {'operationId': 'S', 'parameters': {'k': " + argument + "}}}}],"
                        + " 'responses': {'200': {'description': 'd', 'schema': " + answer + "}}}},"
                        + " '/s': {'get': {'operationId': 'S', 'parameters': []}}}");
        DesignerOperation operation = view.operation("O").orElseThrow();
        boolean saved = view.workflowNode(operation).path("inputs").has("body");
        List<String> body = view.parameters(operation).stream()
                .filter(input -> input.in().equals("body"))
                .map(input -> input.key() + " " + input.type())
                .toList();
        assertThat(saved).isEqualTo(!body.isEmpty());
        return body;
    }

    @Test
    void every_micro_document_is_what_the_page_saves_and_shows() throws IOException {
        JsonNode pages = JSON.readTree(
                SharedFiles.get("corpus/designer-nodes-micro.json").toFile());
        assertThat(pages).hasSizeGreaterThan(70);
        for (JsonNode page : pages) {
            String id = page.get("name").asText();
            assertSame(id, page, operations(page.get("document")).get(id));
        }
    }

    @Test
    void tokens_are_of_all_levels_with_objects_and_arrays_and_known_names() {
        assertThat(tokens("""
                {'type': 'object', 'required': ['lines'], 'properties': {
                  '2': {'type': 'string'},
                  'x-ms-request-id': {'type': 'string'},
                  'statusCode': {'type': 'integer'},
                  'note': {'type': 'string', 'x-ms-visibility': 'important'},
                  'secret': {'type': 'string', 'x-ms-visibility': 'internal'},
                  'lines': {'type': 'array', 'x-ms-summary': 'Lines', 'items': {'type': 'object', 'properties': {
                    'tags': {'type': 'array', 'items': {'type': 'string'}}}}}}}"""))
                .containsExactly(
                        "body.$.lines.[*] Lines Item object",
                        "body.$.lines Lines array",
                        "body.$ Body object",
                        "body.$.note note string",
                        "body.$.2 2 string",
                        "body.$.x-ms-request-id Request Id string",
                        "body.$.statusCode Status code integer",
                        "body.$.lines.[*].tags Lines tags array",
                        "body.$.lines.[*].tags.[*] Lines Item string");
    }

    @Test
    void a_hybrid_trigger_has_the_inputs_of_both_its_halves_and_shared_ones_once() {
        String path = "{'name': 'a', 'in': 'path', 'type': 'string', 'required': true}";
        DesignerView view = Documents.view("{'/o/{a}': {'get': {'operationId': 'Poll', 'x-ms-trigger': 'batch',"
                + " 'x-ms-notification': {'operationId': 'Subscribe'}, 'parameters': [" + path + "]}},"
                + " '/o/{a}/subs': {'x-ms-notification-content': {'schema': {'type': 'object'}},"
                + " 'post': {'operationId': 'Subscribe', 'parameters': [" + path
                + ", {'name': 'kind', 'in': 'query', 'type': 'string', 'required': true}]}}}");
        assertThat(view.parameters(view.operation("Poll").orElseThrow()))
                .extracting(DesignerInput::key)
                .containsExactly(
                        "inputs.$.fetch.pathTemplate.parameters.a",
                        "inputs.$.fetch.pathTemplate.template",
                        "inputs.$.fetch.method",
                        "inputs.$.subscribe.queries.kind",
                        "inputs.$.subscribe.pathTemplate.template",
                        "inputs.$.subscribe.method");
    }

    @Test
    void the_text_of_a_hybrid_trigger_has_no_inputs_that_the_designer_fills_in_from_the_document() {
        String method = "{'name': 'method', 'in': 'query', 'type': 'string', 'x-ms-visibility': 'internal'}";
        String text = Documents.view("{'/o': {'get': {'operationId': 'Poll', 'x-ms-trigger': 'batch',"
                        + " 'x-ms-notification': {'operationId': 'Subscribe'}, 'parameters': [" + method + "]}},"
                        + " '/subs': {'x-ms-notification-content': {'schema': {'type': 'object'}},"
                        + " 'post': {'operationId': 'Subscribe', 'x-ms-visibility': 'internal'}}}")
                .toText();
        assertThat(text).contains("hidden inputs\n      method  (string)\n").doesNotContain("template");
        assertThat(text.split("method  \\(", -1)).hasSize(2);
    }

    @Test
    void the_page_folds_optional_inputs_without_default_and_has_what_a_list_needs_before_the_list() {
        DesignerView view = Documents.view("{'/o': {'get': {'operationId': 'List', 'parameters': ["
                + "{'name': 'note', 'in': 'query', 'type': 'string'},"
                + "{'name': 'size', 'in': 'query', 'type': 'integer', 'default': 5},"
                + "{'name': 'city', 'in': 'query', 'type': 'string', 'required': true, 'x-ms-dynamic-values':"
                + "  {'operationId': 'Cities', 'parameters': {'land': {'parameter': 'land'}}}},"
                + "{'name': 'land', 'in': 'query', 'type': 'string', 'x-ms-visibility': 'important'}]}}}");
        DesignerOperation operation = view.operation("List").orElseThrow();
        assertThat(view.parameters(operation))
                .extracting(input -> input.name() + (input.folded() ? " folded" : ""))
                .containsExactly("land", "city", "note folded", "size");
        assertThat(view.toText()).contains("Advanced parameters\n      note  (string)\n");
    }

    private static void assertSame(String name, JsonNode page, JsonNode ours) {
        for (String field : FIELDS) {
            if (page.has(field)) {
                assertThat(comparable(field, ours.get(field), page.get(field)))
                        .as(name + " " + field)
                        .isEqualTo(comparable(field, page.get(field), page.get(field)));
            }
        }
    }

    /** The part of a field that was recorded: without the host, of parameters as much as there is, of tokens the first ones. */
    private static JsonNode comparable(String field, JsonNode value, JsonNode recorded) {
        JsonNode copy = value.deepCopy();
        if (copy instanceof ObjectNode node) {
            node.remove("runAfter");
            if (node.get("inputs") instanceof ObjectNode inputs) {
                inputs.remove("host");
            }
        } else if (copy instanceof ArrayNode array) {
            while (field.equals("tokens") && array.size() > TOKENS) {
                array.remove(TOKENS);
            }
            boolean tiers = recorded.findValue("shownAtOnce") != null;
            for (JsonNode each : array) {
                if (each instanceof ObjectNode parameter) {
                    parameter.remove("visibility");
                    parameter.remove(tiers ? List.of() : List.of("shownAtOnce"));
                }
            }
        }
        return copy;
    }

    private static Map<String, JsonNode> operations(JsonNode document) {
        Map<String, JsonNode> operations = new HashMap<>();
        DesignerView.of(document)
                .toJson()
                .forEach(
                        operation -> operations.put(operation.get("operationId").asText(), operation));
        return operations;
    }

    private static List<String> tokens(String schema) {
        return Documents.answering(schema).tokens().stream()
                .map(token -> token.key() + " " + token.title() + " " + token.type())
                .toList();
    }
}
