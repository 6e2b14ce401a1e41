package dev.connectorkit.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import ch.qos.logback.classic.Level;
import io.restassured.response.ValidatableResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;

/** Clients that send or read slowly, or leave, beside others that do not. */
class SlowClientsTest {

    private static final String STALLED =
            "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nhe";

    /** Takes bodies, blocks and answers much. */
    @Path("/slow")
    @Produces("text/plain")
    public static class Slow {

        private static final byte[] LARGE = new byte[26_000_000]; // one: hundreds are asked for at a time

        private final CountDownLatch released = new CountDownLatch(1);
        private final AtomicInteger blocked = new AtomicInteger();
        private final CountDownLatch gone = new CountDownLatch(1);

        @POST
        @Consumes("text/plain")
        public String post(String body) {
            return "<" + body + ">";
        }

        @GET
        @Path("blocked")
        public String block() throws InterruptedException {
            blocked.incrementAndGet();
            released.await(2, TimeUnit.MINUTES);
            return "released";
        }

        @GET
        @Path("large")
        public byte[] large() {
            return LARGE;
        }

        @GET
        @Path("endless")
        public StreamingOutput endless() {
            return out -> {
                try {
                    while (true) {
                        out.write(new byte[10_000]);
                    }
                } finally {
                    gone.countDown();
                }
            };
        }
    }

    private final Slow slow = new Slow();

    private static List<Socket> open(int port, int count, String request) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress("localhost", port));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            sockets.add(socket);
        }
        return sockets;
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static void isUp(TestServer server) {
        for (String path : new String[] {"/health", "/health/live", "/health/ready"}) {
            server.get(path).then().statusCode(200);
        }
    }

    @Test
    void bodies_that_stall_take_no_worker() throws Exception {
        try (TestServer server = TestServer.with(slow)) {
            List<Socket> stalled = open(server.server().port(), 60, STALLED);
            isUp(server);
            given().baseUri(server.url())
                    .contentType("text/plain")
                    .body("hello")
                    .post("/slow")
                    .then()
                    .statusCode(200);
            stalled.get(59).getOutputStream().write("l".repeat(98).getBytes(StandardCharsets.US_ASCII));
            byte[] answer = stalled.get(59).getInputStream().readNBytes(15);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
            close(stalled);
        }
    }

    @Test
    void health_is_reported_while_every_worker_is_taken() throws Exception {
        try (TestServer server = TestServer.with(builder -> builder.workers(3), slow)) {
            List<Socket> waiting = open(server.server().port(), 100, "GET /slow/blocked HTTP/1.1\r\nHost: x\r\n\r\n");
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> slow.blocked.get() == 3);
            isUp(server);
            assertThat(slow.blocked).as("the others wait").hasValue(3);
            slow.released.countDown();
            close(waiting);
        }
    }

    @Test
    void health_is_reported_below_a_base_path() throws Exception {
        try (TestServer server = TestServer.with(builder -> builder.workers(1).basePath("/a/b"), slow)) {
            List<Socket> waiting = open(server.server().port(), 3, "GET /a/b/slow/blocked HTTP/1.1\r\nHost: x\r\n\r\n");
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> slow.blocked.get() == 1);
            server.get("/a/b/health").then().statusCode(200);
            slow.released.countDown();
            close(waiting);
        }
    }

    @Test
    void clients_that_do_not_read_leave_health_reported() throws Exception {
        try (TestServer server = TestServer.with(slow)) {
            List<Socket> unread = open(server.server().port(), 250, "GET /slow/large HTTP/1.1\r\nHost: x\r\n\r\n");
            isUp(server);
            close(unread);
        }
    }

    @Test
    void a_client_that_does_not_read_is_disconnected_and_its_worker_goes_on() throws Exception {
        WireLimits hasty = new WireLimits(10_000, 100, 10_000, WireLimits.ARRIVAL, Duration.ofMillis(200));
        Listener listener = listener(hasty, 1);
        try {
            List<Socket> unread = open(listener.port(), 2, "GET /slow/endless HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(slow.gone.await(1, TimeUnit.MINUTES)).isTrue();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(given().baseUri("http://localhost:" + listener.port())
                                    .contentType("text/plain")
                                    .body("hello")
                                    .post("/slow")
                                    .statusCode())
                            .isEqualTo(200));
            close(unread);
        } finally {
            listener.stop(Duration.ZERO);
        }
    }

    @Test
    void a_client_that_reads_steadily_but_too_slowly_is_disconnected() throws Exception {
        WireLimits steady =
                new WireLimits(10_000, 100, 10_000, WireLimits.ARRIVAL, Duration.ofSeconds(2), 1 << 30, Long.MAX_VALUE);
        Listener listener = listener(steady, 1);
        try (Socket slowly = open(listener.port(), 1, "GET /slow/endless HTTP/1.1\r\nHost: x\r\n\r\n")
                .get(0)) {
            assertThat(slowly.getInputStream().readNBytes(12)).hasSize(12);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                try {
                    assertThat(slowly.getInputStream().read()).isNotNegative(); // a byte now and then
                } catch (IOException | AssertionError e) {
                    return true;
                }
                return slow.gone.getCount() == 0;
            });
            assertThat(slow.gone.await(1, TimeUnit.MINUTES)).isTrue();
            isUp(listener);
        } finally {
            listener.stop(Duration.ZERO);
        }
    }

    @Test
    void a_client_that_reads_fast_enough_gets_all_of_a_long_answer() throws Exception {
        WireLimits strict =
                new WireLimits(10_000, 100, 10_000, WireLimits.ARRIVAL, Duration.ofMillis(500), 1, Long.MAX_VALUE);
        Listener listener = listener(strict, 1);
        try (Socket client = new Socket("localhost", listener.port())) {
            client.getOutputStream()
                    .write("GET /slow/large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().readAllBytes()).hasSizeGreaterThan(26_000_000);
        } finally {
            listener.stop(Duration.ZERO);
        }
    }

    @Test
    void clients_that_together_leave_too_much_unread_are_disconnected_until_it_fits() throws Exception {
        try (TestServer server = TestServer.with(builder -> builder.workers(16).maxUnreadBytes(600_000), slow);
                LogLines warnings = new LogLines("dev.connectorkit.server.RequestGate")) {
            List<Socket> unread = open(
                    server.server().port(), 16, "GET /slow/large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> warnings.soFar().stream().anyMatch(line -> line.contains("more than maxUnreadBytes")));
            int complete = 0;
            for (Socket socket : unread) {
                complete += isComplete(socket) ? 1 : 0;
            }
            assertThat(complete).as("of 16 answers").isBetween(1, 15);
            close(unread);
            isUp(server);
        }
    }

    @Test
    void a_limit_for_unread_answers_that_is_too_small_is_refused() {
        assertThatThrownBy(() -> ConnectorServer.builder().maxUnreadBytes(1000))
                .hasMessage("maxUnreadBytes must be at least 65536, but is 1000");
    }

    private static boolean isComplete(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes().length > 26_000_000;
        } catch (IOException e) {
            return false;
        }
    }

    private static void isUp(Listener listener) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(given().baseUri("http://localhost:" + listener.port())
                                .contentType("text/plain")
                                .body("hello")
                                .post("/slow")
                                .statusCode())
                        .isEqualTo(200));
    }

    @Test
    void a_request_that_drips_is_a_408() throws Exception {
        WireLimits hasty = new WireLimits(10_000, 100, 10_000, Duration.ofSeconds(1), WireLimits.UNREAD);
        Listener listener = listener(hasty, 1);
        try {
            for (String partial : List.of(
                    STALLED,
                    "GET /slow HTTP/1.1\r\nHos",
                    "G",
                    "POST /slow HTTP/1.1\r\nHost: x\r\n" + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")) {
                assertThat(RawClient.exchange(listener.port(), partial))
                        .startsWith("HTTP/1.1 408 Request Timeout\r\n")
                        .contains("\"status\":408")
                        .contains("within 1 seconds");
            }
        } finally {
            listener.stop(Duration.ZERO);
        }
    }

    private Listener listener(WireLimits limits, int workers) {
        return Listener.start(
                "localhost",
                0,
                Listener.jersey(new ResourceConfig().register(slow)),
                null,
                new HandlerThreads(workers, null, ""),
                limits);
    }

    @Test
    void a_client_that_leaves_in_the_middle_of_an_answer_is_one_line_at_debug() throws Exception {
        try (TestServer server = TestServer.with(slow);
                LogLines all = new LogLines("ROOT");
                LogLines left = new LogLines("dev.connectorkit.http.AnswerInterceptor", Level.DEBUG)) {
            for (String path : new String[] {"endless", "large"}) {
                try (RawClient client = new RawClient(server.server().port())) {
                    client.send("GET /slow/" + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
                    client.upTo("200 OK");
                }
            }
            assertThat(slow.gone.await(1, TimeUnit.MINUTES)).isTrue();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(all.soFar().stream()
                                    .filter(line -> line.contains("left in the middle"))
                                    .count())
                            .isEqualTo(2));
            isUp(server);
            assertThat(all.soFar().stream()
                            .filter(line -> line.contains("xception") && !line.contains("The client left")))
                    .isEmpty();
        }
    }

    @Test
    void a_body_in_gzip_is_decoded_within_the_limit() throws Exception {
        try (TestServer server = TestServer.with(builder -> builder.maxRequestBytes(2000), slow)) {
            gzip(server, "gzip", zipped("hello")).statusCode(200);
            gzip(server, "X-GZIP", zipped("a".repeat(1900))).statusCode(200);
            gzip(server, "identity", "hello".getBytes(StandardCharsets.UTF_8)).statusCode(200);
            gzip(server, "gzip", zipped("a".repeat(100_000))).statusCode(413);
            gzip(server, "gzip", "hello".getBytes(StandardCharsets.UTF_8)).statusCode(400);
            gzip(server, "gzip", Arrays.copyOf(zipped("hello"), 15)).statusCode(400);
            gzip(server, "br", new byte[5]).statusCode(415).header("Accept-Encoding", equalTo("gzip"));
        }
    }

    private static ValidatableResponse gzip(TestServer server, String coding, byte[] body) throws IOException {
        return given().baseUri(server.url())
                .header("Content-Encoding", coding)
                .contentType("text/plain")
                .body(body)
                .post("/slow")
                .then();
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
