package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import dev.connectorkit.guard.CallbackGuard;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers behind https. */
class TlsTest {

    private static final Duration LATER = Duration.ofSeconds(7);

    private static Certificates certificates;

    private @Nullable Receiver receiver;
    private @Nullable EventServer server;

    @BeforeAll
    static void sign(@TempDir Path folder) throws Exception {
        certificates = new Certificates(folder)
                .signed("right", "-validity", "30")
                .signed("expired", "-startdate", "-3d", "-validity", "1")
                .selfSigned("unknown");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        if (receiver != null) {
            receiver.close();
        }
    }

    private Receiver receiver(HttpsConfigurator tls) throws IOException {
        Receiver made = new Receiver(tls);
        receiver = made;
        return made;
    }

    private EventServer server(@Nullable SSLContext trust) {
        EventServer made = EventServer.with(
                OrderEvents.event(),
                builder -> builder.delivery(options -> {
                    options.guard(CallbackGuard.forDevelopment());
                    if (trust != null) {
                        options.sslContext(trust);
                    }
                }));
        server = made;
        return made;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aReceiverWithTheRightNameOfATrustedAuthorityGetsIt(String version) throws Exception {
        SSLContext context = certificates.identity("right").context();
        Receiver receiver = receiver(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                var chosen = context.getDefaultSSLParameters();
                chosen.setProtocols(new String[] {version});
                parameters.setSSLParameters(chosen);
            }
        });
        EventServer server = server(certificates.trust());
        server.subscribe(receiver.url("/a"));
        server.publish("1");
        EventServer.soon().until(() -> receiver.got().size() == 1);
    }

    @ParameterizedTest
    @CsvSource({
        "right,127.0.0.1,certificate is for another host",
        "expired,localhost,certificate has expired",
        "unknown,localhost,certificate is not of a trusted authority"
    })
    void aReceiverThatIsNotProvenToBeWhoItIsGetsNothingUntilItIs(String certificate, String host, String why)
            throws Exception {
        Certificates.Identity identity = certificates.identity(certificate);
        Receiver receiver = receiver(new HttpsConfigurator(identity.context()));
        EventServer server = server(certificates.trust());
        server.subscribe(receiver.url("/a?sig=secret").replace("localhost", host));
        server.publish("1");
        Map<String, Object> waiting = server.waitingAfter(1);
        assertThat(server.wait(waiting)).isBetween(Duration.ofMillis(4_999), Duration.ofSeconds(6));
        assertThat(receiver.got()).isEmpty();
        tells(server.attempts(waiting.get("id")).get(0), why);

        identity.become("right");
        server.pass(LATER);
        if (host.equals("localhost")) {
            EventServer.soon().until(() -> receiver.got().size() == 1);
            assertThat(receiver.got().get(0).header("webhook-id")).isEqualTo(waiting.get("id"));
        } else {
            server.waitingAfter(2);
            assertThat(receiver.got()).isEmpty();
        }
    }

    @Test
    void anAuthorityOfOnesOwnIsTrustedOnlyWhereItIsGiven() throws Exception {
        Receiver receiver =
                receiver(new HttpsConfigurator(certificates.identity("right").context()));
        EventServer server = server(null);
        server.subscribe(receiver.url("/a"));
        server.publish("1");
        tells(server.attempts(server.waitingAfter(1).get("id")).get(0), "certificate is not of a trusted authority");
        assertThat(receiver.got()).isEmpty();
    }

    @Test
    void aReceiverThatSpeaksAnOlderTlsOnlyIsRefused() throws Exception {
        try (ServerSocket old = new ServerSocket(0)) {
            CompletableFuture<byte[]> alert = CompletableFuture.supplyAsync(() -> answerWithTls11(old));
            EventServer server = server(certificates.trust());
            server.subscribe("https://localhost:" + old.getLocalPort() + "/a");
            server.publish("1");
            tells(server.attempts(server.waitingAfter(1).get("id")).get(0), "TLS 1.2 or newer");
            // Fatal, and protocol_version, as RFC 8446 numbers them.
            assertThat(alert.get(1, TimeUnit.MINUTES)).containsExactly(2, 70);
        }
    }

    /** Says that it will speak TLS 1.1; returns the alert that comes back. */
    private static byte[] answerWithTls11(ServerSocket server) {
        try (Socket socket = server.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            readRecord(in);
            String hello = "0302" + "5f".repeat(32) + "00" + "c013" + "00";
            int length = hello.length() / 2;
            String record = String.format("160302%04x02%06x%s", length + 4, length, hello);
            socket.getOutputStream().write(HexFormat.of().parseHex(record));
            return readRecord(in);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static byte[] readRecord(DataInputStream in) throws IOException {
        in.skipNBytes(3);
        return in.readNBytes(in.readUnsignedShort());
    }

    /** Why, in one short line without a secret. */
    private static void tells(Map<String, Object> attempt, String why) {
        assertThat(attempt).containsEntry("status", 0);
        assertThat(attempt.get("outcome").toString())
                .startsWith("tls: ")
                .contains(why)
                .doesNotContain("\n", "\tat ", "secret", "java.")
                .hasSizeBetween(10, 300);
    }
}
