package dev.connectorkit.designer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.swagger.SharedFiles;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values that a designer saves for inputs. */
class SavedValuesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode node(String path, String parameter) throws IOException {
        return inputs(JSON.readTree("""
                {"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {"%s": {"post": {
                  "operationId": "Do", "summary": "Do", "parameters": [%s],
                  "responses": {"200": {"description": "OK"}}}}}}
                """.formatted(path, parameter)));
    }

    private static JsonNode inputs(JsonNode document) {
        DesignerView view = DesignerView.of(document);
        return view.workflowNode(view.operation("Do").orElseThrow()).path("inputs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "absent", textBlock = """
            "type": "string", "required": true                                        | "<q>"
            "type": "string"                                                          | absent
            "type": "string", "default": 7                                            | "7"
            "type": "integer", "default": "12"                                        | 12
            "type": "number", "default": "1.5"                                        | 1.5
            "type": "boolean", "default": "false"                                     | false
            "type": "integer", "default": "many"                                      | "many"
            "type": "string", "default": null                                         | "null"
            "type": "integer", "default": null                                        | null
            "type": "string", "required": true, "format": "byte"                      | "@base64('<q>')"
            "type": "string", "required": true, "x-ms-url-encoding": "single"         | "@{encodeURIComponent('<q>')}"
            "type": "string", "required": true, "x-ms-url-encoding": "double"         | "@{encodeURIComponent(encodeURIComponent('<q>'))}"
            "type": "string", "x-ms-url-encoding": "single"                           | ""
            "type": "string", "required": true, "x-ms-visibility": "internal"         | ""
            "type": "string", "default": "a", "x-ms-visibility": "internal"           | "a"
            "type": "string", "x-ms-visibility": "internal"                           | absent
            """)
    void a_query_parameter(String parameter, String saved) throws IOException {
        JsonNode value = node("/a", "{\"name\": \"q\", \"in\": \"query\", " + parameter + "}")
                .path("queries")
                .path("q");
        if (saved == null) {
            assertThat(value.isMissingNode()).isTrue();
        } else {
            assertThat(value).isEqualTo(JSON.readTree(saved));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "type": "string"                                    | /a/@{encodeURIComponent('<q>')}/b
            "type": "string", "x-ms-url-encoding": "double"     | /a/@{encodeURIComponent(encodeURIComponent('<q>'))}/b
            "type": "string", "default": "all"                  | /a/all/b
            "type": "integer", "default": 5                     | /a/5/b
            "type": "integer", "default": 0                     | /a//b
            """)
    void a_path_parameter(String parameter, String saved) throws IOException {
        JsonNode inputs =
                node("/a/{q}/b", "{\"name\": \"q\", \"in\": \"path\", \"required\": true, " + parameter + "}");
        assertThat(inputs.path("path").asText()).isEqualTo(saved);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "absent", textBlock = """
            "type": "string", "format": "byte"                                               | "@base64('<b>')"
            "type": "object", "x-ms-visibility": "internal"                                  | absent
            "type": "object", "x-ms-dynamic-schema": {"operationId": "S", "parameters": {"k": {"parameter": "k"}}} | absent
            "type": "object", "properties": {"o": {"type": "object", "properties": {"k": {"type": "string", "default": "x", "x-ms-visibility": "internal"}}}} | {"o": {"k": "x"}}
            "type": "object", "properties": {"u": {"type": "string", "x-ms-notification-url": true, "default": "x"}} | {"u": "x"}
            "type": "object", "properties": {"u": {"type": "string", "x-ms-notification-url": true, "x-ms-url-encoding": "single"}} | {"u": "@{encodeURIComponent(listCallbackUrl())}"}
            """)
    void a_body(String schema, String saved) throws IOException {
        String hidden = schema.contains("\"type\": \"object\", \"x-ms-visibility\"")
                ? ", \"x-ms-visibility\": \"internal\""
                : "";
        JsonNode body = node(
                        "/a",
                        "{\"name\": \"b\", \"in\": \"body\", \"required\": true, \"schema\": {" + schema + "}" + hidden
                                + "}")
                .path("body");
        if (saved == null) {
            assertThat(body.isMissingNode()).isTrue();
        } else {
            assertThat(body).isEqualTo(JSON.readTree(saved));
        }
    }

    /** Two of a hundred differ by the time in which the page loaded a schema. */
    @Test
    void the_nodes_of_the_designers_page_are_saved() throws IOException {
        int equal = 0;
        JsonNode cases = JSON.readTree(
                SharedFiles.get("corpus/designer-nodes-micro.json").toFile());
        for (JsonNode one : cases) {
            assertThat(saved(one.get("document"), one.get("name").asText()))
                    .as(one.get("name").asText())
                    .isEqualTo(one.get("node"));
        }
        JsonNode published =
                JSON.readTree(SharedFiles.get("corpus/designer-nodes.json").toFile());
        for (JsonNode one : published) {
            JsonNode document = JSON.readTree(
                    SharedFiles.get("corpus").resolve(one.get("file").asText()).toFile());
            equal += saved(document, one.get("operationId").asText()).equals(one.get("node")) ? 1 : 0;
        }
        assertThat(equal).isGreaterThanOrEqualTo(published.size() * 98 / 100);
    }

    private static JsonNode saved(JsonNode document, String operationId) {
        DesignerView view = DesignerView.of(document);
        ObjectNode node = view.workflowNode(view.operation(operationId).orElseThrow());
        node.remove("runAfter");
        node.withObjectProperty("inputs").remove("host");
        return node;
    }
}
