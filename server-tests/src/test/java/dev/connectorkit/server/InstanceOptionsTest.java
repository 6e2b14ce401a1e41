package dev.connectorkit.server;

import static dev.connectorkit.server.DurableApi.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.orchestration.StartOptions;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions, tags, the reuse of ids and idempotency keys in the management API, and requests that are invalid. */
class InstanceOptionsTest {

    private static final DurableApi api = new DurableApi();

    private final String id = UUID.randomUUID().toString();

    @AfterAll
    static void stop() {
        api.close();
    }

    private Response send(String method, String route) {
        String separator = route.contains("?") ? "&" : "?";
        return api.anonymous()
                .urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .request(method, PREFIX + route + separator + "code=" + DurableApi.KEY);
    }

    @Test
    void an_instance_is_started_with_version_and_tags_and_found_by_them() {
        send("POST", "/orchestrators/Wait/" + id + "?version=1.2&tag=customer:C-7&tag=kind:a%3Ab")
                .then()
                .statusCode(202);
        send("POST", "/orchestrators/Wait?tag=customer:C-8").then().statusCode(202);

        send("GET", "/instances/" + id)
                .then()
                .body("version", equalTo("1.2"))
                .body("tags.customer", equalTo("C-7"))
                .body("tags.kind", equalTo("a:b"));
        assertThat(send("GET", "/instances?tag=customer:C-7&tag=kind:a%3Ab&name=Wait")
                        .jsonPath()
                        .getList("instanceId"))
                .containsExactly(id);
        assertThat(send("GET", "/instances?tag=customer:C-7&tag=kind:x")
                        .jsonPath()
                        .getList("instanceId"))
                .isEmpty();
    }

    @Test
    void an_id_that_is_taken_is_refused_used_or_replaced_as_the_start_requests() throws Exception {
        api.ended("Echo", "1", StartOptions.withId(id));
        send("POST", "/orchestrators/Wait/" + id + "?idReuse=REFUSE").then().statusCode(409);
        send("POST", "/orchestrators/Wait/" + id + "?idReuse=USE_EXISTING")
                .then()
                .statusCode(202);
        send("GET", "/instances/" + id).then().body("name", equalTo("Echo"));
        send("POST", "/orchestrators/Wait/" + id + "?idReuse=USE_RUNNING")
                .then()
                .statusCode(202);
        send("GET", "/instances/" + id).then().body("name", equalTo("Wait"));
        send("POST", "/orchestrators/Greet/" + id + "?idReuse=REPLACE").then().statusCode(202);
        send("GET", "/instances/" + id).then().body("name", equalTo("Greet"));
    }

    @Test
    void an_event_with_an_idempotency_key_is_accepted_again_and_arrives_once() throws Exception {
        api.client().start("Wait", null, StartOptions.withId(id));
        for (int i = 0; i < 2; i++) {
            api.request()
                    .contentType(ContentType.JSON)
                    .header("Idempotency-Key", "k")
                    .body(i)
                    .post(PREFIX + "/instances/" + id + "/raiseEvent/Unheard")
                    .then()
                    .statusCode(202);
        }
        send("POST", "/instances/" + id + "/raiseEvent/Go").then().statusCode(202);
        api.awaitEnd(id);

        assertThat(api.client().history(id).stream()
                        .filter(event -> event.toString().contains("Unheard")))
                .hasSize(1);
    }

    @Test
    void a_termination_is_accepted_and_visible_with_the_next_turn() throws Exception {
        api.client().start("Wait", null, StartOptions.withId(id));
        send("POST", "/instances/" + id + "/terminate?reason=over&recursive=false")
                .then()
                .statusCode(202);
        assertThat(send("GET", "/instances/" + id).statusCode()).isIn(202, 400);
        api.awaitEnd(id);
        send("GET", "/instances/" + id).then().statusCode(400).body("runtimeStatus", equalTo("Terminated"));
        send("DELETE", "/instances/" + id + "?recursive=true")
                .then()
                .statusCode(200)
                .body("instancesDeleted", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /orchestrators/Nobody                                      | functionName
            POST   | /orchestrators/Wait/%40a                                   | instanceId
            POST   | /orchestrators/Wait/a%09b                                  | instanceId
            POST   | /orchestrators/Wait?tag=customer                           | tag
            POST   | /orchestrators/Wait?tag=:C-7                               | tag
            POST   | /orchestrators/Wait?version=a%00b                          | version
            POST   | /orchestrators/Wait/a?idReuse=MAYBE                        | idReuse
            POST   | /orchestrators/Wait?timeout=-1&pollingInterval=1           | timeout
            POST   | /orchestrators/Wait?timeout=soon&pollingInterval=1         | timeout
            POST   | /orchestrators/Wait?timeout=1&pollingInterval=2            | pollingInterval
            GET    | /instances?top=-1                                          | top
            GET    | /instances?top=0                                           | top
            GET    | /instances?top=99999999999                                 | top
            GET    | /instances?runtimeStatus=Asleep                            | runtimeStatus
            GET    | /instances?createdTimeFrom=noon                            | createdTimeFrom
            GET    | /instances?createdTimeTo=2026-02-30                        | createdTimeTo
            GET    | /instances?completedTimeFrom=%2B999999999-01-01T00:00:00Z  | completedTimeFrom
            GET    | /instances?instanceIdPrefix=a%00b                          | instanceIdPrefix
            GET    | /instances?name=a%00b                                      | name
            GET    | /instances?tag=a%00b:c                                     | tag
            DELETE | /instances                                                 | createdTimeFrom
            DELETE | /instances?createdTimeFrom=2026-01-01&runtimeStatus=Asleep | runtimeStatus
            DELETE | /instances?createdTimeFrom=2026-01-01&tag=x                | tag
            """)
    void an_invalid_request_is_a_400_that_names_the_field(String method, String route, String field) {
        send(method, route)
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("errors.field", hasItem(field));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":         | Go
            1 2           | Go
            1             | %20
            """)
    void an_invalid_event_is_a_400(String body, String name) {
        api.client().start("Wait", null, StartOptions.withId(id));
        api.anonymous()
                .urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(body)
                .post(PREFIX + "/instances/" + id + "/raiseEvent/" + name + "?code=" + DurableApi.KEY)
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("errors.field", hasItem("Go".equals(name) ? "body" : "eventName"));
    }

    @Test
    void texts_that_are_too_long_are_a_400_and_deep_payloads_are_stored() throws Exception {
        api.client().start("Wait", null, StartOptions.withId(id));
        api.request()
                .contentType(ContentType.JSON)
                .body(1)
                .post(PREFIX + "/instances/" + id + "/raiseEvent/" + "x".repeat(1001))
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("eventName"));
        api.request()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "k".repeat(257))
                .body(1)
                .post(PREFIX + "/instances/" + id + "/raiseEvent/Go")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("Idempotency-Key"));
        send("POST", "/orchestrators/Wait/" + "x".repeat(257)).then().body("errors.field", hasItem("instanceId"));
        String deep = "[".repeat(1001) + "]".repeat(1001);
        api.request()
                .contentType(ContentType.JSON)
                .body(deep)
                .post(PREFIX + "/instances/" + id + "/raiseEvent/Go")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("body"));
        api.request()
                .contentType(ContentType.JSON)
                .body(deep.substring(1, 2001))
                .post(PREFIX + "/instances/" + id + "/raiseEvent/Go")
                .then()
                .statusCode(202);
        assertThat(api.awaitEnd(id).output()).isEqualTo(deep.substring(1, 2001));
    }

    @Test
    void a_paging_token_of_another_kind_is_a_400() {
        for (String token : new String[] {"x", "%%%", "MTIz", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5IGE", "MSBhAGI"}) {
            api.request()
                    .header("x-ms-continuation-token", token)
                    .get(PREFIX + "/instances")
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItem("x-ms-continuation-token"));
        }
    }
}
