package dev.connectorkit.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both generations of the protocol, against a connector of canned answers. */
class McpServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DOCUMENT = """
            {"paths": {
              "/items/{id}": {"get": {"operationId": "Get", "parameters": [
                  {"in": "path", "name": "id", "type": "string", "required": true},
                  {"in": "query", "name": "tag", "type": "array", "items": {"type": "string"}, "collectionFormat": "multi"},
                  {"in": "query", "name": "top", "type": "integer"},
                  {"in": "query", "name": "least", "type": "number"},
                  {"in": "query", "name": "all", "type": "boolean"},
                  {"in": "query", "name": "days", "type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
                  {"in": "query", "name": "day", "type": "string", "format": "date"},
                  {"in": "header", "name": "X-Mode", "type": "string"}],
                  "responses": {"200": {"schema": {"type": "array", "items": {"type": "string"}}}}}},
              "/cakes": {"post": {"operationId": "Bake", "parameters": [
                  {"in": "body", "name": "body", "required": true, "schema": {"type": "object", "properties": {
                      "layers": {"type": "integer"}, "kind": {"type": "string", "default": "x", "x-ms-visibility": "internal"}}}}],
                  "responses": {"200": {"schema": {"type": "object"}}, "202": {}}}}}}
            """;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final List<ToolRequest> sent = new ArrayList<>();
    private final Deque<ToolResponse> answers = new ArrayDeque<>();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    private McpServer server(Duration followFor) throws Exception {
        return McpServer.builder(McpTools.of(JSON.readTree(DOCUMENT)), scheduler)
                .name("Items")
                .version("2.0")
                .instructions("Be brief.")
                .followFor(followFor)
                .build();
    }

    private McpResponse post(Map<String, String> headers, String body) throws Exception {
        return server(Duration.ZERO)
                .handle(new McpRequest(headers, body.getBytes(StandardCharsets.UTF_8)), request -> {
                    sent.add(request);
                    ToolResponse answer = answers.size() > 1 ? answers.poll() : answers.peek();
                    return answer == null
                            ? CompletableFuture.failedFuture(new IllegalStateException("no answer"))
                            : CompletableFuture.completedFuture(answer);
                })
                .toCompletableFuture()
                .get();
    }

    private JsonNode old(String method, String params) throws Exception {
        McpResponse response = post(
                Map.of("MCP-Protocol-Version", "2025-11-25"),
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}");
        JsonNode body = response.body();
        assertThat(body).isNotNull();
        assertThat(body.path("id").asInt()).isEqualTo(7);
        assertThat(response.status()).isEqualTo(200);
        return body;
    }

    private McpResponse stateless(String method, String name, String params, String capabilities) throws Exception {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("mcp-protocol-version", "2026-07-28");
        headers.put("mcp-method", method);
        if (!name.isEmpty()) {
            headers.put("mcp-name", name);
        }
        String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":" + capabilities + "}";
        return post(
                headers,
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"" + method + "\",\"params\":{"
                        + (params.isEmpty() ? "" : params + ",") + meta + "}}");
    }

    private static ToolResponse json(int status, String body) {
        return new ToolResponse(status, "application/json", null, -1, body.getBytes(StandardCharsets.UTF_8));
    }

    private static ToolResponse accepted(String location) {
        return new ToolResponse(
                202,
                "application/json",
                location,
                3,
                "{\"percent\":40,\"message\":\"in the oven\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static final String TASKS = "{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";

    @ParameterizedTest
    @CsvSource({"2025-11-25,2025-11-25", "2025-03-26,2025-03-26", "2024-11-05,2024-11-05", "1999-01-01,2025-11-25"})
    void initialize_agrees_on_a_revision(String asked, String agreed) throws Exception {
        JsonNode result = old(
                        "initialize",
                        "{\"protocolVersion\":\"" + asked + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\"}}")
                .path("result");
        assertThat(result.path("protocolVersion").asText()).isEqualTo(agreed);
        assertThat(result.path("serverInfo").toString()).isEqualTo("{\"name\":\"Items\",\"version\":\"2.0\"}");
        assertThat(result.path("capabilities").toString()).isEqualTo("{\"tools\":{}}");
        assertThat(result.path("instructions").asText()).isEqualTo("Be brief.");
    }

    @Test
    void a_call_becomes_the_request_of_the_action() throws Exception {
        answers.add(json(200, "[\"x\",\"y\"]"));
        JsonNode result = old(
                        "tools/call",
                        "{\"name\":\"Get\",\"arguments\":{\"id\":\"a/b ü\",\"tag\":[\"1\",\"2&\"],"
                                + "\"day\":{\"$kind\":\"date\",\"value\":\"2026-01-02\"},\"X-Mode\":\"fast\"}}")
                .path("result");
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).target()).isEqualTo("items/a%2Fb%20%C3%BC?tag=1&tag=2%26&day=2026-01-02");
        assertThat(sent.get(0).headers()).containsEntry("X-Mode", "fast");
        assertThat(result.path("structuredContent").toString()).isEqualTo("{\"result\":[\"x\",\"y\"]}");
        assertThat(result.at("/content/0/text").asText()).isEqualTo("{\"result\":[\"x\",\"y\"]}");
    }

    @Test
    void hidden_properties_are_sent_with_their_default() throws Exception {
        answers.add(json(200, "{\"a\":null,\"b\":1}"));
        JsonNode result = old("tools/call", "{\"name\":\"Bake\",\"arguments\":{\"layers\":2}}")
                .path("result");
        assertThat(new String(sent.get(0).body(), StandardCharsets.UTF_8)).isEqualTo("{\"layers\":2,\"kind\":\"x\"}");
        assertThat(result.path("structuredContent").toString()).isEqualTo("{\"b\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"Get\"}|The argument id is missing.",
                "{\"name\":\"Get\",\"arguments\":{\"id\":\"\"}}|The argument id must not be empty, . or ..",
                "{\"name\":\"Get\",\"arguments\":{\"id\":\"..\"}}|The argument id must not be empty, . or ..",
                "{\"name\":\"Get\",\"arguments\":{\"id\":[\".\"]}}|The argument id must be of the type string, but is of the type array.",
                "{\"name\":\"Get\",\"arguments\":{\"id\":7}}|The argument id must be of the type string, but is of the type number.",
                "{\"name\":\"Get\",\"arguments\":{\"id\":{\"a\":1}}}|The argument id must be of the type string, but is of the type object.",
                "{\"name\":\"Get\",\"arguments\":{\"id\":\"1\",\"top\":\"7\"}}|The argument top must be of the type integer, but is of the type string.",
                "{\"name\":\"Get\",\"arguments\":{\"id\":\"1\",\"top\":7.5}}|The argument top must be of the type integer, but is of the type number.",
                "{\"name\":\"Get\",\"arguments\":{\"id\":\"1\",\"least\":true}}|The argument least must be of the type number, but is of the type boolean.",
                "{\"name\":\"Get\",\"arguments\":{\"id\":\"1\",\"all\":\"true\"}}|The argument all must be of the type boolean, but is of the type string.",
                "{\"name\":\"Get\",\"arguments\":{\"id\":\"1\",\"tag\":\"a\"}}|The argument tag must be of the type array, but is of the type string.",
                "{\"name\":\"Get\",\"arguments\":{\"id\":\"1\",\"tag\":[\"a\",null]}}|The argument tag[1] must be of the type string, but is of the type null.",
                "{\"name\":\"Get\",\"arguments\":{\"id\":\"1\",\"days\":[[1],[2,\"3\"]]}}|The argument days[1][1] must be of the type integer, but is of the type string.",
                "{\"name\":\"Get\",\"arguments\":{\"id\":\"1\",\"X-Mode\":[\"a\"]}}|The argument X-Mode must be of the type string, but is of the type array.",
                "{\"name\":\"Get\",\"arguments\":{\"ID\":\"1\"}}|There is no argument ID; this tool takes [id, tag, top, least, all, days, day, X-Mode]",
                "{\"name\":\"Bake\",\"arguments\":{\"kind\":\"y\"}}|There is no argument kind; this tool takes [layers]"
            })
    void arguments_of_which_no_request_can_be_made_are_results_that_say_so(String params, String message)
            throws Exception {
        JsonNode result = old("tools/call", params).path("result");
        assertThat(sent).isEmpty();
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asText()).isEqualTo(message);
    }

    @Test
    void arguments_of_the_type_of_their_place_are_sent() throws Exception {
        answers.add(json(200, "[]"));
        old(
                "tools/call",
                "{\"name\":\"Get\",\"arguments\":{\"id\":\"1\",\"top\":7,\"least\":7,\"all\":false,\"tag\":[],\"day\":null}}");
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).target()).isEqualTo("items/1?top=7&least=7&all=false");
    }

    @Test
    void a_problem_names_its_fields() throws Exception {
        answers.add(
                json(
                        400,
                        "{\"title\":\"Bad Request\",\"detail\":\"layers must be 1 to 9.\",\"errors\":[{\"field\":\"layers\",\"message\":\"must be 1 to 9\"}]}"));
        JsonNode result = old("tools/call", "{\"name\":\"Bake\",\"arguments\":{\"layers\":99}}")
                .path("result");
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.has("structuredContent")).isFalse();
        assertThat(result.at("/content/0/text").asText())
                .isEqualTo("HTTP 400 Bad Request: layers must be 1 to 9.\n- layers: must be 1 to 9");
    }

    @Test
    void a_long_action_of_an_old_client_is_checked_by_a_tool() throws Exception {
        answers.add(accepted("operations/1-x"));
        JsonNode pending = old("tools/call", "{\"name\":\"Bake\",\"arguments\":{\"layers\":2}}")
                .path("result");
        String operation = pending.at("/structuredContent/operation").asText();
        assertThat(pending.at("/content/0/text").asText()).contains("CheckOperation", operation, "40 %: in the oven");
        answers.clear();
        answers.add(json(200, "{\"cake\":true}"));
        JsonNode result = old(
                        "tools/call",
                        "{\"name\":\"CheckOperation\",\"arguments\":{\"operation\":\"" + operation + "\"}}")
                .path("result");
        assertThat(sent.get(1).method() + " " + sent.get(1).target()).isEqualTo("GET operations/1-x");
        assertThat(result.path("structuredContent").toString()).isEqualTo("{\"cake\":true}");
    }

    @Test
    void a_long_action_is_followed_inside_the_call() throws Exception {
        answers.add(accepted("operations/1-x"));
        answers.add(accepted("operations/1-x"));
        answers.add(json(200, "{\"cake\":true}"));
        McpResponse response = server(Duration.ofSeconds(60))
                .handle(
                        new McpRequest(
                                Map.of(),
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"Bake\"}}"
                                        .getBytes(StandardCharsets.UTF_8)),
                        request -> CompletableFuture.completedFuture(answers.poll()))
                .toCompletableFuture()
                .get();
        assertThat(response.body()).isNotNull();
        assertThat(response.body().at("/result/structuredContent/cake").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_status_that_cannot_be_requested_ends_the_call_with_an_error(boolean thrown) throws Exception {
        IllegalStateException failure = new IllegalStateException("no status");
        McpResponse response = server(Duration.ofSeconds(60))
                .handle(
                        new McpRequest(
                                Map.of(),
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"Bake\"}}"
                                        .getBytes(StandardCharsets.UTF_8)),
                        request -> {
                            if (request.method().equals("POST")) {
                                return CompletableFuture.completedFuture(accepted("operations/1-x"));
                            }
                            if (thrown) {
                                throw failure;
                            }
                            return CompletableFuture.failedFuture(failure);
                        })
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThat(body(response).at("/error/code").asInt()).isEqualTo(-32603);
    }

    @Test
    void a_time_to_follow_must_not_be_negative() {
        assertThatThrownBy(() -> server(Duration.ofMillis(-1)))
                .hasMessage("followFor must not be negative, but is PT-0.001S");
    }

    @Test
    void a_long_action_of_a_new_client_is_a_task() throws Exception {
        answers.add(accepted("operations/1-x"));
        JsonNode task = body(stateless("tools/call", "Bake", "\"name\":\"Bake\"", TASKS))
                .path("result");
        String id = task.path("taskId").asText();
        assertThat(task.path("resultType").asText()).isEqualTo("task");
        assertThat(task.path("status").asText()).isEqualTo("working");
        assertThat(task.path("statusMessage").asText()).isEqualTo("40 %: in the oven");
        assertThat(task.path("pollIntervalMs").asInt()).isEqualTo(3000);
        assertThat(task.has("ttlMs")).isTrue();

        JsonNode working = body(stateless("tasks/get", id, "\"taskId\":\"" + id + "\"", TASKS))
                .path("result");
        assertThat(working.path("status").asText()).isEqualTo("working");
        assertThat(working.path("resultType").asText()).isEqualTo("complete");

        answers.clear();
        answers.add(json(200, "{\"cake\":true}"));
        JsonNode done = body(stateless("tasks/get", id, "\"taskId\":\"" + id + "\"", TASKS))
                .path("result");
        assertThat(done.path("status").asText()).isEqualTo("completed");
        assertThat(done.at("/result/structuredContent/cake").asBoolean()).isTrue();
        assertThat(done.path("createdAt")).isEqualTo(task.path("createdAt"));

        answers.clear();
        answers.add(new ToolResponse(204, "", null, -1, new byte[0]));
        assertThat(body(stateless("tasks/cancel", id, "\"taskId\":\"" + id + "\"", TASKS))
                        .at("/result/resultType")
                        .asText())
                .isEqualTo("complete");
        assertThat(sent.get(sent.size() - 1).method()).isEqualTo("DELETE");
    }

    @ParameterizedTest
    @CsvSource({
        "200,0",
        "202,0",
        "204,0",
        "410,0",
        "302,-32603",
        "401,-32603",
        "404,-32602",
        "405,-32603",
        "409,-32603",
        "503,-32603"
    })
    void a_task_is_cancelled_only_if_the_connector_says_so(int status, int code) throws Exception {
        answers.add(accepted("operations/1-x"));
        String id = body(stateless("tools/call", "Bake", "\"name\":\"Bake\"", TASKS))
                .at("/result/taskId")
                .asText();
        answers.clear();
        answers.add(json(status, "{\"title\":\"Later\",\"detail\":\"It is being written.\"}"));
        JsonNode answer = body(stateless("tasks/cancel", id, "\"taskId\":\"" + id + "\"", TASKS));
        assertThat(answer.at("/error/code").asInt()).isEqualTo(code);
        assertThat(answer.has("result")).isEqualTo(code == 0);
        if (code == -32603) {
            assertThat(answer.at("/error/message").asText())
                    .isEqualTo("The task was not cancelled. HTTP " + status + " Later: It is being written.");
        }
    }

    @Test
    void a_new_client_without_tasks_gets_the_tool() throws Exception {
        answers.add(accepted("operations/1-x"));
        JsonNode result =
                body(stateless("tools/call", "Bake", "\"name\":\"Bake\"", "{}")).path("result");
        assertThat(result.path("resultType").asText()).isEqualTo("complete");
        assertThat(result.at("/structuredContent/operation").asText()).isNotEmpty();
        McpResponse refused = stateless("tasks/get", "x", "\"taskId\":\"x\"", "{}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(body(refused).at("/error/code").asInt()).isEqualTo(-32021);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "MTIzcC8vZXZpbA", "MTIzcGh0dHA6Ly9ldmls", "MTJwLi4vYWRtaW4", "é", "MTIzcGEgYg"})
    void a_forged_task_is_unknown_and_sends_nothing(String id) throws Exception {
        String header = id.equals("é") ? "=?base64?w6k=?=" : id;
        JsonNode answer =
                body(stateless("tasks/get", header.isEmpty() ? " " : header, "\"taskId\":\"" + id + "\"", TASKS));
        assertThat(answer.at("/error/code").asInt()).isIn(-32602, -32020);
        assertThat(sent).isEmpty();
    }

    @Test
    void discover_names_revisions_and_capabilities() throws Exception {
        JsonNode result = body(stateless("server/discover", "", "", "{}")).path("result");
        assertThat(result.at("/supportedVersions/0").asText()).isEqualTo("2026-07-28");
        assertThat(result.at("/capabilities/extensions").toString())
                .isEqualTo("{\"io.modelcontextprotocol/tasks\":{}}");
        assertThat(result.path("ttlMs").asLong()).isPositive();
        assertThat(result.path("cacheScope").asText()).isEqualTo("public");
        assertThat(result.path("_meta")
                        .path("io.modelcontextprotocol/serverInfo")
                        .path("name")
                        .asText())
                .isEqualTo("Items");
        JsonNode list = body(stateless("tools/list", "", "", "{}")).path("result");
        assertThat(list.path("cacheScope").asText()).isEqualTo("public");
        assertThat(list.path("tools")).hasSize(3);
    }

    @Test
    void removed_methods_are_not_found_for_new_clients() throws Exception {
        for (String method : List.of("initialize", "ping", "logging/setLevel", "resources/list", "tasks/list")) {
            McpResponse response = stateless(method, "", "", TASKS);
            assertThat(response.status()).as(method).isEqualTo(404);
            assertThat(body(response).at("/error/code").asInt()).isEqualTo(-32601);
            assertThat(body(response).path("id").asText()).isEqualTo("a");
        }
        assertThat(old("ping", "{}").path("result").isEmpty()).isTrue();
    }

    @Test
    void headers_that_differ_from_the_body_are_refused() throws Exception {
        assertThat(body(stateless("tools/call", "Bake", "\"name\":\"Get\"", "{}"))
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32020);
        assertThat(body(stateless("tools/call", "", "\"name\":\"Get\"", "{}"))
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32020);
        McpResponse unknown = post(
                Map.of("MCP-Protocol-Version", "2099-01-01"),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(body(unknown).at("/error/data/requested").asText()).isEqualTo("2099-01-01");
    }

    @Test
    void batches_are_for_the_revisions_that_have_them() throws Exception {
        String batch =
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"},"
                        + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"initialize\"},3]";
        JsonNode answers = body(post(Map.of("MCP-Protocol-Version", "2025-03-26"), batch));
        assertThat(answers).hasSize(3);
        assertThat(answers.at("/0/result").isEmpty()).isTrue();
        assertThat(answers.at("/1/error/code").asInt()).isEqualTo(-32600);
        assertThat(answers.at("/2/error/code").asInt()).isEqualTo(-32600);
        assertThat(post(Map.of("MCP-Protocol-Version", "2025-11-25"), batch).status())
                .isEqualTo(400);
        assertThat(post(Map.of(), "[]").status()).isEqualTo(400);
        assertThat(post(Map.of(), "[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}]")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void notifications_and_responses_are_accepted() throws Exception {
        for (String body : List.of(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}")) {
            McpResponse response = post(Map.of(), body);
            assertThat(response.status()).isEqualTo(202);
            assertThat(response.body()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|-32700",
                "{|-32700",
                "{\"a\":1}{}|-32700",
                "{\"a\":1,\"a\":2}|-32700",
                "null|-32600",
                "1|-32600",
                "\"x\"|-32600",
                "{}|-32600",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}|-32600",
                "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"ping\"}|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1}|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":1}|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\"}|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}|-32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nope\"}|-32601",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}|-32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"}}|-32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}|-32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"Nope\"}}|-32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"Get\",\"arguments\":[]}}|-32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"Bake\"}}|-32603"
            })
    void every_mistake_gets_its_error(String body, int code) throws Exception {
        assertThat(body(post(Map.of(), body)).at("/error/code").asInt()).isEqualTo(code);
    }

    @Test
    void deep_json_and_bytes_that_are_no_text_are_refused() throws Exception {
        String deep = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":" + "[".repeat(5000)
                + "]".repeat(5000) + "}}";
        assertThat(body(post(Map.of(), deep)).at("/error/code").asInt()).isEqualTo(-32700);
        McpResponse response = server(Duration.ZERO)
                .handle(
                        new McpRequest(Map.of(), new byte[] {'"', (byte) 0xC3, '"'}),
                        request -> CompletableFuture.failedFuture(new AssertionError()))
                .toCompletableFuture()
                .get();
        assertThat(body(response).at("/error/code").asInt()).isEqualTo(-32700);
    }

    /** Changes one to three bytes of good messages, from a fixed seed. */
    @Test
    void a_damaged_message_always_gets_an_answer_of_the_protocol() throws Exception {
        answers.add(json(200, "{}"));
        List<String> good = List.of(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"Get\",\"arguments\":{\"id\":\"1\",\"tag\":[\"a\"]}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}}}");
        String characters = "{}[]\",:0x\u00e9\\ \ud83d\ude00-";
        Random random = new Random(16);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder(good.get(i % good.size()));
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                int at = random.nextInt(text.length());
                char changed = characters.charAt(random.nextInt(characters.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, changed);
                    case 1 -> text.insert(at, changed);
                    default -> text.deleteCharAt(at);
                }
            }
            McpResponse response =
                    post(i % 2 == 0 ? Map.of() : Map.of("MCP-Protocol-Version", "2026-07-28"), text.toString());
            assertThat(response.status()).as(text.toString()).isIn(200, 202, 400, 404);
            if (response.body() != null) {
                assertThat(response.body().path("error").path("code").asInt())
                        .as(text.toString())
                        .isNotEqualTo(-32603);
            }
        }
    }

    private static JsonNode body(McpResponse response) {
        assertThat(response.body()).isNotNull();
        return response.body();
    }
}
