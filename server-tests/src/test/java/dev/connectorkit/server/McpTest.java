package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.annotations.OperationTraits;
import dev.connectorkit.annotations.Tool;
import dev.connectorkit.annotations.Visibility;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.swagger.InvalidConnectorException;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents call the actions of a connector through its own filters, limits and credentials. */
class McpTest {

    private static final String KEY = "a-key-0123456789abcdef";
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestServer server = TestServer.with(builder -> builder.mcp(), new Notes());

    @AfterEach
    void stop() {
        server.close();
    }

    public record Note(@NotNull String text, @Max(9) int stars) {}

    public record Saved(String id, String text, String caller, String link) {}

    @Path("notes")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public static final class Notes {

        @POST
        @Operation(summary = "Save a note", description = "This operation saves a note.")
        @OperationTraits(confirm = true)
        public Saved saveNote(
                @Valid @NotNull Note note,
                @QueryParam("id") String id,
                @HeaderParam("X-Tone") String tone,
                @Context SecurityContext caller,
                @Context UriInfo uri) {
            String name = caller.getUserPrincipal() == null
                    ? "nobody"
                    : caller.getUserPrincipal().getName();
            return new Saved(id, note.text() + tone, name, uri.getBaseUri().toString());
        }

        @GET
        @Path("{id}")
        @Operation(summary = "Get a note", description = "This operation gets a note.")
        @Tool(name = "read_note", description = "Reads one note; call it before you answer about notes.")
        public CompletionStage<List<String>> getNote(@PathParam("id") String id) {
            return CompletableFuture.supplyAsync(() -> List.of(id));
        }

        @DELETE
        @Path("{id}")
        @Operation(summary = "Delete a note", description = "This operation deletes a note.")
        public void deleteNote(@PathParam("id") String id) {
            if (id.equals("gone")) {
                throw new ProblemException(404, "There is no note gone.");
            }
            if (id.startsWith("busy")) {
                throw ProblemException.builder(429)
                        .detail("Too many.")
                        .header("Retry-After", id.substring("busy".length()))
                        .build();
            }
            if (id.equals("broken")) {
                throw new IllegalStateException("secret");
            }
        }

        @GET
        @Path("secret")
        @Operation(summary = "Get all", description = "This operation gets all.")
        @Visibility(Visibility.Level.INTERNAL)
        public String all() {
            return "";
        }
    }

    private Response post(String body) {
        return server.request().contentType(ContentType.JSON).body(body).post("/mcp");
    }

    private Response call(String name, String arguments) {
        return post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + name
                + "\",\"arguments\":" + arguments + "}}");
    }

    @Test
    void visible_actions_are_listed() throws Exception {
        Response list = post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
        list.then()
                .statusCode(200)
                .body("result.tools.name", contains("SaveNote", "read_note", "DeleteNote"))
                .body("result.tools[0].annotations.destructiveHint", equalTo(true))
                .body("result.tools[1].description", containsString("before you answer"));
        JsonNode input = JSON.readTree(list.asString()).at("/result/tools/0/inputSchema");
        assertThat(input.path("properties").properties())
                .extracting(each ->
                        each.getKey() + " " + each.getValue().path("type").asText())
                .containsExactlyInAnyOrder("id string", "X-Tone string", "text string", "stars integer");
        server.get("/swagger.json").then().body("paths.'/notes/{id}'.get.'x-ms-name-for-model'", equalTo("read_note"));
    }

    @Test
    void a_call_reaches_the_method_with_its_arguments() {
        call("SaveNote", "{\"id\":\"7\",\"X-Tone\":\"!\",\"text\":\"Hällo\",\"stars\":3}")
                .then()
                .body("result.structuredContent.id", equalTo("7"))
                .body("result.structuredContent.text", equalTo("Hällo!"))
                .body("result.structuredContent.caller", equalTo("nobody"))
                .body("result.structuredContent.link", equalTo(server.url() + "/"));
        call("read_note", "{\"id\":\"a b/c?d\"}").then().body("result.structuredContent.result", hasItem("a b/c?d"));
        call("DeleteNote", "{\"id\":\"1\"}").then().body("result.content[0].text", equalTo("Done."));
    }

    @Test
    void the_own_validation_answers_and_names_the_field() {
        call("SaveNote", "{\"stars\":10}")
                .then()
                .statusCode(200)
                .body("result.isError", equalTo(true))
                .body("result.content[0].text", containsString("- stars: "))
                .body("result.content[0].text", containsString("- text: "));
        call("SaveNote", "{\"text\":\"x\",\"stars\":\"many\"}")
                .then()
                .body("result.isError", equalTo(true))
                .body("result.content[0].text", containsString("stars"));
        call("DeleteNote", "{\"id\":\"gone\"}")
                .then()
                .body("result.isError", equalTo(true))
                .body("result.content[0].text", equalTo("HTTP 404 Not Found: There is no note gone."));
        String failed =
                call("DeleteNote", "{\"id\":\"broken\"}").then().extract().path("result.content[0].text");
        assertThat(failed).startsWith("HTTP 500").contains("Log id: ").doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"90|90", "'Sat, 21 Nov 2026 03:45:30 GMT'|90", "'Thu, 01 Jan 2015 00:00:00 GMT'|0"})
    void the_time_until_the_next_try_reaches_the_agent_in_seconds(String header, int seconds) {
        call("DeleteNote", "{\"id\":\"busy" + header + "\"}")
                .then()
                .body("result.isError", equalTo(true))
                .body("result.content[0].text", endsWith("Try again in " + seconds + " seconds."));
    }

    @Test
    void a_profile_of_the_document_has_the_operation_for_agents() {
        server.get("/swagger.json?profile=agents")
                .then()
                .statusCode(200)
                .body("paths.'/mcp'.post.'x-ms-agentic-protocol'", equalTo("mcp-streamable-1.0"))
                .body("paths.'/mcp'.post.parameters", equalTo(List.of()))
                .body("paths.'/notes'.post.operationId", equalTo("SaveNote"));
        server.get("/swagger.json").then().body("paths.'/mcp'", equalTo(null));
        server.close();
        server = TestServer.with(new Notes());
        server.get("/swagger.json?profile=agents").then().statusCode(400);
    }

    @Test
    void there_is_no_stream_to_open() {
        server.get("/mcp").then().statusCode(405);
        server.request().delete("/mcp").then().statusCode(405);
        server.request()
                .contentType(ContentType.TEXT)
                .body("{}")
                .post("/mcp")
                .then()
                .statusCode(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost.evil.example", "https://127.0.0.1.evil"})
    void pages_of_strangers_are_refused(String origin) {
        server.request()
                .header("Origin", origin)
                .contentType(ContentType.JSON)
                .body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                .post("/mcp")
                .then()
                .statusCode(403);
    }

    @Test
    void pages_of_this_machine_must_ask_for_this_machine() {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        server.request()
                .header("Origin", "http://localhost:3000")
                .contentType(ContentType.JSON)
                .body(ping)
                .post("/mcp")
                .then()
                .statusCode(200);
        server.request()
                .header("Origin", "http://localhost:3000")
                .header("Host", "rebound.example")
                .contentType(ContentType.JSON)
                .body(ping)
                .post("/mcp")
                .then()
                .statusCode(403);
    }

    @Test
    void the_callers_key_counts_for_the_call() {
        server.close();
        server = TestServer.with(
                builder -> builder.mcp().authentication(Authentication.apiKey("X-API-Key", KEY)), new Notes());
        call("SaveNote", "{\"text\":\"x\"}").then().statusCode(401);
        server.request()
                .header("X-API-Key", KEY)
                .contentType(ContentType.JSON)
                .body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"SaveNote\","
                        + "\"arguments\":{\"text\":\"x\"}}}")
                .post("/mcp")
                .then()
                .statusCode(200)
                .body("result.structuredContent.caller", equalTo("api-key"));
        server.get("/.well-known/oauth-protected-resource").then().statusCode(404);
    }

    @Test
    void clients_find_who_issues_tokens() {
        server.close();
        server = TestServer.with(
                builder -> builder.mcp()
                        .title("Notes")
                        .authentication(Authentication.entraId("11111111-2222-3333-4444-555555555555", "api://notes")),
                new Notes());
        String metadata = server.url() + "/.well-known/oauth-protected-resource";
        call("SaveNote", "{}")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("resource_metadata=\"" + metadata + "\""));
        for (String path : List.of("", "/mcp")) {
            server.get("/.well-known/oauth-protected-resource" + path)
                    .then()
                    .statusCode(200)
                    .body("resource", equalTo(server.url() + "/mcp"))
                    .body(
                            "authorization_servers",
                            contains("https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0"))
                    .body("scopes_supported", contains("api://notes/.default"));
        }
        server.get("/.well-known/oauth-protected-resource/other").then().statusCode(404);
    }

    @Test
    void the_start_fails_for_an_operation_that_is_no_action() {
        assertThatThrownBy(() ->
                        TestServer.with(builder -> builder.mcp(mcp -> mcp.only("SaveNote", "All")), new Notes()))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("There is no visible action All");
    }

    @Test
    void only_the_chosen_actions_are_tools_at_the_chosen_path() {
        server.close();
        server = TestServer.with(
                builder -> builder.mcp(mcp -> mcp.path("/agents/notes").only("SaveNote")), new Notes());
        server.request()
                .contentType(ContentType.JSON)
                .body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                .post("/agents/notes")
                .then()
                .body("result.tools.name", contains("SaveNote"));
        post("{}").then().statusCode(404);
    }
}
