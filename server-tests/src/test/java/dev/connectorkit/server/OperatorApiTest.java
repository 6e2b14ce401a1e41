package dev.connectorkit.server;

import static dev.connectorkit.server.EventServer.soon;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operator's API over actions and orchestrations, the overview and the console. */
class OperatorApiTest {

    private static final String KEY = "an-operators-key-for-tests";
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"|from '\\./([^']+)'");

    private final CountDownLatch oven = new CountDownLatch(1);
    private final AsyncAction<String, String> baking = AsyncAction.named("bake", String.class, String.class)
            .work((flavour, progress) -> {
                progress.report(40, "in the oven");
                oven.await();
                return flavour;
            })
            .maxRunning(1)
            .build();
    private final Bakery bakery = new Bakery(baking);
    private final Orchestrations approvals = Orchestrations.create()
            .register("Approve", String.class, String.class, (ctx, order) -> {
                String answer =
                        ctx.waitForExternalEvent("Decision", String.class).await();
                if (answer.equals("fail")) {
                    throw new IllegalStateException("declined");
                }
                return answer;
            });
    private final ConnectorServer server = ConnectorServer.builder()
            .store("memory")
            .actions(baking)
            .orchestrations(approvals)
            .metrics(new SimpleMeterRegistry())
            .admin(0, KEY)
            .register(bakery)
            .start();

    @Path("/cakes")
    public static class Bakery {
        private final AsyncAction<String, String> baking;

        Bakery(AsyncAction<String, String> baking) {
            this.baking = baking;
        }

        @POST
        public Accepted<String> bake(String flavour) {
            return baking.accept(flavour);
        }
    }

    @AfterEach
    void stop() {
        oven.countDown();
        server.close();
    }

    private RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + KEY).baseUri("http://127.0.0.1:" + server.adminPort());
    }

    private String start(String input) {
        return server.orchestrations().start("Approve", input);
    }

    private void bake(String flavour) {
        given().baseUri(server.url().toString())
                .contentType("application/json")
                .body("\"" + flavour + "\"")
                .post("cakes")
                .then()
                .statusCode(202);
    }

    @Test
    void operations_are_listed_in_pages_and_cancelled() {
        bake("plum");
        bake("apple");
        bake("cherry");
        soon().untilAsserted(() -> operator()
                .get("operations?state=RUNNING")
                .then()
                .body("message", contains("in the oven"))
                .body("percent", contains(40)));
        Response first = operator().get("operations?action=bake&limit=2");
        first.then().statusCode(200).body("state", contains("RUNNING", "QUEUED"));
        String last = first.path("[1].id");
        operator().get("operations?limit=2&after=" + last).then().body("", hasSize(1));
        assertThat(first.asString()).doesNotContain("plum", "apple");

        operator().post("operations/" + last + "/cancel").then().statusCode(200).body("state", equalTo("CANCELLED"));
        operator().post("operations/" + last + "/cancel").then().statusCode(200).body("keepUntil", notNullValue());
        operator().get("operations/" + last).then().body("state", equalTo("CANCELLED"));
        operator().get("operations?action=other").then().body("", hasSize(0));
    }

    @Test
    void an_instance_is_watched_suspended_resumed_and_gets_its_event() {
        String id = start("order 7");
        soon().untilAsserted(() -> operator().get("orchestrations/" + id).then().body("status", equalTo("Running")));
        operator().get("orchestrations/" + id).then().body("input", equalTo("order 7"));
        operator().post("orchestrations/" + id + "/suspend?reason=audit").then().statusCode(204);
        soon().untilAsserted(() -> operator().get("orchestrations/" + id).then().body("status", equalTo("Suspended")));
        operator().post("orchestrations/" + id + "/resume").then().statusCode(204);
        operator()
                .contentType("application/json")
                .body("\"yes\"")
                .post("orchestrations/" + id + "/events/Decision")
                .then()
                .statusCode(204);
        soon().untilAsserted(() -> operator()
                .get("orchestrations/" + id)
                .then()
                .body("status", equalTo("Completed"))
                .body("output", equalTo("yes")));
        operator()
                .get("orchestrations/" + id + "/history")
                .then()
                .statusCode(200)
                .body("type", hasItem("EventRaised"))
                .body("type", hasItem("ExecutionSuspended"));
    }

    @Test
    void a_failed_instance_is_rewound_restarted_and_removed() {
        String id = start("order 8");
        server.orchestrations().raiseEvent(id, "Decision", "fail");
        soon().untilAsserted(() -> operator()
                .get("orchestrations/" + id)
                .then()
                .body("status", equalTo("Failed"))
                .body("failure", containsString("declined")));
        String other = operator().post("orchestrations/" + id + "/restart").path("id");
        assertThat(other).isNotEqualTo(id);
        operator()
                .post("orchestrations/" + other + "/terminate?reason=stop")
                .then()
                .statusCode(204);
        soon().untilAsserted(
                        () -> operator().get("orchestrations/" + other).then().body("status", equalTo("Terminated")));
        operator().delete("orchestrations/" + other).then().statusCode(204);
        operator().get("orchestrations/" + other).then().statusCode(404);
        operator().delete("orchestrations/" + other).then().statusCode(404);
    }

    @Test
    void instances_are_listed_in_pages_by_status_name_and_prefix() {
        List<String> ids = List.of(start("1"), start("2"), start("3"));
        Response first = operator().get("orchestrations?limit=2&name=Approve");
        first.then().statusCode(200).body("instances", hasSize(2));
        String next = first.path("next");
        Response second = operator().queryParam("after", next).get("orchestrations?limit=2&name=Approve");
        second.then().body("instances", hasSize(1)).body("next", equalTo(null));
        operator().get("orchestrations?status=completed").then().body("instances", hasSize(0));
        operator()
                .queryParam("idPrefix", ids.get(0))
                .get("orchestrations")
                .then()
                .body("instances.id", contains(ids.get(0)));
        operator().get("orchestrations?name=bake").then().body("instances", hasSize(0));
    }

    @Test
    void bad_requests_are_answered_with_problems() {
        String requests = """
                GET /orchestrations/none 404
                GET /orchestrations/none/history 404
                POST /orchestrations/none/events/Decision 404
                POST /orchestrations/none/terminate 404
                POST /orchestrations/none/rewind 404
                GET /orchestrations?status=busy 400
                GET /orchestrations?after=nonsense 400
                GET /orchestrations?limit=0 400
                GET /operations?state=BUSY 400
                GET /operations?limit=1001 400
                GET /operations/none 404
                POST /operations/none/cancel 404
                """;
        for (String request : requests.lines().toList()) {
            String[] words = request.split(" ");
            Response answer = operator().request(words[0], words[1]);
            assertThat(answer.statusCode()).as(request).isEqualTo(Integer.parseInt(words[2]));
            assertThat(answer.contentType()).as(request).isEqualTo("application/problem+json");
        }
    }

    @Test
    void an_event_with_a_payload_that_is_not_json_is_refused() {
        String id = start("order 9");
        operator()
                .contentType("application/json")
                .body("{\"a\":")
                .post("orchestrations/" + id + "/events/Decision")
                .then()
                .statusCode(400);
    }

    @Test
    void the_overview_reports_health_and_meters() {
        bake("plum");
        operator()
                .get("overview")
                .then()
                .statusCode(200)
                .body("readiness.database", equalTo(true))
                .body("meters.find { it.name == 'connectorkit.actions.accepted' }.value", equalTo(1.0f))
                .body("meters.find { it.name == 'connectorkit.actions.accepted' }.tags.action", equalTo("bake"));
    }

    @Test
    void the_console_is_open_and_brings_everything_that_it_links() {
        RequestSpecification anybody = given().baseUri("http://127.0.0.1:" + server.adminPort());
        Response page = anybody.get("/");
        page.then()
                .statusCode(200)
                .contentType(startsWith("text/html"))
                .header("Content-Security-Policy", containsString("default-src 'self'"));
        assertThat(links(page.asString())).contains("console/console.js");
        for (String link : links(page.asString())) {
            Response file =
                    given().baseUri("http://127.0.0.1:" + server.adminPort()).get("/" + link);
            file.then().statusCode(200);
            for (String imported : links(file.asString())) {
                given().baseUri("http://127.0.0.1:" + server.adminPort())
                        .get("/console/" + imported)
                        .then()
                        .statusCode(200);
            }
        }
    }

    private static List<String> links(String text) {
        return LINK.matcher(text)
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .toList();
    }

    @Test
    void everything_else_needs_the_key() {
        RequestSpecification anybody =
                given().urlEncodingEnabled(false).baseUri("http://127.0.0.1:" + server.adminPort());
        for (String path : List.of(
                "/operations",
                "/orchestrations",
                "/overview",
                "/callbacks/subscriptions",
                "/metrics",
                "/console/x/../../overview",
                "/orchestrations/x/history",
                "/nothing")) {
            assertThat(anybody.get(path).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(anybody.post("/").statusCode()).isEqualTo(401);
    }
}
