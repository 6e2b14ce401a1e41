package dev.connectorkit.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tools that are made of a document. */
class McpToolsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode document(String paths, String definitions) throws Exception {
        return JSON.readTree("{'swagger':'2.0','paths':{%s},'definitions':{%s}}"
                .formatted(paths, definitions)
                .replace('\'', '"'));
    }

    private static McpTool only(String paths, String definitions) throws Exception {
        List<McpTool> all = McpTools.of(document(paths, definitions)).all();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void visible_actions_are_tools_and_nothing_else_is() throws Exception {
        JsonNode document =
                document("""
                '/a': {'get': {'operationId': 'List'}, 'delete': {'operationId': 'Remove'}},
                '/b': {'get': {'operationId': 'Poll', 'x-ms-trigger': 'batch'}},
                '/c': {'post': {'operationId': 'Push', 'x-ms-scheduler-trigger': 'push'}},
                '/d': {'get': {'operationId': 'Hidden', 'x-ms-visibility': 'internal'}},
                '/e': {'get': {'operationId': 'Old', 'deprecated': true}},
                '/f': {'post': {'operationId': 'Called', 'parameters': [
                    {'in': 'body', 'name': 'body', 'schema': {'$ref': '#/definitions/Call'}}]}},
                '/mcp': {'post': {'operationId': 'InvokeMCP', 'x-ms-agentic-protocol': 'mcp-streamable-1.0'}},
                '/g': {'get': {'operationId': ''}}
                """, "'Call': {'properties': {'url': {'type': 'string', 'x-ms-notification-url': true}}}");
        assertThat(McpTools.of(document).all()).extracting(McpTool::name).containsExactly("List", "Remove");
    }

    @Test
    void hints_follow_the_method_and_what_the_author_says() throws Exception {
        JsonNode document = document("""
                '/a': {'get': {'operationId': 'Get'}, 'post': {'operationId': 'Post'}, 'put': {'operationId': 'Put'},
                       'delete': {'operationId': 'Delete'}},
                '/b': {'post': {'operationId': 'Search', 'x-ms-safe-operation': true}},
                '/c': {'post': {'operationId': 'Pay', 'x-ms-require-user-confirmation': true}}
                """, "");
        assertThat(McpTools.of(document).all())
                .extracting(tool ->
                        tool.name() + " " + tool.readOnly() + " " + tool.destructive() + " " + tool.idempotent())
                .containsExactly(
                        "Get true false true",
                        "Post false false false",
                        "Put false true true",
                        "Delete false true true",
                        "Search true false false",
                        "Pay false true false");
    }

    @Test
    void names_and_descriptions_for_models_come_first() throws Exception {
        McpTool tool = only(
                "'/a': {'get': {'operationId': 'Get', 'summary': 'Get it', 'description': 'For people.',"
                        + " 'x-ms-name-for-model': 'get it!', 'x-ms-description-for-model': 'For models.'}}",
                "");
        assertThat(tool.name()).isEqualTo("get_it_");
        assertThat(tool.title()).isEqualTo("Get it");
        assertThat(tool.description()).isEqualTo("For models.");
    }

    @Test
    void a_parameter_of_the_operation_replaces_that_of_its_path() throws Exception {
        McpTool tool = only("""
                '/a': {'parameters': [{'in': 'query', 'name': 'size', 'type': 'string'},
                                      {'in': 'query', 'name': 'page', 'type': 'string'}],
                       'get': {'operationId': 'Get', 'parameters': [
                           {'in': 'query', 'name': 'size', 'type': 'integer'}, {'in': 'header', 'name': 'page', 'type': 'boolean'}]}}
                """, "");
        assertThat(tool.inputSchema().path("properties").properties())
                .extracting(each ->
                        each.getKey() + ":" + each.getValue().path("type").asText())
                .containsExactly("page:string", "size:integer", "page_2:boolean");
    }

    @Test
    void two_tools_of_one_name_are_an_error_that_names_both() throws Exception {
        JsonNode document =
                document("'/a': {'get': {'operationId': 'A.b'}}, '/b': {'get': {'operationId': 'A b'}}", "");
        assertThatThrownBy(() -> McpTools.of(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A.b")
                .hasMessageContaining("A b")
                .hasMessageContaining("@Tool");
    }

    @Test
    void an_unknown_operation_cannot_be_chosen() throws Exception {
        McpTools tools = McpTools.of(document("'/a': {'get': {'operationId': 'Get'}}", ""));
        assertThat(tools.only(List.of("Get")).all()).hasSize(1);
        assertThatThrownBy(() -> tools.only(List.of("Got")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no visible action Got; the actions that can be tools are [Get]");
    }

    @Test
    void schemas_have_no_references_and_one_type_at_each_place() throws Exception {
        McpTool tool = only("""
                '/a/{id}': {'post': {'operationId': 'Do', 'parameters': [
                    {'in': 'path', 'name': 'id', 'type': 'string', 'required': true, 'x-ms-summary': 'Id'},
                    {'in': 'query', 'name': '$top', 'type': 'integer', 'format': 'int32', 'minimum': 1},
                    {'in': 'body', 'name': 'body', 'required': true, 'schema': {'$ref': '#/definitions/Order'}}],
                    'responses': {'200': {'schema': {'type': 'array', 'items': {'$ref': '#/definitions/Order'}}}}}}
                """, """
                'Base': {'type': 'object', 'required': ['at'], 'properties': {'at': {'type': 'string', 'format': 'date-time'}}},
                'Order': {'allOf': [{'$ref': '#/definitions/Base'}, {'properties': {
                    'name': {'type': ['string', 'null']}, 'next': {'$ref': '#/definitions/Order'},
                    'secret': {'type': 'string', 'readOnly': true}}}]}
                """);
        JsonNode input = tool.inputSchema();
        assertThat(input.findValue("$ref")).isNull();
        assertThat(input.findValues("type")).allMatch(type -> type.isTextual() || type.isObject());
        assertThat(input.path("properties").properties())
                .extracting(each ->
                        each.getKey() + ":" + each.getValue().path("type").asText())
                .containsExactly("id:string", "_top:integer", "at:string", "name:string", "next:object");
        assertThat(input.at("/properties/id/title").asText()).isEqualTo("Id");
        assertThat(input.at("/properties/at/format").asText()).isEqualTo("date-time");
        assertThat(input.path("required").toString()).isEqualTo("[\"at\",\"id\"]");
        assertThat(input.path("additionalProperties").asBoolean(true)).isFalse();
        JsonNode output = tool.outputSchema();
        assertThat(output).isNotNull();
        assertThat(output.at("/properties/result/type").asText()).isEqualTo("array");
        assertThat(output.findValue("$ref")).isNull();
    }

    @Test
    void a_definition_inside_itself_ends_after_two_levels() throws Exception {
        McpTool tool = only(
                "'/a': {'post': {'operationId': 'Do', 'parameters': [{'in': 'body', 'name': 'tree', 'schema':"
                        + " {'$ref': '#/definitions/Tree'}}]}}",
                "'Tree': {'properties': {'left': {'$ref': '#/definitions/Tree'}, 'right': {'$ref': '#/definitions/Tree'}}}");
        assertThat(tool.inputSchema()
                        .at("/properties/left/properties/right/description")
                        .asText())
                .isEqualTo("Another Tree, with the same properties.");
        assertThat(tool.inputSchema()
                        .at("/properties/left/properties/right/properties")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void a_wide_recursion_stays_small() throws Exception {
        StringBuilder definitions = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            definitions.append(i == 0 ? "" : ",").append("'T").append(i).append("': {'properties': {");
            for (int j = 0; j < 12; j++) {
                definitions.append(j == 0 ? "" : ",").append("'p" + j + "': {'$ref': '#/definitions/T" + j + "'}");
            }
            definitions.append("}}");
        }
        McpTool tool = only(
                "'/a': {'post': {'operationId': 'Do', 'parameters': [{'in': 'body', 'name': 'body', 'schema':"
                        + " {'$ref': '#/definitions/T0'}}]}}",
                definitions.toString());
        assertThat(McpTools.bytes(tool)).isLessThan(200_000);
    }

    @Test
    void a_tool_that_can_take_long_promises_no_output() throws Exception {
        McpTool tool = only(
                "'/a': {'post': {'operationId': 'Do', 'responses': {'200': {'schema': {'type': 'object',"
                        + " 'properties': {'a': {'type': 'string'}}}}, '202': {'description': ''}}}}",
                "");
        assertThat(tool.isLong()).isTrue();
        assertThat(tool.outputSchema()).isNull();
    }
}
