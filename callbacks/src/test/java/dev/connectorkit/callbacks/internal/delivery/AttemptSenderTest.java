package dev.connectorkit.callbacks.internal.delivery;

import static dev.connectorkit.callbacks.internal.delivery.RawReceiver.OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.internal.delivery.AttemptResult.Failure;
import dev.connectorkit.callbacks.internal.store.Delivery;
import dev.connectorkit.callbacks.internal.store.EncryptedUrl;
import dev.connectorkit.callbacks.internal.store.EventBody;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** One attempt, from the stored delivery to the bytes that arrive. */
class AttemptSenderTest extends WireTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private volatile String address = "127.0.0.1";

    @Override
    InetAddress[] resolve(String host) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName(address)};
    }

    @Test
    void theUrlIsJudgedAnewAtEachAttempt() {
        AttemptSender sender = sender(List.of());
        String url = "http://rebind.example.com:" + receiver.port() + "/";
        assertThat(sender.attempt(delivery(url, false)).join().status()).isEqualTo(202);
        address = "10.0.0.1";
        clock.pass(Duration.ofMinutes(2));
        AttemptResult answer = sender.attempt(delivery(url, false)).join();
        assertThat(answer.failure()).isEqualTo(Failure.FORBIDDEN);
        assertThat(answer.detail()).doesNotContain("10.0.0.1");
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void userInfoIsSentAsBasicForPushTriggersAndNowhereElse() {
        AttemptSender sender = sender(List.of());
        String url = "http://us%C3%A9r:p%40ss%3A@127.0.0.1:" + receiver.port() + "/a";
        assertThat(sender.attempt(delivery(url, true)).join().status()).isEqualTo(202);
        String expected = Base64.getEncoder().encodeToString("usér:p@ss:".getBytes(StandardCharsets.UTF_8));
        assertThat(receiver.requests())
                .singleElement()
                .asString()
                .startsWith("POST /a HTTP/1.1\r\n")
                .contains("\r\nAuthorization: Basic " + expected + "\r\n")
                .doesNotContain("p%40ss");

        assertThat(sender.attempt(delivery(url, false)).join().failure()).isEqualTo(Failure.FORBIDDEN);
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void theNextRequestOnAConnectionHasNothingOfTheOneBefore() {
        receiver.answering("HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic realm=x\r\nSet-Cookie: a=b\r\n"
                + "Content-Length: 0\r\n\r\n");
        AttemptSender sender = sender(List.of());
        sender.attempt(delivery("http://u:p@127.0.0.1:" + receiver.port() + "/first", true))
                .join();
        receiver.answering(OK);
        sender.attempt(delivery(receiver.url("/second"), false)).join();
        assertThat(receiver.requests()).hasSize(2);
        assertThat(receiver.requests().get(1)).doesNotContainIgnoringCase("authorization", "cookie");
    }

    @Test
    void anAttemptWithAllItsHeadersIsWhatTheDocumentsSay() {
        AttemptSender sender = sender(List.of("0123456789abcdef01234567".getBytes(StandardCharsets.UTF_8)));
        sender.attempt(delivery(receiver.url("/a"), false)).join();
        String request = receiver.requests().get(0);
        String head = request.substring(0, request.indexOf("\r\n\r\n"));
        assertThat(head.lines()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrder(
                        "host",
                        "content-type",
                        "content-length",
                        "connection",
                        "user-agent",
                        "x-mine",
                        "webhook-id",
                        "webhook-timestamp",
                        "webhook-signature");
        assertThat(head)
                .containsIgnoringCase(
                        "\r\nwebhook-timestamp: " + clock.instant().getEpochSecond())
                .containsIgnoringCase("\r\nUser-Agent: ConnectorKit");
    }

    private AttemptSender sender(List<byte[]> keys) {
        return new AttemptSender(guard, new Signer(keys), transport, TIMEOUT, clock);
    }

    private Delivery delivery(String url, boolean push) {
        return new Delivery(
                "0123456789abcdef0123456789abcdef",
                "e",
                "event",
                "s",
                "h:80",
                EncryptedUrl.of(url),
                push,
                EventBody.of("{\"a\":\"ä\"}"),
                "{\"X-Mine\":\"yes\"}",
                0,
                false,
                false,
                false,
                clock.instant(),
                0);
    }
}
