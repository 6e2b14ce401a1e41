package dev.connectorkit.samples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.connectorkit.orchestration.NonRetriableException;
import dev.connectorkit.samples.phone.SmsSender;
import dev.connectorkit.server.ConnectorServer;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The management API of Durable Functions in front of Temporal, with the instances of the samples. */
@ParameterizedClass
@EnumSource(names = "EMBEDDED", mode = EnumSource.Mode.EXCLUDE)
class ManagementApiTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String KEY = "the-system-key-of-this-test";
    private static final String API = "runtime/webhooks/durabletask/";

    private final SampleEngine engine;
    private final String prefix = "test-" + UUID.randomUUID() + "-";
    private final AtomicBoolean smsWorks = new AtomicBoolean();
    private final AtomicInteger code = new AtomicInteger();
    private final ConnectorServer server;

    ManagementApiTest(SampleEngine engine, @TempDir Path data) {
        this.engine = engine;
        this.server = ConnectorServer.builder()
                .dataDir(data)
                .store("memory")
                .orchestrations(
                        SampleOrchestrations.create(sms()),
                        options -> engine.configure(options.systemKey(KEY).managementApi()))
                .start();
    }

    private SmsSender sms() {
        return (number, sent) -> {
            if (!smsWorks.get()) {
                throw new NonRetriableException("no such number");
            }
            code.set(sent);
        };
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RequestSpecification request() {
        return given().baseUri(server.url() + API).queryParam("code", KEY).urlEncodingEnabled(false);
    }

    private String start(String name, String id, String body) {
        return request()
                .contentType(ContentType.JSON)
                .body(body)
                .post("orchestrators/" + name + "/" + prefix + id)
                .then()
                .statusCode(202)
                .header("Retry-After", notNullValue())
                .extract()
                .path("id");
    }

    private ValidatableResponse post(String id, String operation) {
        return request().post("instances/" + id + "/" + operation).then();
    }

    private void raise(String id, String event, String body) {
        request()
                .contentType(ContentType.JSON)
                .body(body)
                .post("instances/" + id + "/raiseEvent/" + event)
                .then()
                .statusCode(202);
    }

    private Response status(String id) {
        return request().get("instances/" + id);
    }

    private ValidatableResponse finished(String id) {
        return await().atMost(LONG)
                .until(() -> status(id), answer -> answer.statusCode() != 202)
                .then();
    }

    private void becomes(String id, String runtimeStatus) {
        await().atMost(LONG).untilAsserted(() -> status(id).then().body("runtimeStatus", equalTo(runtimeStatus)));
    }

    @Test
    void a_polling_action_follows_the_location_until_the_approval_has_come() {
        Response started =
                request().contentType(ContentType.JSON).body("{\"amount\":12}").post("orchestrators/BudgetApproval");
        JsonPath links = started.then().statusCode(202).extract().jsonPath();
        String location = started.header("Location");
        assertThat(location).isEqualTo(links.getString("statusQueryGetUri"));
        await().atMost(LONG)
                .untilAsserted(() -> given().urlEncodingEnabled(false)
                        .get(location)
                        .then()
                        .statusCode(202)
                        .header("Location", notNullValue())
                        .header("Retry-After", notNullValue())
                        .body("customStatus", equalTo("Waiting for Approval")));
        given().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body("true")
                .post(links.getString("sendEventPostUri").replace("{eventName}", "Approval"))
                .then()
                .statusCode(202);
        await().atMost(LONG)
                .untilAsserted(() -> given().urlEncodingEnabled(false)
                        .get(location)
                        .then()
                        .statusCode(200)
                        .body("output.approved", equalTo(true))
                        .body("input.amount", equalTo(12)));
    }

    @Test
    void an_id_in_use_is_refused_and_what_is_unknown_or_finished_takes_nothing() {
        String id = start("BudgetApproval", "a", "1");
        request()
                .contentType(ContentType.JSON)
                .body("1")
                .post("orchestrators/BudgetApproval/" + id)
                .then()
                .statusCode(409);
        request().post("orchestrators/Nobody").then().statusCode(400).body("detail", containsString("BudgetApproval"));
        raise(id, "Approval", "false");
        finished(id).statusCode(200);
        for (String operation : new String[] {"terminate", "suspend", "resume"}) {
            post(prefix + "nobody", operation).statusCode(404);
            post(id, operation).statusCode(410);
        }
        status(prefix + "nobody").then().statusCode(404);
    }

    @Test
    void an_instance_is_terminated_with_a_reason() {
        String id = start("BudgetApproval", "a", "1");
        becomes(id, "Running");
        post(id, "terminate?reason=buggy").statusCode(202);
        finished(id)
                .statusCode(400)
                .body("runtimeStatus", equalTo("Terminated"))
                .body("output", equalTo("buggy"));
    }

    @Test
    void a_suspended_instance_keeps_its_event_until_it_is_resumed() {
        String id = start("BudgetApproval", "a", "1");
        becomes(id, "Running");
        post(id, "suspend?reason=lunch").statusCode(202);
        becomes(id, "Suspended");
        raise(id, "Approval", "true");
        status(id).then().statusCode(202).body("runtimeStatus", equalTo("Suspended"));
        post(id, "resume").statusCode(202);
        finished(id).statusCode(200).body("output.approved", equalTo(true));
    }

    @Test
    void a_phone_verification_that_failed_is_rewound_and_succeeds() {
        assumeTrue(engine != SampleEngine.TEMPORAL_IN_JVM, "The server in the JVM has no resets");
        String id = start("E4_SmsPhoneVerification", "a", "\"+14255550123\"");
        finished(id).statusCode(400).body("runtimeStatus", equalTo("Failed"));
        smsWorks.set(true);
        post(id, "rewind?reason=mended").statusCode(202);
        await().atMost(LONG).until(() -> code.get() != 0);
        raise(id, "SmsChallengeResponse", "1");
        raise(id, "SmsChallengeResponse", String.valueOf(code.get()));
        await().atMost(LONG)
                .untilAsserted(() -> status(id).then().statusCode(200).body("output", equalTo(true)));
        post(id, "rewind").statusCode(410);
    }

    @Test
    void a_restart_is_a_new_instance_with_the_same_input_or_the_same_id() {
        String id = start("E1_HelloSequence", "a", "{\"a\" : 1}");
        finished(id).statusCode(200);
        String other = post(id, "restart").statusCode(202).extract().path("id");
        assertThat(other).isNotEqualTo(id);
        finished(other).statusCode(200).body("input.a", equalTo(1)).body("output", hasItem("Hello Tokyo!"));
        post(id, "restart?restartWithNewInstanceId=false").statusCode(202).body("id", equalTo(id));
        finished(id).statusCode(200);
        post(prefix + "nobody", "restart").statusCode(400);
    }

    @Test
    void the_history_names_the_activities_and_their_results() {
        String id = start("E1_HelloSequence", "a", "1");
        finished(id).statusCode(200);
        request()
                .queryParam("showHistory", true)
                .queryParam("showHistoryOutput", true)
                .get("instances/" + id)
                .then()
                .statusCode(200)
                .body(
                        "historyEvents.findAll { it.EventType == 'TaskCompleted' }.Result",
                        containsInAnyOrder("Hello Tokyo!", "Hello Seattle!", "Hello London!"));
    }

    @Test
    void instances_are_listed_by_prefix_and_status_and_purged_one_by_one_and_by_filter() {
        assumeTrue(engine != SampleEngine.TEMPORAL_IN_JVM, "The server in the JVM has no lists and no deletions");
        String waiting = start("BudgetApproval", "a", "1");
        String done = start("E1_HelloSequence", "b", "1");
        String alsoDone = start("E1_HelloSequence", "c", "1");
        finished(done).statusCode(200);
        finished(alsoDone).statusCode(200);
        String list = "instances?instanceIdPrefix=" + prefix;
        await().atMost(LONG)
                .untilAsserted(() -> request()
                        .get(list)
                        .then()
                        .statusCode(200)
                        .body("instanceId", containsInAnyOrder(waiting, done, alsoDone)));
        await().atMost(LONG)
                .untilAsserted(() -> request()
                        .get(list + "&runtimeStatus=Completed")
                        .then()
                        .statusCode(200)
                        .body("instanceId", containsInAnyOrder(done, alsoDone)));

        request().delete("instances/" + waiting).then().statusCode(409);
        request().delete("instances/" + done).then().statusCode(200).body("instancesDeleted", equalTo(1));
        await().atMost(LONG).until(() -> status(done).statusCode() == 404);
        request()
                .delete("instances?createdTimeFrom=2020-01-01T00:00:00Z&runtimeStatus=Completed&name=E1_HelloSequence")
                .then()
                .statusCode(200)
                .body("instancesDeleted", equalTo(1));
        await().atMost(LONG).until(() -> status(alsoDone).statusCode() == 404);
        status(waiting).then().statusCode(202);
    }
}
