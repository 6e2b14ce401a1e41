package dev.connectorkit.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.swagger.SharedFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ConnectorkitTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KITCHEN = "--class=dev.connectorkit.swagger.KitchenSink";

    private record Run(int code, String out, String err) {}

    private static Run run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                Connectorkit.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return new Run(command.execute(texts), out.toString(), err.toString());
    }

    @Test
    void describe_shows_the_cards_of_the_designer() {
        Run run = run("describe", KITCHEN);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Triggers", "When an order is created", "Actions", "List orders");
    }

    @Test
    void describe_as_json_has_the_answers_of_the_real_designer() throws IOException {
        Path corpus = SharedFiles.get("corpus/canonical.swagger.json");
        JsonNode operations = JSON.readTree(run("describe", "--json", corpus).out());
        assertThat(operations.findValuesAsText("operationId")).contains("WhenAnOrderIsCreated", "WhenOrdersAreCreated");
        JsonNode webhook = operations.get(0);
        for (String field : new String[] {
            "operationId",
            "method",
            "path",
            "trigger",
            "webhook",
            "notificationUrlKeys",
            "visibleInputs",
            "splitOn",
            "outputs",
            "internalOperation"
        }) {
            assertThat(webhook.has(field)).as(field).isTrue();
        }
    }

    @Test
    void check_exits_with_1_for_errors_and_with_0_without(@TempDir Path folder) throws IOException {
        assertThat(run("check", KITCHEN).code()).isZero();
        Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\"swagger\": \"2.0\",\n \"paths\": {}}");
        Run run = run("check", "--no-color", wrong);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains(wrong.toString(), "error", "host");
    }

    @Test
    void mcp_check_counts_tools_and_bytes(@TempDir Path folder) throws IOException {
        Run run = run("mcp", "check", KITCHEN);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("^\\d+ tools, [\\d,]+ bytes")
                .contains("ListOrders")
                .doesNotContain("When");
        StringBuilder paths = new StringBuilder();
        for (int i = 0; i < 129; i++) {
            paths.append(i == 0 ? "" : ",")
                    .append("\"/")
                    .append(i)
                    .append("\": {\"get\": {\"operationId\": \"Get")
                    .append(i)
                    .append("\"}}");
        }
        Path many = Files.writeString(folder.resolve("many.json"), "{\"paths\": {" + paths + "}}");
        assertThat(run("mcp", "check", many).code()).isEqualTo(1);
        assertThat(run("mcp", "check", many).out())
                .contains("129 tools", "has no description", "clients take 128 tools");
    }

    @Test
    void export_adds_the_operation_for_agents(@TempDir Path folder) throws IOException {
        Run run = run("export", KITCHEN, "--mcp", "/mcp", "--to", folder);
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode operation = JSON.readTree(
                        folder.resolve("apiDefinition.swagger.json").toFile())
                .at("/paths/~1mcp/post");
        assertThat(operation.path("x-ms-agentic-protocol").asText()).isEqualTo("mcp-streamable-1.0");
        assertThat(operation.path("parameters").isArray()).isTrue();
        assertThat(run("export", KITCHEN, "--mcp", "mcp", "--to", folder).code())
                .isEqualTo(2);
    }

    @Test
    void check_writes_json_and_sarif(@TempDir Path folder) throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\"swagger\": \"2.0\", \"paths\": {}}");
        JsonNode json = JSON.readTree(run("check", "--format=json", wrong).out());
        assertThat(json.path("findings").findValuesAsText("ruleId")).contains("host");
        JsonNode sarif = JSON.readTree(run("check", "--format=sarif", wrong).out());
        assertThat(sarif.path("version").asText()).isEqualTo("2.1.0");
    }

    @Test
    void check_bears_what_is_suppressed(@TempDir Path folder) throws IOException {
        Path document = folder.resolve("a.json");
        Files.writeString(
                document, "{\"swagger\": \"2.0\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"paths\": {}}");
        long before = JSON.readTree(run("check", "--format=json", document).out())
                .path("findings")
                .size();
        Path suppressions = Files.writeString(
                folder.resolve("s.json"),
                "{\"suppressions\": [{\"rule\": \"host\", \"pointer\": \"\", \"reason\": \"behind a gateway\", \"until\": \""
                        + LocalDate.now(java.time.ZoneOffset.UTC).plusYears(1) + "\"}]}");
        JsonNode after = JSON.readTree(run("check", "--format=json", "--suppressions", suppressions, document)
                .out());
        assertThat(after.path("findings").size()).isLessThan((int) before);
        assertThat(after.path("findings").findValuesAsText("ruleId")).doesNotContain("host");
    }

    @Test
    void diff_finds_what_would_break_flows(@TempDir Path folder) throws IOException {
        String old = "{\"swagger\":\"2.0\",\"paths\":{\"/a\":{\"get\":{\"operationId\":\"A\",\"parameters\":[],"
                + "\"responses\":{\"200\":{\"description\":\"OK\"}}}}}}";
        Path before = Files.writeString(folder.resolve("old.json"), old);
        Path after = Files.writeString(folder.resolve("new.json"), "{\"swagger\":\"2.0\",\"paths\":{}}");
        assertThat(run("diff", before, before).code()).isZero();
        Run run = run("diff", "--no-color", before, after);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("breaking-change");
    }

    @Test
    void diff_names_both_files_in_its_summary_and_the_old_one_where_something_is_gone(@TempDir Path folder)
            throws IOException {
        Path before = Files.writeString(
                folder.resolve("old.json"),
                "{\"swagger\":\"2.0\",\"paths\":{\"/a\":{\"get\":{\"operationId\":\"A\"}}}}");
        Path after = Files.writeString(folder.resolve("new.json"), "{\"swagger\":\"2.0\",\"paths\":{}}");
        assertThat(run("diff", "--no-color", before, after).out())
                .contains(before + ": GET /a", before + " -> " + after + ": 1 error");
        JsonNode report =
                JSON.readTree(run("diff", "--format=json", before, after).out());
        assertThat(report.path("file").asText()).isEqualTo(after.toString());
        assertThat(report.path("previous").asText()).isEqualTo(before.toString());
        assertThat(report.at("/findings/0/file").asText()).isEqualTo(before.toString());
        assertThat(run("check", "--no-color", after).out()).doesNotContain("->");
    }

    @Test
    void diff_exits_with_2_if_either_file_is_no_document(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("good.json"), "{\"swagger\":\"2.0\",\"paths\":{}}");
        for (String text : new String[] {"not JSON", "", "[]", "{\"swagger\":"}) {
            Path bad = Files.writeString(folder.resolve("bad.json"), text);
            assertThat(run("diff", bad, good).code()).as("old: %s", text).isEqualTo(2);
            assertThat(run("diff", good, bad).code()).as("new: %s", text).isEqualTo(2);
            assertThat(run("diff", "--no-color", bad, good).out()).contains(bad + ": document");
        }
        assertThat(run("diff", folder.resolve("none.json"), good).code()).isEqualTo(2);
    }

    @Test
    void export_writes_the_package(@TempDir Path folder) {
        Run run = run("export", KITCHEN, "--base=https://kitchen.example/", "--brand-color=#123456", "--to", folder);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(folder.resolve("apiDefinition.swagger.json")).content().contains("kitchen.example");
        assertThat(folder.resolve("apiProperties.json")).content().contains("#123456");
        assertThat(folder.resolve("icon.png")).isNotEmptyFile();
    }

    @Test
    void export_writes_nothing_of_a_document_with_errors_and_says_why(@TempDir Path folder) throws IOException {
        Path dead = Files.writeString(folder.resolve("dead.json"), """
                {"swagger": "2.0", "info": {"title": "T", "version": "1"}, "host": "a.example", "paths": {"/a": {"get": {
                  "operationId": "A", "summary": "Get a", "description": "Gets a.", "parameters": [],
                  "responses": {"200": {"description": "A.", "schema": {"$ref": "#/definitions/Gone"}}}}}}}""");
        Path three = Files.writeString(folder.resolve("three.json"), "{\"openapi\": \"3.0.0\", \"paths\": {}}");
        Path after = Files.writeString(folder.resolve("after.json"), "{} {}");
        Path deep = Files.writeString(folder.resolve("deep.json"), "[".repeat(2000));
        Run run = run("export", dead, "--to", folder.resolve("out"));
        assertThat(run.code()).isOne();
        assertThat(run.err()).contains("\"#/definitions/Gone\" leads nowhere", "Nothing is written");
        assertThat(run("export", three, "--to", folder.resolve("out")).err())
                .contains("This is an OpenAPI 3.0.0 document");
        assertThat(run("export", after, "--to", folder.resolve("out")).err()).contains("goes on after its end");
        assertThat(run("describe", deep).err()).contains("exceeds a limit", "nesting depth", "at most 1,000 levels");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void export_writes_a_description_always_and_refuses_an_icon_that_is_no_png(@TempDir Path folder)
            throws IOException {
        Path plain = Files.writeString(folder.resolve("plain.json"), """
                {"swagger": "2.0", "info": {"title": "T", "version": "1"}, "host": "a.example", "paths": {"/a": {"get": {
                  "operationId": "A", "summary": "Get a", "description": "Gets a.", "parameters": [],
                  "responses": {"200": {"description": "A."}}}}}}""");
        assertThat(run("export", plain, "--to", folder).code()).isZero();
        assertThat(JSON.readTree(folder.resolve("apiDefinition.swagger.json").toFile())
                        .at("/info/description")
                        .asText())
                .isEqualTo("Connects to T.");
        Path gif = Files.writeString(folder.resolve("icon.gif"), "GIF89a");
        Run run = run("export", plain, "--icon", gif, "--to", folder);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("The icon must be a PNG file.");
    }

    @Test
    void export_adds_a_polling_policy_where_it_is_asked_for(@TempDir Path folder) throws IOException {
        Run run = run(
                "export",
                KITCHEN,
                "--to",
                folder,
                "--poll=ListOrders=@triggerBody()",
                "--poll-query=ListOrders.since=@{1}");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode policies =
                JSON.readTree(folder.resolve("apiProperties.json").toFile()).at("/properties/policyTemplateInstances");
        assertThat(policies.findValuesAsText("templateId")).contains("pollingtrigger");
        assertThat(policies.findValues("x-ms-apimTemplateParameter.triggerConfig")
                        .get(0))
                .hasToString("{\"since\":\"@{1}\"}");
    }

    @Test
    void a_document_may_come_from_a_url() throws IOException {
        byte[] document = "{\"swagger\": \"2.0\", \"paths\": {}}".getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort() + "/swagger.json";
            assertThat(run("check", url).code()).isEqualTo(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void what_cannot_be_read_is_told_in_a_line_and_exits_with_2(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"swagger\": ");
        assertThat(run("check", broken).code()).isEqualTo(2);
        assertThat(run("describe", broken)).satisfies(run -> {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("is not valid JSON: line 1, column").hasLineCount(1);
        });
        assertThat(run("check", folder.resolve("nothing.json")).err())
                .startsWith("There is no ")
                .hasLineCount(1);
        assertThat(run("check", folder).err())
                .contains(" is a folder, not a file")
                .hasLineCount(1);
        Path loop = Files.createSymbolicLink(folder.resolve("loop.json"), folder.resolve("loop.json"));
        assertThat(run("check", loop).err())
                .startsWith("Cannot read " + loop)
                .doesNotContain("Exception")
                .hasLineCount(1);
        assertThat(run("check").err()).startsWith("Give a DOCUMENT").hasLineCount(1);
        assertThat(run("check", "--class=no.such.Class").err()).startsWith("Not on the class path: no.such.Class");
        assertThat(run("check", "--format=xml", broken).err()).contains("--format", "See connectorkit --help.");
        assertThat(run("export", KITCHEN, "--to", folder, "--brand-color=blue").err())
                .contains("#007ee4, but is blue");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/swagger | true",
                "/paths/~1a/get/x-ms-trigger | 1.5",
                "/paths/~1a/get/x-ms-trigger-hint | {}",
                "/paths/~1a/get/x-ms-summary | []",
                "/paths/~1a/get/x-ms-no-generic-test | {}",
                "/paths/~1a/get/x-ms-pageable | true",
                "/paths/~1a/get/x-ms-pageable/nextLinkName | []",
                "/paths/~1a/get/parameters/0/x-ms-dynamic-values | true",
                "/paths/~1a/get/parameters/0/x-ms-dynamic-values/value-path | {}",
                "/paths/~1a/get/parameters/0/x-ms-dynamic-values/value-title | {}",
                "/paths/~1a/get/parameters/0/x-ms-dynamic-list/parameters | true",
                "/paths/~1a/get/parameters/0/x-ms-dynamic-list/parameters/q | ''",
                "/paths/~1a/get/parameters/0/x-ms-dynamic-list/itemValuePath | {}",
                "/paths/~1a/get/parameters/0/x-ms-dynamic-list/itemTitlePath | true",
                "/definitions/A/type | []",
                "/definitions/A/items | []",
                "/definitions/A/x-ms-dynamic-schema | []",
                "/definitions/A/x-ms-dynamic-schema/value-path | 5",
                "/definitions/A/x-ms-dynamic-tree/open | ''",
                "/definitions/A/x-ms-dynamic-tree/browse/itemsPath | {}",
            })
    void a_member_of_an_extension_or_schema_of_a_wrong_type_is_a_finding_of_each_program(
            String pointer, String value, @TempDir Path folder) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode document = json.readTree("""
                {"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"operationId": "A",
                  "x-ms-trigger": "batch", "x-ms-trigger-hint": "h", "x-ms-summary": "s", "x-ms-no-generic-test": true,
                  "x-ms-pageable": {"nextLinkName": "nextLink"}, "parameters": [{"name": "p", "in": "query", "type": "string",
                    "x-ms-dynamic-values": {"operationId": "A", "parameters": {"q": ""}, "value-path": "a", "value-title": "a"},
                    "x-ms-dynamic-list": {"operationId": "A", "parameters": {"q": {"value": ""}}, "itemValuePath": "a",
                      "itemTitlePath": "a"}}], "responses": {"200": {"description": "d"}}}}},
                 "definitions": {"A": {"type": "array", "items": {"type": "string"},
                   "x-ms-dynamic-schema": {"operationId": "A", "value-path": "a"},
                   "x-ms-dynamic-tree": {"open": {"operationId": "A"}, "browse": {"operationId": "A", "itemsPath": "a"}}}}}
                """);
        Path good = Files.writeString(folder.resolve("good.json"), document.toString());
        assertThat(run("check", good).out()).doesNotContain("  structure");
        assertThat(run("describe", good).code()).isZero();
        JsonPointer place = JsonPointer.compile(pointer);
        ((ObjectNode) document.at(place.head()))
                .set(place.last().getMatchingProperty(), json.readTree(value.replace('\'', '"')));
        Path wrong = Files.writeString(folder.resolve("wrong.json"), document.toString());
        for (Run run : new Run[] {
            run("check", wrong),
            run("describe", wrong),
            run("mcp", "check", wrong),
            run("diff", "--no-color", wrong, good),
            run("diff", "--no-color", good, wrong)
        }) {
            assertThat(run.code()).as(run.err()).isOne();
            assertThat(run.out() + run.err()).contains("  structure").doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"info\":[],\"paths\":[]",
                "\"info\":5,\"paths\":{}",
                "\"info\":{\"title\":\"T\",\"contact\":[]},\"host\":[],\"paths\":{}",
                "\"info\":{\"title\":\"T\"},\"securityDefinitions\":[],\"paths\":{}",
                "\"info\":{\"title\":\"T\"},\"definitions\":[5],\"paths\":{}",
                "\"info\":{\"title\":\"T\"},\"paths\":{\"/a\":[]}",
                "\"info\":{\"title\":\"T\"},\"paths\":[]"
            })
    void members_of_wrong_types_are_findings_before_anything_is_written(String members, @TempDir Path folder)
            throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\"swagger\":\"2.0\"," + members + "}");
        Path good = Files.writeString(folder.resolve("good.json"), "{\"swagger\":\"2.0\",\"paths\":{}}");
        Path target = folder.resolve("out");
        for (Run run : new Run[] {
            run("export", wrong, "--to", target),
            run("export", wrong, "--mcp=/mcp", "--to", target),
            run("package", wrong, "--solution", target)
        }) {
            assertThat(run.code()).as(run.err()).isOne();
            assertThat(run.err()).contains("  structure", "Nothing is written").doesNotContain("\tat ");
        }
        for (Run run : new Run[] {
            run("describe", wrong),
            run("describe", "--json", wrong),
            run("mcp", "check", wrong),
            run("diff", "--no-color", wrong, good),
            run("diff", "--no-color", good, wrong)
        }) {
            assertThat(run.code()).as(run.err()).isOne();
            assertThat(run.out() + run.err()).contains("  structure").doesNotContain("\tat ");
        }
        assertThat(run("convert", wrong, "--to", target)).satisfies(run -> {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).doesNotContain("\tat ");
        });
        assertThat(target).doesNotExist();
    }
}
