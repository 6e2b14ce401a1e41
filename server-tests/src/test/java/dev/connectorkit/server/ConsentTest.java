package dev.connectorkit.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.server.Receiver.Reply;
import dev.connectorkit.storage.FreePort;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that are asked before a subscription is taken. */
class ConsentTest {

    private static final String ALLOWED = "WebHook-Allowed-Origin";

    private Receiver receiver;
    private EventServer server;
    private String local;

    @BeforeEach
    void start() throws Exception {
        receiver = new Receiver();
        server = EventServer.with(
                OrderEvents.event().askingConsent(),
                builder -> builder.publicUrl(URI.create("https://connector.example.com/")));
        local = "http://localhost:" + server.port() + "/orders/";
    }

    @AfterEach
    void stop() {
        server.close();
        receiver.close();
    }

    @Test
    void theReceiverIsAskedForTheHostOfThePublicUrlAndThenGetsWhatItConsentedTo() {
        receiver.answering(got -> consent("connector.example.com"));
        ask("/hook?sig=secret").statusCode(201);
        assertThat(receiver.got()).singleElement().satisfies(got -> {
            assertThat(got.method()).isEqualTo("OPTIONS");
            assertThat(got.target()).isEqualTo("/hook?sig=secret");
            assertThat(got.header("WebHook-Request-Origin")).isEqualTo("connector.example.com");
            assertThat(got.body()).isEmpty();
        });

        server.publish("1");
        EventServer.soon().until(() -> receiver.got().size() == 2);
        assertThat(receiver.got().get(1).method()).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "CONNECTOR.example.com"})
    void aReceiverMayAllowEverybodyAndWriteTheHostAsItLikes(String origin) {
        receiver.answering(got -> consent(origin));
        ask("/a").statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "200,none",
                "405,none",
                "200,evil.example.com",
                "200,connector.example.com.evil.example",
                "200,example.com"
            })
    void withoutConsentNothingIsStored(int status, String origin) {
        receiver.answering(got -> origin == null
                ? Reply.of(status)
                : new Reply(status, consent(origin).headers()));
        refused(ask("/a?sig=secret")).body("errors[0].message", containsString(status + " without it"));
    }

    @Test
    void nobodyWhoAnswersGivesNoConsent() throws Exception {
        refused(askFor("http://localhost:" + FreePort.next() + "/a?sig=secret"))
                .body("errors[0].message", containsString("nobody takes connections"));
    }

    @Test
    void whoEndsTheConnectionGivesNoConsent() throws Exception {
        try (ServerSocket closing = new ServerSocket(0)) {
            Thread thread = new Thread(() -> closeAll(closing));
            thread.setDaemon(true);
            thread.start();
            refused(askFor("http://localhost:" + closing.getLocalPort() + "/a?sig=secret"));
        }
    }

    @Test
    void whoHangsGivesNoConsent() throws Exception {
        server.close();
        server = EventServer.with(
                OrderEvents.event().askingConsent(),
                builder -> builder.publicUrl(URI.create("https://connector.example.com/"))
                        .delivery(options -> options.guard(CallbackGuard.forDevelopment())
                                .policy(DeliveryPolicy.builder()
                                        .attemptTimeout(Duration.ofSeconds(2))
                                        .build())));
        local = "http://localhost:" + server.port() + "/orders/";
        try (ServerSocket silent = new ServerSocket(0)) {
            refused(askFor("http://localhost:" + silent.getLocalPort() + "/a?sig=secret"))
                    .body("errors[0].message", containsString("no answer in"));
        }
    }

    @Test
    void whoSubscribesAgainIsAskedAgainAndKeepsWhatItHadIfItRefuses() {
        receiver.answering(got -> got.method().equals("OPTIONS") ? consent("*") : Reply.of(202));
        ask("/a").statusCode(201);
        receiver.answering(202);
        ask("/a").statusCode(400);

        assertThat(server.list("subscriptions")).hasSize(1);
        server.publish("1");
        EventServer.soon()
                .until(() ->
                        receiver.got().stream().anyMatch(got -> got.method().equals("POST")));
    }

    @Test
    void theReceiverOfAPushTriggerIsAskedToo() {
        receiver.answering(got -> consent("evil.example.com"));
        refused(push("/a?sig=secret"));
        assertThat(receiver.got()).extracting(Receiver.Got::method).containsExactly("OPTIONS");

        receiver.answering(got -> consent("connector.example.com"));
        push("/a?sig=secret").statusCode(200);
        assertThat(server.list("subscriptions")).hasSize(1);
    }

    @Test
    void nobodyIsAskedForASubscriptionThatIsWrongAnyway() {
        given().contentType("application/json")
                .body(Map.of("callbackUrl", receiver.url("/a"), "region", "x".repeat(20_000)))
                .post(local + "subscriptions")
                .then()
                .statusCode(413);
        assertThat(receiver.got()).isEmpty();
    }

    private static Reply consent(String origin) {
        return new Reply(200, Map.of(ALLOWED, origin));
    }

    private ValidatableResponse ask(String path) {
        return askFor(receiver.url(path));
    }

    private ValidatableResponse askFor(String callbackUrl) {
        return given().contentType("application/json")
                .body(Map.of("callbackUrl", callbackUrl))
                .post(local + "subscriptions")
                .then();
    }

    private ValidatableResponse push(String path) {
        return given().contentType("application/json")
                .body(Map.of("callbackUrl", receiver.url(path)))
                .put(local + "push/my-workflow")
                .then();
    }

    /** Checks the engine's response, and that nothing else happened. */
    private ValidatableResponse refused(ValidatableResponse answer) {
        answer.statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .header("Location", equalTo(null))
                .body("errors[0].field", equalTo("callbackUrl"))
                .body("errors[0].message", containsString(ALLOWED + ": connector.example.com"))
                .body(not(containsString("secret")));
        assertThat(server.list("subscriptions")).isEmpty();
        assertThat(server.event().publish(new OrderEvents.Order("1", "north")).deliveries())
                .isZero();
        return answer;
    }

    private static void closeAll(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.getInputStream().read();
                socket.close();
            }
        } catch (IOException e) {
            // the test is over
        }
    }
}
