package dev.connectorkit.server;

import static dev.connectorkit.server.DurableApi.PREFIX;
import static dev.connectorkit.server.EventServer.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.StartOptions;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of one instance: their status codes, headers and bodies. */
class OrchestrationHttpTest {

    private static DurableApi api;

    @BeforeAll
    static void start() {
        api = new DurableApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @AfterEach
    void breakAgain() {
        api.fragile.set(true);
    }

    private ValidatableResponse start(String path, String body) {
        return api.request()
                .contentType(ContentType.JSON)
                .body(body)
                .post(PREFIX + "/orchestrators/" + path)
                .then();
    }

    private ValidatableResponse status(String id) {
        return api.request().get(PREFIX + "/instances/" + id).then();
    }

    private ValidatableResponse post(String id, String operation) {
        return api.request().post(PREFIX + "/instances/" + id + "/" + operation).then();
    }

    @Test
    void a_start_is_accepted_and_says_where_to_look_and_what_to_do() {
        Response answer = start("Wait", "1").statusCode(202).extract().response();
        String id = answer.path("id");
        String instance = api.url() + PREFIX + "/instances/" + id;
        String query = "taskHub=DurableFunctionsHub&connection=Storage&code=";

        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(answer.header("Retry-After")).isEqualTo("10");
        assertThat(answer.header("Location")).isEqualTo(answer.path("statusQueryGetUri"));
        assertThat(answer.<String>path("statusQueryGetUri")).startsWith(instance + "?" + query);
        assertThat(answer.<String>path("sendEventPostUri")).startsWith(instance + "/raiseEvent/{eventName}?" + query);
        assertThat(answer.<String>path("terminatePostUri")).startsWith(instance + "/terminate?reason={text}&" + query);
        assertThat(answer.<String>path("suspendPostUri")).startsWith(instance + "/suspend?reason={text}&" + query);
        assertThat(answer.<String>path("resumePostUri")).startsWith(instance + "/resume?reason={text}&" + query);
        assertThat(answer.<String>path("restartPostUri")).startsWith(instance + "/restart?" + query);
        assertThat(answer.<String>path("purgeHistoryDeleteUri")).startsWith(instance + "?" + query);
        answer.then().body("$", not(hasKey("rewindPostUri")));
    }

    @Test
    void a_start_may_choose_the_id() {
        start("Wait/order-7", "1").statusCode(202).body("id", equalTo("order-7"));
        status("order-7").statusCode(202);
    }

    @Test
    void a_start_needs_no_body_and_no_content_type() throws Exception {
        String id = api.request()
                .post(PREFIX + "/orchestrators/Echo")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        api.awaitEnd(id);
        status(id).statusCode(200).body("input", nullValue()).body("output", nullValue());
    }

    @Test
    void an_id_that_is_running_cannot_be_started_again_and_one_that_has_ended_can() throws Exception {
        start("Wait/a", "1").statusCode(202);
        start("Wait/a", "1").statusCode(409).contentType(Problem.MEDIA_TYPE).body("detail", containsString("a"));

        api.ended("Echo", "1", StartOptions.withId("b"));
        start("Wait/b", "1").statusCode(202);
    }

    @Test
    void a_start_that_cannot_be_is_a_clients_mistake() {
        start("Nobody", "1")
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("detail", containsString("Echo"))
                .body("errors.field", contains("functionName"));
        start("Echo/@a", "1").statusCode(400).contentType(Problem.MEDIA_TYPE).body("detail", containsString("@"));
        start("Echo", "{\"a\":")
                .statusCode(400)
                .body("detail", containsString("line 1"))
                .body("errors.field", contains("body"));
        start("Echo", "1 2").statusCode(400).body("detail", containsString("one value"));
        api.request()
                .contentType(ContentType.JSON)
                .body(new byte[] {'"', (byte) 0xC3, '"'})
                .post(PREFIX + "/orchestrators/Echo")
                .then()
                .statusCode(400)
                .body("detail", containsString("UTF-8"));
        api.request().get(PREFIX + "/orchestrators/Echo").then().statusCode(405).contentType(Problem.MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2e", "%2E%2e", "..", "%40entity", "a%5Cb", "a%3fb"})
    void an_id_that_cannot_stand_in_a_path_is_refused_by_its_name(String escaped) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(api.url() + PREFIX + "/orchestrators/Echo/" + escaped + "?code=" + DurableApi.KEY))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"instanceId\"").contains("must not be . or ..");
    }

    @Test
    void a_running_instance_is_a_202_that_says_where_to_look_again() throws Exception {
        String id = api.started("Wait", "{\"b\" : 1.10, \"a\":12345678901234567890}");
        Response answer = status(id).extract().response();

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.header("Location"))
                .isEqualTo(api.url() + PREFIX + "/instances/" + id + "?code=" + DurableApi.KEY);
        assertThat(answer.asString())
                .isEqualTo("{\"name\":\"Wait\",\"instanceId\":\"" + id + "\",\"runtimeStatus\":\"Running\","
                        + "\"input\":{\"b\" : 1.10, \"a\":12345678901234567890},\"customStatus\":\"waiting\",\"output\":null,"
                        + "\"createdTime\":\"2026-11-21T03:44:00Z\",\"lastUpdatedTime\":\"2026-11-21T03:44:00Z\"}");
    }

    @Test
    void a_pending_instance_is_a_202_without_history() {
        String id =
                api.client().start("Echo", 1, StartOptions.NONE.at(api.now.get().plus(Duration.ofDays(1))));
        status(id).statusCode(202).body("runtimeStatus", equalTo("Pending"));
        api.request()
                .queryParam("showHistory", true)
                .get(PREFIX + "/instances/" + id)
                .then()
                .statusCode(202)
                .body("historyEvents.size()", equalTo(0));
    }

    @Test
    void a_completed_instance_is_a_200_with_its_output() throws Exception {
        status(api.ended("Greet", "\"Tokyo\""))
                .statusCode(200)
                .header("Location", nullValue())
                .contentType(ContentType.JSON)
                .body("runtimeStatus", equalTo("Completed"))
                .body("input", equalTo("Tokyo"))
                .body("output", equalTo("Hello Tokyo!"))
                .body("customStatus", nullValue())
                .body("$", not(hasKey("historyEvents")));
    }

    @Test
    void a_failed_or_terminated_instance_is_a_400_with_its_status() throws Exception {
        status(api.ended("Fragile", "\"x\""))
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("status", equalTo(400))
                .body("title", equalTo("Bad Request"))
                .body("runtimeStatus", equalTo("Failed"))
                .body("input", equalTo("x"))
                .body("output", containsString("it broke"));

        String id = api.started("Wait", "1");
        api.client().terminate(id, "enough");
        api.awaitEnd(id);
        status(id).statusCode(400).body("runtimeStatus", equalTo("Terminated")).body("output", equalTo("enough"));
    }

    @Test
    void a_failure_is_a_500_for_who_asks_for_that() throws Exception {
        String failed = api.ended("Fragile", "\"x\"");
        api.request()
                .queryParam("returnInternalServerErrorOnFailure", true)
                .get(PREFIX + "/instances/" + failed)
                .then()
                .statusCode(500)
                .contentType(Problem.MEDIA_TYPE)
                .body("runtimeStatus", equalTo("Failed"));
        String completed = api.ended("Echo", "1");
        api.request()
                .queryParam("returnInternalServerErrorOnFailure", true)
                .get(PREFIX + "/instances/" + completed)
                .then()
                .statusCode(200);
    }

    @Test
    void a_failure_may_be_a_200_as_in_later_versions() throws Exception {
        try (DurableApi later = new DurableApi(options -> options.statusOfFailedInstance(200))) {
            String id = later.ended("Fragile", "\"x\"");
            later.request()
                    .get(PREFIX + "/instances/" + id)
                    .then()
                    .statusCode(200)
                    .contentType(ContentType.JSON)
                    .body("runtimeStatus", equalTo("Failed"));
            later.request()
                    .queryParam("returnInternalServerErrorOnFailure", true)
                    .get(PREFIX + "/instances/" + id)
                    .then()
                    .statusCode(500);
        }
    }

    @Test
    void the_input_is_left_out_for_who_does_not_want_it_and_unknown_parameters_are_ignored() throws Exception {
        String id = api.ended("Echo", "\"x\"");
        api.request()
                .queryParam("showInput", false)
                .queryParam("showNothing", true)
                .get(PREFIX + "/instances/" + id)
                .then()
                .statusCode(200)
                .body("input", nullValue())
                .body("output", equalTo("x"));
    }

    @Test
    void an_event_reaches_the_instance_to_the_letter() throws Exception {
        String id = api.started("Wait", "1");
        String payload = "{ \"b\":1.50,\"a\" : [\"\\u00e4\"] }";
        api.request()
                .contentType("application/json; charset=utf-8")
                .body(payload)
                .post(PREFIX + "/instances/" + id + "/raiseEvent/Go")
                .then()
                .statusCode(202)
                .header("Content-Length", "0");
        api.awaitEnd(id);
        assertThat(api.request()
                        .queryParam("showHistory", true)
                        .get(PREFIX + "/instances/" + id)
                        .asString())
                .contains("\"Input\":" + payload);
    }

    @Test
    void an_event_may_have_no_payload_and_any_name() throws Exception {
        String id = api.started("Wait", "1");
        api.request()
                .contentType(ContentType.JSON)
                .post(PREFIX + "/instances/{id}/raiseEvent/{name}", id, "승인 1")
                .then()
                .statusCode(202);
        soon().untilAsserted(() -> api.request()
                .queryParam("showHistory", true)
                .get(PREFIX + "/instances/" + id)
                .then()
                .body("historyEvents[-1].Name", equalTo("승인 1")));
    }

    @Test
    void an_event_that_is_not_json_is_a_400() throws Exception {
        String id = api.started("Wait", "1");
        String route = PREFIX + "/instances/" + id + "/raiseEvent/Go";
        api.request()
                .contentType(ContentType.TEXT)
                .body("1")
                .post(route)
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("detail", equalTo("Only application/json request content is supported."));
        api.request().post(route).then().statusCode(400);
        api.request().contentType(ContentType.JSON).body("{").post(route).then().statusCode(400);
        assertThat(api.client().status(id).orElseThrow().runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raiseEvent/Go", "terminate", "suspend", "resume", "rewind"})
    void nothing_can_be_done_to_an_instance_that_is_not_known_or_has_ended(String operation) throws Exception {
        post("nobody", operation)
                .statusCode(404)
                .contentType(Problem.MEDIA_TYPE)
                .body("detail", equalTo("There is no instance nobody."));
        post(api.ended("Echo", "1"), operation).statusCode(410).contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void an_unknown_instance_is_a_404_for_the_others_too() {
        status("nobody").statusCode(404).contentType(Problem.MEDIA_TYPE);
        api.request().delete(PREFIX + "/instances/nobody").then().statusCode(404);
        api.request().delete(PREFIX + "/instances/nobody/terminate").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"POST, terminate", "DELETE, terminate", "POST, TERMINATE"})
    void an_instance_is_terminated_with_a_reason(String method, String operation) throws Exception {
        String id = api.started("Wait", "1");
        api.request()
                .queryParam("reason", "buggy")
                .request(method, PREFIX + "/instances/" + id + "/" + operation)
                .then()
                .statusCode(202)
                .header("Content-Length", "0");
        assertThat(api.awaitEnd(id).output()).isEqualTo("\"buggy\"");
        post(id, "terminate").statusCode(410);
    }

    @Test
    void an_instance_is_suspended_and_resumed() throws Exception {
        String id = api.started("Wait", "1");
        post(id, "suspend?reason=lunch").statusCode(202);
        soon().untilAsserted(() -> status(id).statusCode(202).body("runtimeStatus", equalTo("Suspended")));
        post(id, "resume").statusCode(202);
        soon().untilAsserted(() -> status(id).statusCode(202).body("runtimeStatus", equalTo("Running")));
    }

    @Test
    void a_failed_instance_is_rewound_and_a_running_one_is_not() throws Exception {
        String id = api.ended("Fragile", "\"x\"");
        api.fragile.set(false);
        post(id, "rewind?reason=mended").statusCode(202);
        soon().untilAsserted(() -> status(id).statusCode(200).body("output", equalTo("x")));
        post(api.started("Wait", "1"), "rewind").statusCode(409).contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void a_restart_is_a_new_instance_with_the_same_input() throws Exception {
        String id = api.ended("Echo", "{\"a\" : 1}");
        String other = post(id, "restart").statusCode(202).extract().path("id");
        assertThat(other).isNotEqualTo(id);
        assertThat(api.awaitEnd(other).input()).isEqualTo("{\"a\" : 1}");

        post(id, "restart?restartWithNewInstanceId=false").statusCode(202).body("id", equalTo(id));
    }

    @Test
    void a_restart_needs_an_instance_and_its_own_id_only_once_it_has_ended() throws Exception {
        post("nobody", "restart")
                .statusCode(400)
                .body("detail", equalTo("InstanceId does not match a valid orchestration instance."));
        String id = api.started("Wait", "1");
        post(id, "restart?restartWithNewInstanceId=false").statusCode(409);
        post(id, "restart").statusCode(202);
    }

    @Test
    void a_finished_instance_is_removed_and_an_unfinished_one_is_not() throws Exception {
        String id = api.ended("Echo", "1");
        api.request().delete(PREFIX + "/instances/" + id).then().statusCode(200).body("instancesDeleted", equalTo(1));
        status(id).statusCode(404);

        String running = api.started("Wait", "1");
        api.request()
                .delete(PREFIX + "/instances/" + running)
                .then()
                .statusCode(409)
                .contentType(Problem.MEDIA_TYPE);
        status(running).statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/runtime/webhooks/durabletask",
                "/runtime/webhooks/DurableTaskExtension",
                "/admin/extensions/DurableTaskExtension",
                "/Runtime/Webhooks/DurableTask"
            })
    void every_prefix_that_there_was_is_answered_and_links_use_the_last(String prefix) throws Exception {
        try (DurableApi own = new DurableApi()) {
            String link = own.request()
                    .body("1")
                    .post(prefix + "/orchestrators/Wait/order-7")
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("statusQueryGetUri");
            assertThat(link).startsWith(own.url() + PREFIX + "/instances/order-7?");
            own.client().waitForStart("order-7", Duration.ofMinutes(2));
            own.request().get(prefix + "/instances/order-7").then().statusCode(202);
            own.request().get(prefix + "/instances/").then().statusCode(200).body("size()", equalTo(1));
            own.request()
                    .contentType(ContentType.JSON)
                    .body("1")
                    .post(prefix + "/instances/order-7/raiseevent/Go")
                    .then()
                    .statusCode(202);
            own.awaitEnd("order-7");
            own.request().delete(prefix + "/instances/order-7/terminate").then().statusCode(410);
            own.request().delete(prefix + "/instances/order-7").then().statusCode(200);
        }
    }

    @Test
    void a_body_over_one_mebibyte_is_a_413() {
        String big = "\"" + "x".repeat(1024 * 1024) + "\"";
        start("Echo", big).statusCode(413).contentType(Problem.MEDIA_TYPE).body("detail", containsString("1048576"));
        start("Echo", "\"" + "x".repeat(1024 * 1024 - 2) + "\"").statusCode(202);
    }

    @Test
    void the_largest_body_can_be_set() {
        try (DurableApi small = new DurableApi(options -> options.maxBodyBytes(10))) {
            small.request()
                    .body("\"123456789\"")
                    .post(PREFIX + "/orchestrators/Echo")
                    .then()
                    .statusCode(413)
                    .body("detail", containsString("10 bytes"));
        }
    }

    @Test
    void what_is_said_of_the_engine_reaches_it() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DurableApi(
                        options -> options.engine(engine -> engine.purgeAfter(RuntimeStatus.RUNNING, Duration.ZERO))))
                .withMessageContaining("takes a finished status");
    }
}
