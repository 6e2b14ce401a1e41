package dev.connectorkit.server;

import static dev.connectorkit.server.DurableApi.PREFIX;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.durable.OrchestrationOptions;
import io.restassured.http.ContentType;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The callers of the management API, and their rights. */
class ManagementKeysTest {

    private final DurableApi api = new DurableApi();

    @AfterEach
    void stop() {
        api.close();
    }

    private Map<String, String> linksOf(String id) {
        return api.request()
                .body("1")
                .post(PREFIX + "/orchestrators/Wait/" + id)
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getMap("$");
    }

    private static String codeIn(String link) {
        return link.substring(link.indexOf("code=") + "code=".length());
    }

    private static int get(String url) {
        return given().urlEncodingEnabled(false).get(url).statusCode();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,   /orchestrators/Echo",
        "POST,   /orchestrators/Echo/a",
        "GET,    /instances",
        "GET,    /instances/a",
        "DELETE, /instances",
        "DELETE, /instances/a",
        "POST,   /instances/a/raiseEvent/E",
        "POST,   /instances/a/terminate",
        "DELETE, /instances/a/terminate",
        "POST,   /instances/a/suspend",
        "POST,   /instances/a/resume",
        "POST,   /instances/a/rewind",
        "POST,   /instances/a/restart"
    })
    void nothing_is_answered_without_a_key(String method, String route) {
        for (String prefix : List.of(PREFIX, "/admin/extensions/DurableTaskExtension")) {
            for (String query : List.of("", "?code=", "?code=wrong", "?code=" + DurableApi.KEY + "x")) {
                HttpResponse<String> answer = TestServer.plain(method, api.url() + prefix + route + query);
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .startsWith(Problem.MEDIA_TYPE);
                assertThat(answer.body()).doesNotContain(DurableApi.KEY);
            }
        }
        assertThat(api.client().status("a")).isEmpty();
    }

    @Test
    void the_key_may_stand_in_a_header() {
        api.anonymous()
                .header("x-functions-key", DurableApi.KEY)
                .get(PREFIX + "/instances")
                .then()
                .statusCode(200);
        api.anonymous()
                .header("x-functions-key", "wrong")
                .get(PREFIX + "/instances")
                .then()
                .statusCode(401);
    }

    @Test
    void links_open_their_instance() {
        Map<String, String> links = linksOf("a");
        assertThat(links.values()).noneMatch(link -> link.contains(DurableApi.KEY));
        assertThat(get(links.get("statusQueryGetUri"))).isEqualTo(202);
        given().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body("1")
                .post(links.get("sendEventPostUri").replace("{eventName}", "Other"))
                .then()
                .statusCode(202);
        for (String link : List.of("suspendPostUri", "resumePostUri", "terminatePostUri")) {
            given().urlEncodingEnabled(false)
                    .post(links.get(link).replace("{text}", "why"))
                    .then()
                    .statusCode(202);
        }
        given().urlEncodingEnabled(false)
                .post(links.get("restartPostUri"))
                .then()
                .statusCode(202);
    }

    @Test
    void links_open_no_other_instance_and_nothing_that_is_for_all() {
        String code = codeIn(linksOf("a").get("statusQueryGetUri"));
        linksOf("b");
        api.anonymous()
                .queryParam("code", code)
                .get(PREFIX + "/instances/a")
                .then()
                .statusCode(202);
        for (String route : List.of("/instances/b", "/instances/a%20", "/instances/A", "/instances", "/instances/")) {
            assertThat(get(api.url() + PREFIX + route + "?code=" + code))
                    .as(route)
                    .isEqualTo(401);
        }
        api.anonymous()
                .queryParam("code", code)
                .post(PREFIX + "/instances/b/terminate")
                .then()
                .statusCode(401);
        api.anonymous()
                .queryParam("code", code)
                .post(PREFIX + "/orchestrators/Echo")
                .then()
                .statusCode(401);
        api.anonymous()
                .queryParam("code", code)
                .post(PREFIX + "/orchestrators/Echo/a")
                .then()
                .statusCode(401);
        api.anonymous()
                .queryParam("code", code)
                .delete(PREFIX + "/instances?createdTimeFrom=2020-01-01")
                .then()
                .statusCode(401);
    }

    @Test
    void a_link_that_was_changed_opens_nothing() {
        String link = linksOf("a").get("statusQueryGetUri");
        String code = codeIn(link);
        char other = code.charAt(5) == 'A' ? 'B' : 'A';
        assertThat(get(link.replace(code, code.substring(0, 5) + other + code.substring(6))))
                .isEqualTo(401);
        assertThat(get(link.replace(code, code.substring(1)))).isEqualTo(401);
        assertThat(get(link.replace(code, ""))).isEqualTo(401);
    }

    @Test
    void a_link_of_another_task_hub_opens_nothing() {
        String code = codeIn(linksOf("a").get("statusQueryGetUri"));
        try (DurableApi other = new DurableApi(options -> options.taskHub("Other"))) {
            other.anonymous()
                    .queryParam("code", code)
                    .get(PREFIX + "/instances/a")
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    void links_may_carry_the_system_key() {
        try (DurableApi old = new DurableApi(OrchestrationOptions.Builder::systemKeyInLinks)) {
            String link =
                    old.request().body("1").post(PREFIX + "/orchestrators/Wait").path("statusQueryGetUri");
            assertThat(codeIn(link)).isEqualTo(DurableApi.KEY);
        }
    }

    @Test
    void links_name_task_hub_and_connection_and_only_this_hub_is_there() {
        try (DurableApi named =
                new DurableApi(options -> options.taskHub("Orders").connection("My Storage"))) {
            String link = named.request()
                    .body("1")
                    .post(PREFIX + "/orchestrators/Wait")
                    .path("statusQueryGetUri");
            assertThat(link).contains("?taskHub=Orders&connection=My%20Storage&code=");
            assertThat(get(link)).isEqualTo(202);
            assertThat(get(link.replace("Orders", "orders").replace("My%20Storage", "Any")))
                    .isEqualTo(202);
            given().get(link.replace("Orders", "Others"))
                    .then()
                    .statusCode(404)
                    .contentType(Problem.MEDIA_TYPE)
                    .body("detail", equalTo("There is no task hub Others here."));
        }
    }

    @Test
    void an_id_with_signs_of_its_own_has_links_that_work() {
        String id = "a b%c+d&e=f;g";
        String link = api.request()
                .post(PREFIX + "/orchestrators/Wait/{id}", id)
                .then()
                .statusCode(202)
                .extract()
                .path("statusQueryGetUri");
        assertThat(get(link)).isEqualTo(202);
        api.request().get(PREFIX + "/instances/{id}", id).then().statusCode(202).body("instanceId", equalTo(id));
    }

    @Test
    void links_begin_with_the_public_url() {
        try (DurableApi behind = new DurableApi(
                builder -> builder.publicUrl(URI.create("https://example.com/connector")), options -> {})) {
            String link = behind.request()
                    .header("Host", "evil.example")
                    .body("1")
                    .post(PREFIX + "/orchestrators/Wait")
                    .path("statusQueryGetUri");
            assertThat(link).startsWith("https://example.com/connector" + PREFIX + "/instances/");
            behind.request()
                    .get(link.replace("https://example.com/connector", behind.url()))
                    .then()
                    .statusCode(202)
                    .header("Location", containsString("https://example.com/connector/runtime/"));
        }
    }

    @Test
    void the_system_key_is_made_once_and_kept(@TempDir Path folder) throws Exception {
        String link;
        try (ConnectorServer first = server(folder)) {
            String key = Files.readString(folder.resolve("system.key")).trim();
            assertThat(key).matches("[\\w-]{43}");
            link = given().post(first.url() + "runtime/webhooks/durabletask/orchestrators/Echo?code=" + key)
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("statusQueryGetUri");
            link = link.replace(":" + first.port() + "/", ":PORT/");
        }
        try (ConnectorServer second = server(folder)) {
            assertThat(get(link.replace(":PORT/", ":" + second.port() + "/"))).isIn(200, 202);
        }
    }

    private static ConnectorServer server(Path folder) {
        Orchestrations all = Orchestrations.create().register("Echo", Object.class, Object.class, (ctx, in) -> in);
        return ConnectorServer.builder()
                .host("localhost")
                .dataDir(folder)
                .orchestrations(all, options -> options.managementApi())
                .start();
    }

    @Test
    void a_system_key_that_could_be_guessed_is_refused() {
        assertThatThrownBy(() -> OrchestrationOptions.builder().systemKey("short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 16 characters")
                .hasMessageNotContaining("short");
    }
}
