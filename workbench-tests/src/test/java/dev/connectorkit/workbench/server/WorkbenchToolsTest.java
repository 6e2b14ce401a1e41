package dev.connectorkit.workbench.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.connectorkit.test.StubIssuer;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages, connections, recordings, replays and drills, by the API. */
class WorkbenchToolsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final AtomicInteger restarts = new AtomicInteger();
    private Shop shop;
    private WorkbenchServer workbench;

    @BeforeEach
    void start() throws Exception {
        shop = new Shop();
        workbench = WorkbenchServer.builder().restart(restarts::incrementAndGet).start();
        workbench.load(shop.url() + "/swagger.json", "");
        post("time", Map.of("factor", 0)).statusCode(200);
    }

    @AfterEach
    void stop() {
        workbench.close();
        shop.close();
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
        return post("workflows", Map.of("operation", operation, "inputs", inputs))
                .statusCode(200)
                .extract()
                .path("id");
    }

    private static final String PROPERTIES = """
            {"properties": {"connectionParameters": {"token": {"type": "oauthSetting", "oAuthSettings": {
              "identityProvider": "oauth2", "clientId": "shop-client", "customParameters": {
              "authorizationUrl": {"value": "https://issuer.example/authorize"},
              "tokenUrl": {"value": "https://issuer.example/token"}}}}}}}
            """;

    private String document(String security) {
        return given().get(shop.url() + "/swagger.json").asString().replaceFirst("\\{", "{" + security);
    }

    private static byte[] archive(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void the_archive_of_a_package_is_imported_with_the_connection_that_it_asks_for() throws Exception {
        byte[] content =
                archive(Map.of("shop/apiDefinition.swagger.json", document(""), "shop/apiProperties.json", PROPERTIES));
        post(
                        "import",
                        Map.of(
                                "document", "shop.zip",
                                "content", Base64.getEncoder().encodeToString(content),
                                "base", shop.url()))
                .statusCode(200)
                .body("connector.title", equalTo("Shop"))
                .body("connector.asked.kind", equalTo("oauth"))
                .body("connector.asked.clientId", equalTo("shop-client"))
                .body("connector.asked.tokenUrl", equalTo("https://issuer.example/token"));
        get("operations").body("id", hasItem("NewOrder"));
    }

    @Test
    void the_archive_of_a_solution_and_the_folder_of_a_package_are_imported_too() throws Exception {
        String keys =
                "\"securityDefinitions\": {\"k\": {\"type\": \"apiKey\", \"in\": \"header\", \"name\": \"x-key\"}},";
        Path solution = folder.resolve("solution.zip");
        Files.write(
                solution,
                archive(Map.of(
                        "Connector/shop_openapidefinition.json",
                        document(keys),
                        "Connector/shop_connectionparameters.json",
                        "{}")));
        post("import", Map.of("document", solution.toString(), "base", shop.url()))
                .statusCode(200)
                .body("connector.asked.kind", equalTo("header"))
                .body("connector.asked.name", equalTo("x-key"));
        Files.writeString(folder.resolve("apiDefinition.swagger.json"), document(""));
        Files.writeString(folder.resolve("apiProperties.json"), PROPERTIES);
        post("import", Map.of("document", folder.toString(), "base", shop.url()))
                .body("connector.asked.kind", equalTo("oauth"));
    }

    @Test
    void an_archive_without_a_document_and_a_document_of_openapi_3_are_refused_with_the_reason() throws Exception {
        Map<String, String> other = Map.of("readme.txt", "nothing");
        post(
                        "import",
                        Map.of(
                                "document",
                                "a.zip",
                                "content",
                                Base64.getEncoder().encodeToString(archive(other))))
                .statusCode(400)
                .body("detail", containsString("no apiDefinition.swagger.json"));
        byte[] third = "{\"openapi\": \"3.1.0\"}".getBytes(StandardCharsets.UTF_8);
        post(
                        "import",
                        Map.of(
                                "document",
                                "a.json",
                                "content",
                                Base64.getEncoder().encodeToString(third)))
                .statusCode(400)
                .body("detail", containsString("OpenAPI 3.1.0, which designers refuse"));
    }

    @Test
    void a_user_signs_in_at_an_issuer_and_the_token_is_sent_but_not_shown() {
        try (StubIssuer issuer = StubIssuer.start(Clock.systemUTC())) {
            String page = post(
                            "connection",
                            Map.of(
                                    "kind", "oauth",
                                    "authorizationUrl", issuer.authorizationUrl(),
                                    "tokenUrl", issuer.tokenUrl(),
                                    "clientId", "shop-client",
                                    "resource", "api://shop"))
                    .statusCode(200)
                    .body("signIn", containsString("code_challenge_method=S256"))
                    .extract()
                    .path("signIn");
            String back = given().redirects()
                    .follow(false)
                    .urlEncodingEnabled(false)
                    .get(page)
                    .header("Location");
            assertThat(back).startsWith(workbench.url() + "signed-in?code=");
            given().get(workbench.url() + "signed-in?code=x&state=forged")
                    .then()
                    .statusCode(400);
            given().header("Sec-Fetch-Site", "cross-site")
                    .get(back)
                    .then()
                    .statusCode(200)
                    .body(containsString("Signed in"));
        }
        get("state").body("connector.connection", equalTo("oauth"));
        create("NewOrder", Map.of());
        assertThat(shop.authorization()).startsWith("Bearer eyJ");
        long last = get("exchanges").extract().jsonPath().getLong("[0].id");
        get("exchanges/" + last).body("request.headers.Authorization", equalTo("•••"));
    }

    @Test
    void the_workbench_is_an_issuer_that_a_connector_can_trust() {
        String keys = get("connection")
                .body("redirect", equalTo(workbench.url() + "signed-in"))
                .extract()
                .path("issuer.keys");
        given().get(keys).then().statusCode(200).body("keys[0].kty", equalTo("RSA"));
        post("connection", Map.of("kind", "issuer", "resource", "api://shop")).statusCode(200);
        create("NewOrder", Map.of());
        assertThat(shop.authorization()).startsWith("Bearer eyJ");
    }

    @Test
    void a_refused_sign_in_says_why() {
        given().queryParam("error", "access_denied")
                .queryParam("error_description", "not you")
                .get(workbench.url() + "signed-in")
                .then()
                .statusCode(400)
                .body(containsString("not you"));
        post("connection", Map.of("kind", "oauth", "authorizationUrl", "javascript:alert(1)"))
                .statusCode(400)
                .body("detail", containsString("authorizationUrl"));
    }

    @Test
    void exchanges_are_exported_in_http_archive_format() throws Exception {
        String id = create("NewOrder", Map.of());
        shop.order();
        post("workflows/" + id + "/poll", Map.of());
        get("workflows/" + id + "/har")
                .body("log.version", equalTo("1.2"))
                .body("log.entries.response.status", equalTo(List.of(202, 200)))
                .body("log.entries[1].request.queryString[0].name", equalTo("since"))
                .body("log.entries[1].response.content.text", equalTo("{\"id\":1}"))
                .body("log.entries.startedDateTime", everyItem(containsString("T")))
                .body("log.entries._operation", everyItem(equalTo("NewOrder")));
        get("har").body("log.entries.size()", equalTo(2));
    }

    private ValidatableResponse replayed(String id) {
        post("workflows/" + id + "/replay", Map.of()).statusCode(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> get("workflows/" + id + "/replay").body("running", equalTo(false)));
        return get("workflows/" + id + "/replay");
    }

    @Test
    void a_recorded_poll_is_replayed_and_the_differences_of_another_version_are_named() throws Exception {
        String id = create("NewOrder", Map.of());
        shop.order();
        post("workflows/" + id + "/poll", Map.of());
        post("firing", Map.of("kind", "action", "operation", "AddOrder", "inputs", Map.of("customer", "c{n}")))
                .statusCode(200);
        replayed(id)
                .body("steps.before", equalTo(List.of(202, 200)))
                .body("steps.after", equalTo(List.of(202, 200)))
                .body("steps.differences.flatten().size()", equalTo(0));
        shop.change();
        replayed(id)
                .body(
                        "steps[1].differences",
                        hasItems("Retry-After: 15, now 60", "$.id: number, now absent", "$.price: absent, now number"));
        get("workflows/" + id).body("exchangeCount", equalTo(2));
    }

    @Test
    void a_recorded_action_is_replayed_up_to_its_result_and_a_webhook_is_not() {
        String id = create("OrderCake", Map.of("flavour", "plum"));
        post("time", Map.of("advance", 60));
        replayed(id)
                .body("steps.after", equalTo(List.of(202, 202, 202, 200)))
                .body("steps.differences.flatten().size()", equalTo(0));
        String hook = create("OrderCreated", Map.of());
        post("workflows/" + hook + "/replay", Map.of()).statusCode(400).body("detail", containsString("webhook"));
    }

    @Test
    void drills_are_played_with_events_and_scored() {
        get("drills").body("drills.id", hasItems("lost-answer", "retry-storm")).body("results.size()", equalTo(0));
        post("firing", Map.of("kind", "action", "operation", "Nothing", "inputs", Map.of()))
                .statusCode(400);
        post("firing", Map.of("kind", "command")).statusCode(400).body("detail", containsString("--fire"));
        post("firing", Map.of("kind", "action", "operation", "AddOrder", "inputs", Map.of("customer", "c{n}")));
        post("drills", Map.of("drill", "equal-timestamps")).statusCode(200);
        await().atMost(PATIENCE).untilAsserted(() -> get("drills").body("running", equalTo("")));
        get("drills")
                .body("problem", equalTo(""))
                .body("results[0].operation", equalTo("NewOrder"))
                .body("results[0].score", equalTo(100));
        assertThat(shop.bodies()).doesNotHaveDuplicates().hasSize(7);
        post("drills", Map.of("drill", "flood")).statusCode(400).body("detail", containsString("lost-answer"));
    }

    @Test
    void a_drill_without_events_is_skipped_with_the_reason() {
        post("drills", Map.of("drill", "late-item"));
        await().atMost(PATIENCE).untilAsserted(() -> get("drills").body("running", equalTo("")));
        get("drills").body("results[0].skipped", startsWith("It needs events"));
    }

    @Test
    void the_nth_request_suffers_a_fault_and_a_restart_is_the_command_of_the_start() {
        String id = create("NewOrder", Map.of());
        post("faults", Map.of("operation", "NewOrder", "kind", "ERROR", "nth", 2))
                .statusCode(200);
        post("faults", Map.of("operation", "NewOrder", "kind", "RESTART", "count", 1))
                .body("canRestart", equalTo(true));
        post("workflows/" + id + "/poll", Map.of());
        get("faults").body("on.find {it.kind == 'ERROR'}.hits", equalTo(0));
        post("workflows/" + id + "/poll", Map.of());
        get("workflows/" + id).body("exchanges.status", equalTo(List.of(503, 202, 202)));
        assertThat(restarts).hasValue(1);
    }

    @Test
    void a_receiver_that_is_down_and_a_bad_certificate_get_no_callback() throws Exception {
        String id = create("OrderCreated", Map.of());
        post("receiver", Map.of("down", true)).body("receiverDown", equalTo(true));
        assertThat(shop.order()).isZero();
        post("receiver", Map.of("down", false)).body("receiverDown", equalTo(false));
        assertThat(shop.order()).isEqualTo(202);
        String before = shop.hooks().get(0);
        post("workflows/" + id + "/certificate", Map.of("untrusted", true)).body("state.untrusted", equalTo(true));
        assertThat(shop.hooks()).hasSize(1).first().asString().startsWith("https://127.0.0.1:");
        assertThat(shop.order()).isZero();
        post("workflows/" + id + "/certificate", Map.of("untrusted", false));
        assertThat(shop.order()).isEqualTo(202);
        assertThat(shop.hooks()).hasSize(1).doesNotContain(before);
    }

    @Test
    void an_answer_with_a_redirect_is_shown_as_it_was_sent() throws Exception {
        String id = create("OrderCreated", Map.of());
        post("workflows/" + id + "/answer", Map.of("answer", "redirect")).statusCode(200);
        assertThat(shop.order()).isEqualTo(302);
        get("workflows/" + id).body("state.answer", equalTo("redirect")).body("exchanges.url", not(hasItem("")));
    }
}
