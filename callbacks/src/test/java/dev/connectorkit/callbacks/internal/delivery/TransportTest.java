package dev.connectorkit.callbacks.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.internal.delivery.AttemptResult.Failure;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.storage.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that do what they like, on raw sockets. */
class TransportTest {

    /** Of attempts that get no answer. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** Of attempts whose answer comes at once, and never ends. */
    private static final Duration ENOUGH_FOR_A_STATUS = Duration.ofSeconds(2);

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String OK = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

    /** The behaviour of a receiver towards a connection after it has read a request. */
    private interface Behaviour {
        void answer(Socket socket, OutputStream out) throws Exception;
    }

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicLong connections = new AtomicLong();
    private final CallbackGuard guard = CallbackGuard.forDevelopment();
    private ServerSocket server;
    private Transport transport;
    private volatile Behaviour behaviour = (socket, out) -> write(out, OK);

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        thread(() -> {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                thread(() -> serve(socket));
            }
        });
        transport = new Transport(guard, Limited.to(16, 8), null, null);
    }

    @AfterEach
    void stop() throws IOException {
        transport.close();
        server.close();
    }

    @Test
    void theRequestIsWhatWasAskedForToTheLetter() {
        String target = "/workflows/a%2Fb/run?sp=%2Ftriggers%2Fmanual%2Frun&sig=a+b~c%2B&empty=&x";
        assertThat(post(target).status()).isEqualTo(202);
        assertThat(requests.get(0))
                .startsWith("POST " + target + " HTTP/1.1\r\n")
                .containsIgnoringCase("\r\nHost: 127.0.0.1:" + server.getLocalPort() + "\r\n")
                .containsIgnoringCase("\r\nContent-Type: application/json\r\n")
                .containsIgnoringCase("\r\nContent-Length: 7\r\n")
                .contains("\r\nX-Mine: yes\r\n")
                .doesNotContainIgnoringCase("Cookie", "Accept-Encoding", "Expect", "Authorization")
                .endsWith("\r\n\r\n{\"a\":1}");
    }

    @Test
    void aUrlWithoutAPathIsAskedForItsRoot() {
        post("");
        assertThat(requests.get(0)).startsWith("POST / HTTP/1.1\r\n");
    }

    @Test
    void connectionsAreUsedAgain() {
        for (int i = 0; i < 50; i++) {
            assertThat(post("/").status()).isEqualTo(202);
        }
        assertThat(connections.get())
                .as("an answer is known a moment before its connection is free")
                .isLessThan(50);
    }

    @Test
    void cookiesAreForgotten() {
        behaviour =
                (socket, out) -> write(out, "HTTP/1.1 202 Accepted\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
        post("/");
        post("/");
        assertThat(requests.get(1)).doesNotContainIgnoringCase("cookie");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowedAndTheirTargetIsToldWithoutItsSecrets(int status) {
        behaviour = (socket, out) -> write(
                out,
                "HTTP/1.1 " + status
                        + " Elsewhere\r\nLocation: http://169.254.169.254/latest?sig=secret\r\nContent-Length: 0\r\n\r\n");
        AttemptResult answer = post("/");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.outcome()).isEqualTo(status + ", a redirect to http://169.254.169.254");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aReceiverThatSaysNothingRunsOutOfTime() {
        behaviour = (socket, out) -> Thread.currentThread().join();
        assertTimesOut();
    }

    @Test
    void aHeaderThatDripsRunsOutOfTime() {
        behaviour = (socket, out) -> drip(out, "HTTP/1.1 202 Accepted\r\nX-Long: ");
        assertTimesOut();
    }

    @Test
    void headersThatNeverEndAreGivenUp() {
        behaviour = (socket, out) -> {
            write(out, "HTTP/1.1 202 Accepted\r\n");
            for (long i = 0; i < 1_000_000; i++) {
                write(out, "X-" + i + ": " + "y".repeat(100) + "\r\n");
            }
        };
        assertThat(post("/", ENOUGH_FOR_A_STATUS))
                .matches(answer -> answer.status() == 202 || answer.failure() == Failure.TIMEOUT);
    }

    @Test
    void aStatusThatHasComeStandsThoughTheBodyDrips() {
        behaviour = (socket, out) -> drip(out, "HTTP/1.1 202 Accepted\r\nContent-Length: 100000\r\n\r\n");
        assertThat(post("/", ENOUGH_FOR_A_STATUS).status()).isEqualTo(202);
    }

    @Test
    void ofAHugeBodyLittleIsRead() throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch closed = new CountDownLatch(1);
        behaviour = (socket, out) -> {
            write(out, "HTTP/1.1 202 Accepted\r\nContent-Length: 1073741824\r\n\r\n");
            byte[] block = new byte[8192];
            try {
                while (sent.addAndGet(block.length) < 1L << 30) {
                    out.write(block);
                }
            } finally {
                closed.countDown();
            }
        };
        assertThat(post("/").status()).isEqualTo(202);
        assertThat(closed.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(sent.get()).as("what fits into the buffers of two sockets").isLessThan(64L << 20);
    }

    @Test
    void aConnectionThatBreaksIsNoAnswer() {
        behaviour = (socket, out) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        };
        assertThat(post("/").failure()).isEqualTo(Failure.BROKEN);
        behaviour = (socket, out) -> {
            write(out, "HTTP/1.1 20");
            socket.close();
        };
        assertThat(post("/").failure()).isEqualTo(Failure.BROKEN);
        behaviour = (socket, out) -> {
            write(out, "220 mail.example ESMTP\r\n");
            socket.close();
        };
        assertThat(post("/").failure()).isEqualTo(Failure.BROKEN);
    }

    @Test
    void oldAndUnusualAnswersAreUnderstood() {
        for (String answer : List.of(
                "HTTP/1.0 200 OK\r\n\r\nuntil the end",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope")) {
            behaviour = (socket, out) -> {
                write(out, answer);
                socket.close();
            };
            // A client of its own: the receiver closes its connections, and one of them might be used again.
            try (Transport fresh = new Transport(guard, Limited.to(4, 4), null, null)) {
                assertThat(fresh.post(
                                        guard.check(url("/")),
                                        Map.of(),
                                        "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                        LONG)
                                .join()
                                .status())
                        .as(answer)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void nobodyListeningIsNoConnection() {
        assertThat(transport
                        .post(
                                guard.check("http://127.0.0.1:" + FreePort.next() + "/"),
                                Map.of(),
                                "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                LONG)
                        .join()
                        .failure())
                .isEqualTo(Failure.CONNECT);
    }

    @Test
    void plainHttpWhereTlsIsExpectedIsNoSession() {
        assertThat(transport
                        .post(
                                guard.check("https://127.0.0.1:" + server.getLocalPort() + "/"),
                                Map.of(),
                                "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                SHORT)
                        .join()
                        .failure())
                .isIn(Failure.TLS, Failure.BROKEN, Failure.TIMEOUT, Failure.CONNECT);
    }

    @Test
    void whatIsDialledIsWhatTheGuardHasVetted() {
        CallbackGuard pinned = CallbackGuard.builder()
                .allowHttp()
                .ports("1-65535")
                .openNetwork("127.0.0.0/8")
                .resolver(host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")})
                .build();
        try (Transport other = new Transport(pinned, Limited.to(4, 4), null, null)) {
            String url = "http://nowhere.example:" + server.getLocalPort() + "/";
            assertThat(other.post(
                                    pinned.check(url),
                                    Map.of(),
                                    "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                    LONG)
                            .join()
                            .status())
                    .isEqualTo(202);
            assertThat(requests.get(0)).containsIgnoringCase("Host: nowhere.example:");
        }
    }

    @Test
    void proxiesOfTheSystemAreIgnored() {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "1");
        try (Transport other = new Transport(guard, Limited.to(4, 4), null, null)) {
            assertThat(other.post(
                                    guard.check(url("/")),
                                    Map.of(),
                                    "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                    LONG)
                            .join()
                            .status())
                    .isEqualTo(202);
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
    }

    private void assertTimesOut() {
        long start = System.nanoTime();
        assertThat(post("/", SHORT).failure()).isEqualTo(Failure.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
    }

    private AttemptResult post(String target) {
        return post(target, LONG);
    }

    private AttemptResult post(String target, Duration timeout) {
        return transport
                .post(
                        guard.check(url(target)),
                        Map.of("X-Mine", "yes"),
                        "{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        timeout)
                .join();
    }

    private String url(String target) {
        return "http://127.0.0.1:" + server.getLocalPort() + target;
    }

    private void serve(Socket socket) throws Exception {
        InputStream in = socket.getInputStream();
        while (true) {
            StringBuilder request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    return;
                }
                request.append((char) c);
            }
            String head = request.toString().toLowerCase(java.util.Locale.ROOT);
            int at = head.indexOf("content-length: ");
            int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
            request.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            requests.add(request.toString());
            behaviour.answer(socket, socket.getOutputStream());
        }
    }

    private static void drip(OutputStream out, String begin) throws Exception {
        write(out, begin);
        while (true) {
            write(out, "z");
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void thread(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException | InterruptedException | UncheckedIOException e) {
                // the other side has gone
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
