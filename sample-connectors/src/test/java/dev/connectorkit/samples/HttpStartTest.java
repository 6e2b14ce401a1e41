package dev.connectorkit.samples;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.connectorkit.samples.phone.ConsoleSms;
import dev.connectorkit.server.ConnectorServer;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The samples as a caller over HTTP sees them, on every engine. */
@ParameterizedClass
@EnumSource
class HttpStartTest {

    private static final Pattern SMS = Pattern.compile("SMS to \\+14255550123: (\\d{4})\\R");
    private static final Duration LONG = Duration.ofMinutes(2);

    private final ByteArrayOutputStream phone = new ByteArrayOutputStream();
    private final ConnectorServer server;

    HttpStartTest(SampleEngine engine, @TempDir Path data) {
        server = ConnectorServer.builder()
                .dataDir(data)
                .store("memory")
                .orchestrations(
                        SampleOrchestrations.create(new ConsoleSms(new PrintStream(phone))),
                        options -> engine.configure(options.managementApi()))
                .register(new HttpStart())
                .start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private JsonPath start(String name, String body) {
        return given().contentType("application/json")
                .body(body)
                .post(server.url() + "orchestrators/" + name)
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();
    }

    private static void raise(JsonPath links, String event, String body) {
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body(body)
                .post(links.getString("sendEventPostUri").replace("{eventName}", event))
                .then()
                .statusCode(202);
    }

    private static Response finished(JsonPath links) {
        return await().atMost(LONG)
                .until(
                        () -> given().urlEncodingEnabled(false).get(links.getString("statusQueryGetUri")),
                        status -> status.statusCode() != 202);
    }

    private String code() {
        Matcher sms = SMS.matcher("");
        await().atMost(LONG).until(() -> sms.reset(phone.toString(UTF_8)).find());
        return sms.group(1);
    }

    @Test
    void a_phone_is_verified_over_http() {
        JsonPath links = start("E4_SmsPhoneVerification", "\"+14255550123\"");
        raise(links, "SmsChallengeResponse", "1");
        raise(links, "SmsChallengeResponse", code());

        finished(links)
                .then()
                .statusCode(200)
                .body("runtimeStatus", equalTo("Completed"))
                .body("input", equalTo("+14255550123"))
                .body("output", equalTo(true));
    }

    @Test
    void a_number_that_is_none_ends_as_failed() {
        finished(start("E4_SmsPhoneVerification", "\"12\"")).then().statusCode(400);
        assertThat(phone.toString(UTF_8)).isEmpty();
    }

    @Test
    void a_budget_is_approved_over_http() {
        JsonPath links = start("BudgetApproval", "{\"purpose\": \"chairs\", \"amount\": 1200}");
        raise(links, "Approval", "true");

        finished(links).then().statusCode(200).body("output.approved", equalTo(true));
    }

    @Test
    void an_orchestration_that_is_not_there_is_a_404() {
        given().contentType("application/json")
                .post(server.url() + "orchestrators/Nope")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void a_body_that_is_no_json_is_a_400() {
        given().contentType("application/json")
                .body("+14255550123")
                .post(server.url() + "orchestrators/E4_SmsPhoneVerification")
                .then()
                .statusCode(400);
    }
}
