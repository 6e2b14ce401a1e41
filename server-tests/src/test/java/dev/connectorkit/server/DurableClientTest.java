package dev.connectorkit.server;

import static dev.connectorkit.server.DurableApi.PREFIX;
import static dev.connectorkit.server.EventServer.soon;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.orchestration.RawJson;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.sdk.durable.DurableClient;
import dev.connectorkit.sdk.durable.HttpManagementPayload;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An author's own endpoints, and requests that wait. */
class DurableClientTest {

    /** Starts and asks, as authors write it. */
    @Path("orchestrators")
    @Produces(MediaType.APPLICATION_JSON)
    public static final class Starts {

        @POST
        @Path("{name}/start")
        public jakarta.ws.rs.core.Response start(
                @PathParam("name") String name, String body, @Context DurableClient durable) {
            String id = durable.orchestrations().start(name, new RawJson(body));
            return durable.createCheckStatusResponse(id, true);
        }

        @POST
        @Path("{name}/wait")
        public jakarta.ws.rs.core.Response startAndWait(
                @PathParam("name") String name,
                @QueryParam("millis") int millis,
                String body,
                @Context DurableClient durable) {
            String id = durable.orchestrations().start(name, new RawJson(body), StartOptions.NONE);
            Duration timeout = Duration.ofMillis(millis);
            return durable.waitForCompletionOrCreateCheckStatusResponse(id, timeout, Duration.ofMillis(20));
        }

        @POST
        @Path("events/{id}")
        public void raise(@PathParam("id") String id, @Context DurableClient durable) {
            durable.orchestrations().raiseEvent(id, "Go", true);
        }

        @POST
        @Path("events/{id}/raw")
        public void raiseRaw(@PathParam("id") String id, String body, @Context DurableClient durable) {
            durable.orchestrations().raiseEvent(id, "Go", new RawJson(body));
        }

        @POST
        @Path("events/{id}/unwritable")
        public void raiseUnwritable(@PathParam("id") String id, @Context DurableClient durable) {
            durable.orchestrations().raiseEvent(id, "Go", new Object());
        }
    }

    /** Made by Jersey. */
    @Path("links")
    @Produces(MediaType.APPLICATION_JSON)
    public static final class Links {

        private final DurableClient durable;

        @Inject
        public Links(DurableClient durable) {
            this.durable = durable;
        }

        @GET
        @Path("{id}")
        public HttpManagementPayload links(@PathParam("id") String id) {
            return durable.createHttpManagementPayload(id);
        }
    }

    /** Keeps what it was given. */
    @Path("kept")
    public static final class Kept {

        static final CompletableFuture<DurableClient> CLIENT = new CompletableFuture<>();

        @GET
        public void keep(@Context DurableClient durable) {
            CLIENT.complete(durable);
        }
    }

    private final DurableApi api = new DurableApi(options -> {}, new Starts(), Links.class, new Kept());

    @AfterEach
    void stop() {
        api.close();
    }

    private Response post(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).post(api.url() + path);
    }

    @Test
    void an_authors_endpoint_answers_as_the_api_does() {
        Response answer = post("/orchestrators/Echo/start", "{\"a\" : 1.0}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.header("Retry-After")).isEqualTo("10");
        assertThat(answer.header("Location"))
                .isEqualTo(answer.path("statusQueryGetUri"))
                .endsWith("&returnInternalServerErrorOnFailure=true");
        soon().untilAsserted(
                        () -> assertThat(TestServer.follow(answer).asString()).contains("\"input\":{\"a\" : 1.0}"));
    }

    @Test
    void what_an_instance_cannot_do_is_told_to_an_authors_caller_too() throws Exception {
        assertThat(post("/orchestrators/events/nobody", "").statusCode()).isEqualTo(404);
        assertThat(post("/orchestrators/events/" + api.ended("Echo", "1"), "").statusCode())
                .isEqualTo(410);
        assertThat(post("/orchestrators/events/" + api.started("Wait", "1"), "").statusCode())
                .isEqualTo(204);
    }

    @Test
    void a_body_that_is_no_json_is_the_callers_mistake_and_an_object_that_cannot_be_written_is_not() throws Exception {
        post("/orchestrators/Echo/start", "{no")
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("detail", containsString("input of orchestration Echo is not valid JSON"))
                .body("errors.field", contains("body"));
        String id = api.started("Wait", "1");
        post("/orchestrators/events/" + id + "/raw", "1 2")
                .then()
                .statusCode(400)
                .body("detail", containsString("payload of event Go is not valid JSON"));
        post("/orchestrators/events/" + id + "/unwritable", "").then().statusCode(500);
        assertThat(api.client().status(id).orElseThrow().runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
    }

    @Test
    void a_class_that_jersey_makes_gets_it_too_and_all_links_are_there() {
        Response links = given().get(api.url() + "/links/order-7");
        assertThat(links.statusCode()).isEqualTo(200);
        assertThat(links.<String>path("id")).isEqualTo("order-7");
        assertThat(links.<String>path("rewindPostUri"))
                .startsWith(api.url() + PREFIX + "/instances/order-7/rewind?reason={text}&taskHub=DurableFunctionsHub");
        assertThat(links.jsonPath().getMap("$")).hasSize(9);
    }

    @Test
    void links_cannot_be_made_outside_of_a_request() {
        given().get(api.url() + "/kept").then().statusCode(204);
        DurableClient kept = Kept.CLIENT.join();
        assertThatThrownBy(() -> kept.createHttpManagementPayload("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("while a request is served");
    }

    @Test
    void a_retry_interval_that_is_longer_than_the_timeout_is_refused() {
        assertThat(post("/orchestrators/Echo/wait?millis=10", "1").statusCode()).isEqualTo(500); // the author's mistake
        api.request()
                .queryParam("timeout", 1)
                .queryParam("pollingInterval", 2)
                .post(PREFIX + "/orchestrators/Echo/a")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("pollingInterval"));
        assertThat(api.client().status("a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"timeout, -1", "timeout, NaN", "timeout, 1e9", "timeout, soon", "pollingInterval, -1"})
    void a_wait_that_is_no_time_is_refused(String name, String value) {
        String other = name.equals("timeout") ? "pollingInterval" : "timeout";
        api.request()
                .queryParam(name, value)
                .queryParam(other, "0.1")
                .post(PREFIX + "/orchestrators/Echo/a")
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("errors[0].field", equalTo(name));
        assertThat(api.client().status("a")).isEmpty();
    }

    private List<Response> waiting(String orchestration, String body, double seconds) {
        return List.of(
                post("/orchestrators/" + orchestration + "/wait?millis=" + Math.round(seconds * 1000), body),
                api.request()
                        .queryParam("timeout", seconds)
                        .queryParam("pollingInterval", 0.01)
                        .body(body)
                        .post(PREFIX + "/orchestrators/" + orchestration));
    }

    @Test
    void who_waits_gets_the_output_of_what_completes_in_time() {
        for (Response answer : waiting("Greet", "\"Tokyo\"", 10)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.contentType()).startsWith("application/json");
            assertThat(answer.asString()).isEqualTo("\"Hello Tokyo!\"");
        }
    }

    @Test
    void who_waits_gets_the_status_of_what_fails() {
        for (Response answer : waiting("Fragile", "\"x\"", 10)) {
            assertThat(answer.statusCode()).isEqualTo(400);
            answer.then().body("runtimeStatus", equalTo("Failed")).body("output", containsString("it broke"));
        }
        api.request()
                .queryParam("timeout", 10)
                .queryParam("pollingInterval", 1)
                .queryParam("returnInternalServerErrorOnFailure", true)
                .body("\"x\"")
                .post(PREFIX + "/orchestrators/Fragile")
                .then()
                .statusCode(500);
    }

    @Test
    void who_waits_in_vain_is_told_where_to_look() {
        for (Response answer : waiting("Wait", "1", 0.1)) {
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.header("Location")).isEqualTo(answer.path("statusQueryGetUri"));
            assertThat(TestServer.follow(answer).statusCode()).isEqualTo(202);
        }
    }

    @Test
    void a_restart_may_wait_as_well() throws Exception {
        String id = api.ended("Greet", "\"Tokyo\"");
        api.request()
                .queryParam("timeout", 10)
                .queryParam("pollingInterval", 1)
                .post(PREFIX + "/instances/" + id + "/restart")
                .then()
                .statusCode(200)
                .body(equalTo("\"Hello Tokyo!\""));
    }

    @Test
    void a_timeout_without_an_interval_is_no_wait() {
        api.request()
                .queryParam("timeout", 10)
                .body("1")
                .post(PREFIX + "/orchestrators/Wait")
                .then()
                .statusCode(202);
    }

    @Test
    void many_who_wait_keep_nobody_from_being_served_and_are_let_go_at_the_end() {
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        try (DurableApi busy = new DurableApi()) {
            for (int i = 0; i < 40; i++) { // more than the server has workers
                waiting.add(waitingFor(busy, "w" + i));
            }
            soon().untilAsserted(() -> busy.request()
                    .get(PREFIX + "/instances")
                    .then()
                    .statusCode(200)
                    .body("size()", equalTo(40)));
            busy.client().raiseEvent("w7", "Go", 1);
            assertThat(waiting.get(7).join()).isEqualTo(200);
            assertThat(waiting.stream().filter(CompletableFuture::isDone)).hasSize(1);
        }
        waiting.remove(7);
        assertThat(waiting).allSatisfy(each -> assertThat(each.join()).isEqualTo(202));
    }

    private static CompletableFuture<Integer> waitingFor(DurableApi api, String id) {
        return CompletableFuture.supplyAsync(
                () -> api.request()
                        .queryParam("timeout", 60)
                        .queryParam("pollingInterval", 1)
                        .body("1")
                        .post(PREFIX + "/orchestrators/Wait/" + id)
                        .statusCode(),
                task -> new Thread(task).start());
    }

    @Test
    void a_server_without_orchestrations_has_neither_client_nor_routes() {
        try (TestServer plain = TestServer.with(new Orders())) {
            plain.get(PREFIX + "/instances").then().statusCode(404);
            assertThatThrownBy(() -> plain.server().orchestrations())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("orchestrations(...)");
        }
    }
}
