package dev.connectorkit.workbench.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.connectorkit.storage.Database;
import dev.connectorkit.test.Answer;
import dev.connectorkit.test.ForeignConnector;
import dev.connectorkit.test.WorkflowEngine;
import io.restassured.response.ValidatableResponse;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API, with an engine whose time stands still but where a test moves it. */
class WorkbenchApiTest {

    @TempDir
    Path folder;

    private Shop shop;
    private WorkbenchServer workbench;

    @BeforeEach
    void start() throws Exception {
        shop = new Shop();
        workbench = open();
        workbench.load(shop.url() + "/swagger.json", "");
        post("time", Map.of("factor", 0)).statusCode(200);
    }

    @AfterEach
    void stop() {
        workbench.close();
        shop.close();
    }

    private WorkbenchServer open() {
        return WorkbenchServer.builder()
                .database("sqlite:" + folder.resolve("w.db"))
                .start();
    }

    private ValidatableResponse get(String path) {
        return given().get(workbench.url() + "api/" + path).then();
    }

    private ValidatableResponse post(String path, Object body) {
        return given().contentType("application/json")
                .body(body)
                .post(workbench.url() + "api/" + path)
                .then();
    }

    private String create(String operation, Map<String, ?> inputs) {
        return post("workflows", Map.of("operation", operation, "inputs", inputs, "recurrence", 20))
                .statusCode(200)
                .extract()
                .path("id");
    }

    @Test
    void cards_are_shown_in_the_words_of_a_designer() {
        get("operations").body("summary", hasItems("When an order comes in", "Order a cake"));
        get("operations/OrderCake")
                .body("kind", equalTo("long"))
                .body("inputs[0].label", equalTo("Flavour"))
                .body("code.type", equalTo("ApiConnection"));
        get("operations/Nothing").statusCode(400).body("detail", containsString("Nothing"));
    }

    @Test
    void dynamic_values_are_fetched_live_and_a_preview_shows_the_request() {
        post("operations/OrderCake/choices", Map.of("input", "flavour"))
                .body("items.title", hasItems("Plum", "Nut"))
                .body("request", containsString("/menu"));
        post("operations/OrderCake/preview", Map.of("inputs", Map.of("flavour", "plum")))
                .body("curl", containsString("/cakes?flavour=plum"))
                .body("code.inputs.queries.flavour", equalTo("plum"));
    }

    @Test
    void a_request_that_the_api_cannot_take_is_answered_with_the_reason() {
        post("checks", Map.of("level", "lax")).statusCode(400).body("detail", containsString("level must be designer"));
        post("time", Map.of("advance", Long.MAX_VALUE))
                .statusCode(400)
                .body("detail", containsString("advance must be"));
        post("import", Map.of("document", "a.json", "content", "%%%"))
                .statusCode(400)
                .body("detail", containsString("content must be Base64"));
        post("workflows/none/stop", Map.of()).statusCode(404).body("detail", equalTo("There is no workflow 'none'"));
        get("exchanges/none").statusCode(404).body("detail", equalTo("There is no exchange 'none'"));
        get("checks/none/html").statusCode(404).body("detail", equalTo("There is no report 'none'"));
        for (String path : new String[] {"durable", "nothing/at/all/"}) {
            get(path).statusCode(404).body("detail", containsString("The API has no GET"));
        }
        post("workflows", Map.of("operation", "NewOrder", "inputs", Map.of(), "recurrence", Long.MAX_VALUE))
                .statusCode(500)
                .body("detail", containsString("Exception"));
        post("import", Map.of("document", "x".repeat(10_000_000)))
                .statusCode(413)
                .body("detail", containsString("at most 10000000 bytes"));
        given().get(workbench.url() + "signed-in?code=%zz").then().statusCode(400);
    }

    @Test
    void what_is_oldest_is_dropped_and_nothing_that_is_new() {
        try (Store store = new Store(Database.open("memory"));
                ForeignConnector connector = new ForeignConnector()) {
            int items = Store.MOST + 100;
            String batch = "{\"value\":[" + "{},".repeat(items - 1) + "{}]}";
            for (int polls = 0; polls * items <= Store.MOST_KEPT; polls++) {
                connector.on("GET /api/orders", Answer.status(200), batch);
            }
            connector.on("GET /api/orders", Answer.status(202));
            try (Session session = new Session(
                    store,
                    new Events(),
                    connector.engine(),
                    "",
                    Secrets.NONE,
                    new SwitchedFaults(null),
                    Instant.now())) {
                session.factor(0);
                String id = session.create(
                                "NewOrders", Json.object(), Duration.ofMinutes(1), PlaySettings.of(Json.object()))
                        .id();
                for (int polls = 1; polls * items <= Store.MOST_KEPT; polls++) {
                    assertThat(store.count("run", id)).isEqualTo((long) polls * items);
                    session.with(id, Live::pollNow);
                    assertThat(session.live(id).orElseThrow().runs()).hasSize(Store.MOST);
                }
                assertThat(store.count("run", id)).isEqualTo(Store.MOST_KEPT);
                assertThat(store.runs(id)).hasSize(Store.MOST);

                session.with(id, live -> {
                    for (int polls = 0; polls <= Store.MOST; polls++) {
                        live.pollNow();
                    }
                });
                assertThat(session.<Integer>call(engine -> engine.exchanges().size()))
                        .isEqualTo(Store.MOST);
            }
        }
    }

    @Test
    void a_command_that_waits_for_the_engine_ends_when_the_engine_is_closed() throws Exception {
        Store store = new Store(Database.open("memory"));
        Session session = new Session(
                store,
                new Events(),
                WorkflowEngine.builder().document(URI.create(shop.url() + "/swagger.json")),
                "",
                Secrets.NONE,
                new SwitchedFaults(null),
                Instant.now());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Runnable endless = () -> session.call(engine -> {
            begun.countDown();
            return awaitUninterruptibly(end);
        });
        CompletableFuture<Void> running = CompletableFuture.runAsync(endless);
        begun.await();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread waiting = new Thread(() -> failure.set(catchThrowable(() -> session.call(engine -> 1))));
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        session.close();
        waiting.join(30_000);
        assertThat(failure.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("Another connector");
        assertThatThrownBy(() -> session.call(engine -> 1)).hasMessageContaining("Another connector");
        end.countDown();
        running.join();
        store.close();
    }

    private static boolean awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                done = latch.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                // the close of the engine's thread
            }
        }
        return true;
    }

    @Test
    void the_tools_for_agents_are_listed_and_called() {
        post("tools", Map.of()).body("body.result.tools.name", equalTo(java.util.List.of("order_cake")));
        post("tools", Map.of("name", "order_cake", "arguments", Map.of("flavour", "plum")))
                .body("body.result.content[0].text", equalTo("plum"));
        post("tools", Map.of("path", "/nothing")).statusCode(200).body("status", equalTo(404));
        post("tools", Map.of("path", "//[evil")).statusCode(400).body("detail", containsString("/mcp"));
    }

    @Test
    void a_polling_workflow_follows_the_location_at_the_time_that_was_asked_for() throws Exception {
        String id = create("NewOrder", Map.of());
        get("workflows/" + id)
                .body("title", equalTo("When an order comes in"))
                .body("state.reason", equalTo("Retry-After: 15"))
                .body("exchanges.status", equalTo(java.util.List.of(202)));

        shop.order();
        post("time", Map.of("skip", true));
        get("workflows/" + id)
                .body("runs.body.id", equalTo(java.util.List.of(1)))
                .body("runCount", equalTo(1));

        shop.order();
        post("workflows/" + id + "/poll", Map.of());
        get("workflows/" + id).body("runs.body.id", equalTo(java.util.List.of(2, 1)));

        post("workflows/" + id + "/stop", Map.of());
        post("time", Map.of("advance", 3600));
        get("workflows/" + id).body("exchangeCount", equalTo(3));
    }

    @Test
    void an_answer_that_is_lost_loses_no_item() throws Exception {
        String id = create("NewOrder", Map.of());
        shop.order();
        post("faults", Map.of("operation", "NewOrder", "kind", "LOST_ANSWER", "count", 1))
                .body("on.kind", hasItem("LOST_ANSWER"));
        post("workflows/" + id + "/poll", Map.of());
        get("workflows/" + id)
                .body("exchanges[0].status", equalTo(0))
                .body("exchanges[0].fault", equalTo("LOST_ANSWER"))
                .body("runCount", equalTo(0));

        post("time", Map.of("skip", true));
        get("workflows/" + id)
                .body("exchanges[0].attempt", equalTo(2))
                .body("runs.body.id", equalTo(java.util.List.of(1)));
        get("faults").body("on.size()", equalTo(0));
    }

    @Test
    void the_retry_policy_of_a_card_is_chosen() {
        post("faults", Map.of("operation", "AddOrder", "kind", "ERROR"));
        assertThat(attempts(Map.of("type", "none"))).isEqualTo(1);
        assertThat(attempts(Map.of("type", "fixed", "count", 2, "interval", 20)))
                .isEqualTo(3);
        assertThat(attempts(Map.of())).isEqualTo(5);
        post("workflows", Map.of("operation", "AddOrder", "retryPolicy", Map.of("type", "often")))
                .statusCode(400)
                .body("detail", containsString("retryPolicy.type"));
    }

    private int attempts(Map<String, ?> retryPolicy) {
        String id = post(
                        "workflows",
                        Map.of(
                                "operation",
                                "AddOrder",
                                "inputs",
                                Map.of("customer", "Eva"),
                                "retryPolicy",
                                retryPolicy))
                .statusCode(200)
                .extract()
                .path("id");
        post("time", Map.of("advance", 600));
        return get("workflows/" + id).extract().path("exchangeCount");
    }

    @Test
    void faults_are_checked() {
        post("faults", Map.of("kind", "EARTHQUAKE")).statusCode(400).body("detail", containsString("EARTHQUAKE"));
        post("faults", Map.of("kind", "ERROR", "rate", 101)).statusCode(400).body("detail", containsString("rate"));
    }

    @Test
    void a_webhook_is_subscribed_answered_as_chosen_and_unsubscribed() throws Exception {
        String id = create("OrderCreated", Map.of());
        assertThat(shop.order()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> get("workflows/" + id).body("runs.body.id", equalTo(java.util.List.of(1))));

        post("workflows/" + id + "/answer", Map.of("answer", "500")).statusCode(200);
        assertThat(shop.order()).isEqualTo(500);
        post("workflows/" + id + "/answer", Map.of("answer", "300")).statusCode(400);

        post("workflows/" + id + "/stop", Map.of());
        assertThat(shop.hooks()).isEmpty();
    }

    @Test
    void a_long_action_goes_up_its_ladder_to_the_result() {
        String id = create("OrderCake", Map.of("flavour", "plum"));
        get("workflows/" + id).body("state.started", equalTo(true));
        post("time", Map.of("advance", 60));
        get("workflows/" + id)
                .body("exchanges.status", equalTo(java.util.List.of(200, 202, 202, 202)))
                .body("state.outcome", equalTo("SUCCEEDED"))
                .body("state.body.cake", equalTo("plum"));
    }

    @Test
    void workflows_and_exchanges_outlive_the_process() {
        String id = create("NewOrder", Map.of());
        workbench.close();
        workbench = open();
        get("state").body("recent.title", hasItem("Shop"));
        workbench.load(shop.url() + "/swagger.json", "");
        get("workflows/" + id).body("state.started", equalTo(false)).body("exchangeCount", equalTo(1));
        post("workflows/" + id + "/start", Map.of()).statusCode(200);
        get("workflows/" + id).body("exchangeCount", equalTo(2));
    }

    @Test
    void secrets_are_neither_shown_nor_stored() throws Exception {
        post(
                        "import",
                        Map.of(
                                "document",
                                shop.url() + "/swagger.json",
                                "connection",
                                Map.of("kind", "header", "name", "x-key", "secret", "tell-nobody")))
                .statusCode(200);
        create("OrderCreated", Map.of());
        String sig = shop.hooks().get(0).replaceAll(".*sig=", "");
        long last = get("exchanges").extract().jsonPath().getLong("[0].id");
        get("exchanges/" + last)
                .body("request.headers.x-key", equalTo("•••"))
                .body("request.body", not(containsString(sig)));
        workbench.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("tell-nobody", sig);
            }
        }
        workbench = open();
    }

    @Test
    void only_pages_of_this_server_may_use_it() {
        given().header("Origin", "http://evil.example")
                .get(workbench.url() + "api/state")
                .then()
                .statusCode(403);
        given().header("Host", "evil.example")
                .get(workbench.url() + "api/state")
                .then()
                .statusCode(403);
        given().contentType("text/plain")
                .body("{}")
                .post(workbench.url() + "api/time")
                .then()
                .statusCode(415);
        given().header("Origin", workbench.url().toString().replaceAll("/$", ""))
                .get(workbench.url() + "api/state")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", org.hamcrest.Matchers.nullValue());
    }

    @Test
    void changes_are_announced_as_events() throws Exception {
        try (InputStream events =
                URI.create(workbench.url() + "api/events").toURL().openStream()) {
            assertThat(new String(events.readNBytes(13), StandardCharsets.UTF_8))
                    .isEqualTo("data: ready\n\n");
            post("time", Map.of("factor", 0));
            assertThat(new String(events.readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("data: time\n\n");
        }
    }

    @Test
    void a_conformance_test_leaves_a_report_in_every_form() {
        post("checks", Map.of("level", "designer")).statusCode(200);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> get("checks").body("reports.size()", equalTo(1)));
        String id = get("checks")
                .body("reports[0].level", equalTo("DESIGNER"))
                .extract()
                .path("reports[0].id");
        get("checks/" + id + "/html").statusCode(200).contentType("text/html");
        get("checks/" + id + "/sarif").statusCode(200).body(containsString("2.1.0"));
        get("checks/" + id + "/markdown").statusCode(200).body(containsString("### Shop: conformance"));
        get("checks/" + id + "/junit").statusCode(200).body(containsString("testsuite"));
    }
}
