package dev.connectorkit.samples.phone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.NonRetriableException;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.testing.OrchestrationTester;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioSmsTest {

    private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
    private static final String TOKEN = "s3cret-t0ken";
    private static final String BASIC = Base64.getEncoder().encodeToString((ACCOUNT + ":" + TOKEN).getBytes(UTF_8));
    private static final String SENT = "{\"sid\": \"SM1\", \"status\": \"queued\", \"error_code\": null}";

    private record Got(String method, String path, String authorization, String type, String body) {}

    private record Reply(int status, String body) {}

    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final Deque<Reply> replies = new ArrayDeque<>(); // read by one request at a time
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer twilio;

    TwilioSmsTest() throws IOException {
        twilio = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        twilio.setExecutor(threads);
        twilio.createContext("/", this::handle);
        twilio.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        got.add(new Got(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        Reply reply = replies.remove();
        byte[] body = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        end.countDown();
        twilio.stop(0);
        threads.shutdownNow();
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + twilio.getAddress().getPort());
    }

    private TwilioSms sms() {
        return TwilioSms.of(ACCOUNT, TOKEN, "+15005550006", base(), Duration.ofSeconds(10));
    }

    private void answering(int status, String body) {
        replies.add(new Reply(status, body));
    }

    @Test
    void posts_the_message_as_a_form_with_the_accounts_credentials() throws Exception {
        answering(201, SENT);
        sms().sendCode("+14255550123", 2168);

        assertThat(got)
                .singleElement()
                .extracting(Got::method, Got::path, Got::authorization, Got::type)
                .containsExactly(
                        "POST",
                        "/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json",
                        "Basic " + BASIC,
                        "application/x-www-form-urlencoded");
        assertThat(fields(got.get(0).body()))
                .containsOnly(
                        Map.entry("To", "+14255550123"),
                        Map.entry("From", "+15005550006"),
                        Map.entry("Body", "Your verification code is 2168"));
    }

    @Test
    void a_base_url_may_have_a_path() throws Exception {
        answering(201, SENT);
        TwilioSms.of(ACCOUNT, TOKEN, "+15005550006", base().resolve("/twilio/"), Duration.ofSeconds(10))
                .sendCode("+14255550123", 2168);

        assertThat(got.get(0).path()).isEqualTo("/twilio/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json");
    }

    @ParameterizedTest
    @CsvSource({"400, 21211", "401, 20003", "404, 20404", "302, 0"})
    void what_twilio_refuses_is_not_worth_another_try(int status, int error) {
        answering(status, "{\"code\": " + error + ", \"message\": \"No.\", \"status\": " + status + "}");

        assertThatExceptionOfType(NonRetriableException.class)
                .isThrownBy(() -> sms().sendCode("+14255550123", 2168))
                .withMessageContainingAll("HTTP " + status, "twilio.com/docs/api/errors/" + error);
    }

    @Test
    void an_answer_without_an_error_number_is_told_by_its_status() {
        answering(403, "<html>");

        assertThatExceptionOfType(NonRetriableException.class)
                .isThrownBy(() -> sms().sendCode("+14255550123", 2168))
                .withMessage("Twilio refused the message: HTTP 403");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void a_busy_or_broken_twilio_is_worth_another_try(int status) {
        answering(status, "{\"code\": 20429}");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> sms().sendCode("+14255550123", 2168))
                .withMessageContainingAll("HTTP " + status, "20429");
    }

    @Test
    void an_answer_that_does_not_come_in_time_is_worth_another_try() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> sendToSilence(false))
                .withMessage("Twilio did not answer within 300 ms");
    }

    @Test
    void an_answer_that_stops_in_the_middle_is_worth_another_try() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> sendToSilence(true))
                .withMessage("Twilio did not answer within 300 ms");
    }

    /** To a server that says nothing, or nothing more after the headers. */
    private void sendToSilence(boolean afterHeaders) throws Exception {
        twilio.createContext("/2010-04-01", exchange -> {
            if (afterHeaders) {
                exchange.sendResponseHeaders(201, 100);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            }
            awaitEnd();
            exchange.close();
        });
        TwilioSms.of(ACCOUNT, TOKEN, "+15005550006", base(), Duration.ofMillis(300))
                .sendCode("+14255550123", 2168);
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_twilio_that_is_not_there_is_worth_another_try() {
        TwilioSms sms =
                TwilioSms.of(ACCOUNT, TOKEN, "+15005550006", URI.create("http://127.0.0.1:1"), Duration.ofSeconds(10));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> sms.sendCode("+14255550123", 2168))
                .withMessageStartingWith("Twilio cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 429, 500})
    void no_failure_tells_a_secret_even_if_twilio_does(int status) {
        answering(status, "{\"code\": 20003, \"message\": \"" + TOKEN + " " + BASIC + " +14255550123 2168\"}");
        Throwable failure = catchThrowable(() -> sms().sendCode("+14255550123", 2168));

        assertThat(failure).isNotNull();
        assertThat(FailureDetails.of(failure).toString()
                        + FailureDetails.of(failure).stackTrace())
                .doesNotContain(TOKEN, BASIC, "+14255550123", "2168", ACCOUNT);
    }

    @Test
    void the_orchestration_tries_again_after_429() {
        answering(429, "{\"code\": 20429}");
        answering(201, SENT);
        OrchestrationTester tester = tester();
        String id = tester.start("E4_SmsPhoneVerification", "+14255550123");
        assertThat(got).hasSize(1);
        tester.advance(Duration.ofSeconds(2));

        assertThat(got).hasSize(2);
        tester.raiseEvent(id, "SmsChallengeResponse", code(got.get(1)));
        assertThat(tester.output(id, Boolean.class)).isTrue();
    }

    @Test
    void the_orchestration_fails_at_once_after_401_and_keeps_no_secret() {
        answering(401, "{\"code\": 20003, \"message\": \"" + TOKEN + "\"}");
        OrchestrationTester tester = tester();
        String id = tester.start("E4_SmsPhoneVerification", "+14255550123");
        tester.advance(Duration.ofMinutes(5));

        assertThat(got).hasSize(1);
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        assertThat(String.valueOf(tester.status(id).failure())).contains("HTTP 401, error 20003");
        assertThat(tester.history(id).toString()).doesNotContain(TOKEN, BASIC);
    }

    private OrchestrationTester tester() {
        Orchestrations orchestrations = Orchestrations.create();
        PhoneVerification.register(orchestrations, sms(), RandomGenerator.getDefault());
        return OrchestrationTester.of(orchestrations);
    }

    private static int code(Got request) {
        String body = request.body().replace('+', ' ');
        return Integer.parseInt(body.replaceAll("(?s).*code is (\\d{4}).*", "$1"));
    }

    private static Map<String, String> fields(String form) {
        return Arrays.stream(form.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> URLDecoder.decode(field[1], UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://api.twilio.com", "http://127.0.0.1.example.com", "api.twilio.com", "ftp://localhost"})
    void a_token_does_not_go_over_an_open_line(String base) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TwilioSms.of(ACCOUNT, TOKEN, "+1", URI.create(base), Duration.ofSeconds(1)))
                .withMessageContaining("https")
                .withMessageNotContaining(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://api.twilio.com", "https://proxy.example/x", "http://localhost:1", "http://[::1]:1"})
    void safe_addresses_are_taken(String base) {
        assertThatCode(() -> TwilioSms.of(ACCOUNT, TOKEN, "+1", URI.create(base), Duration.ofSeconds(1)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"AC/../x, token, +1", "'', token, +1", "AC1, ' ', +1", "AC1, token, ' '"})
    void incomplete_credentials_are_told(String account, String token, String from) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TwilioSms.of(account, token, from))
                .withMessageContaining("SID");
    }
}
