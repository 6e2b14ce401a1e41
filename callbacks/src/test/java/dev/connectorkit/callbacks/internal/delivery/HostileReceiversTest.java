package dev.connectorkit.callbacks.internal.delivery;

import static dev.connectorkit.callbacks.internal.delivery.RawReceiver.OK;
import static dev.connectorkit.callbacks.internal.delivery.RawReceiver.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.internal.delivery.AttemptResult.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Receivers that want to keep something: a connection, a thread, memory, time. The transport has room for one connection. */
class HostileReceiversTest extends RawReceiverFixture {

    /** Of attempts that get no answer. */
    private static final Duration SHORT = Duration.ofMillis(400);

    /** Of an attempt whose answer comes at once, and never ends. */
    private static final Duration ENOUGH_FOR_A_STATUS = Duration.ofSeconds(2);

    @Test
    void theConnectionOfOneThatHangsIsClosedAndItsRoomIsFree() throws Exception {
        receiver.hanging();
        assertThat(post(receiver.url("/"), SHORT).failure()).isEqualTo(Failure.TIMEOUT);
        assertThat(receiver.wasLeft()).isTrue();
        receiver.answering(OK);
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(202);
    }

    @Test
    void theConnectionOfOneThatDripsItsBodyIsClosedAndItsRoomIsFree() throws Exception {
        receiver.doing(socket -> {
            write(socket, "HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\nz");
            receiver.waitUntilLeft(socket);
        });
        assertThat(post(receiver.url("/"), ENOUGH_FOR_A_STATUS).status()).isEqualTo(202);
        assertThat(receiver.wasLeft()).isTrue();
        receiver.answering(OK);
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(202);
    }

    @Test
    void whereConnectionsAreNeverTakenTheRoomIsFreeAgain() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            List<Socket> waiting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiting.add(new Socket("127.0.0.1", full.getLocalPort()));
            }
            String url = "http://127.0.0.1:" + full.getLocalPort() + "/";
            assertThat(post(url, SHORT).failure()).as("the queue is full").isEqualTo(Failure.CONNECT);
            for (Socket socket : waiting) {
                socket.close();
            }
            assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(202);
        }
    }

    @Test
    void whereTlsIsNeverSpokenTheRoomIsFreeAgain() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            String url = "https://127.0.0.1:" + silent.getLocalPort() + "/";
            assertThat(post(url, SHORT).failure()).isEqualTo(Failure.TIMEOUT);
            assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(202);
        }
    }

    @Test
    void whereTlsIsSpokenAByteAtATimeTheRoomIsFreeAgain() throws Exception {
        try (ServerSocket drips = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            CompletableFuture<Void> dripping = CompletableFuture.runAsync(() -> dripTls(drips));
            String url = "https://127.0.0.1:" + drips.getLocalPort() + "/";
            assertThat(post(url, SHORT).failure()).isEqualTo(Failure.TIMEOUT);
            assertThat(dripping).succeedsWithin(LONG);
            assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(202);
        }
    }

    /** The head of a long record, then one byte of it now and then, until the other side has gone. */
    private static void dripTls(ServerSocket server) {
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write(new byte[] {22, 3, 3, 63, 0});
            while (true) {
                out.write(2);
                out.flush();
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (IOException e) {
            // It has gone.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void ofAnEndlessBodyAboutSixtyFourKibibytesAreRead() throws Exception {
        CompletableFuture<Long> sent = new CompletableFuture<>();
        receiver.doing(socket -> {
            socket.setSendBufferSize(8 * 1024);
            write(socket, "HTTP/1.1 202 Accepted\r\nContent-Length: 1073741824\r\n\r\n");
            sent.complete(receiver.flood(socket, new byte[4096], 1L << 30));
        });
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(202);
        assertThat(sent.join()).as("64 KiB and what the sockets' buffers hold").isBetween(64L * 1024, 2L << 20);
    }

    @Test
    void anEndlessChunkedBodyIsGivenUpToo() {
        CompletableFuture<Long> sent = new CompletableFuture<>();
        receiver.doing(socket -> {
            socket.setSendBufferSize(8 * 1024);
            write(socket, "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n");
            sent.complete(
                    receiver.flood(socket, "1\r\nz\r\n".repeat(700).getBytes(StandardCharsets.US_ASCII), 1 << 28));
        });
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(202);
        assertThat(sent.join()).isLessThan(4L << 20);
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 32; i++) {
                gzip.write(zeros);
            }
        }
        byte[] bomb = packed.toByteArray();
        assertThat(bomb.length).as("in itself it is small").isLessThan(64 * 1024);
        receiver.doing(socket -> {
            write(socket, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
            socket.getOutputStream().write(bomb);
        });
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(200);
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(200);
        assertThat(receiver.connections())
                .as("a body of more than 64 KiB would end the connection")
                .isEqualTo(1);
    }

    @Test
    void sixtyFourKilobytesOfHeadersAreReadButNotInOneLine() {
        String many = IntStream.range(0, 80)
                .mapToObj(i -> "X-" + i + ": " + "y".repeat(800) + "\r\n")
                .reduce("", String::concat);
        receiver.answering("HTTP/1.1 202 Accepted\r\n" + many + "Content-Length: 0\r\n\r\n");
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(202);

        receiver.answering("HTTP/1.1 503 Busy\r\nX: " + "y".repeat(64_000) + "\r\nRetry-After: 9\r\n\r\n");
        AttemptResult answer = post(receiver.url("/"), LONG);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.retryAfter()).isNull();
    }

    @Test
    void aHeaderLineThatNeverEndsIsGivenUpLongBeforeItsTime() {
        CompletableFuture<Long> sent = new CompletableFuture<>();
        receiver.doing(socket -> {
            socket.setSendBufferSize(8 * 1024);
            write(socket, "HTTP/1.1 202 Accepted\r\nX: ");
            byte[] block = "y".repeat(4096).getBytes(StandardCharsets.US_ASCII);
            sent.complete(receiver.flood(socket, block, 1L << 28));
        });
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(202);
        assertThat(sent.join()).isLessThan(2L << 20);
    }

    @Test
    void interimAnswersWithoutEndRunOutOfTime() throws Exception {
        byte[] interim = "HTTP/1.1 103 Early Hints\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        receiver.doing(socket -> receiver.flood(socket, interim, Long.MAX_VALUE));
        assertThat(post(receiver.url("/"), SHORT).failure()).isEqualTo(Failure.TIMEOUT);
        assertThat(receiver.wasLeft()).isTrue();
    }

    @Test
    void anAnswerThatComesBeforeTheRequestIsReadStands() {
        receiver.leavingBodiesUnread().doing(socket -> {
            write(socket, "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            Thread.currentThread().join();
        });
        AttemptResult answer = transport
                .post(
                        guard.check(receiver.url("/")),
                        Map.of(),
                        "x".repeat(20_000_000).getBytes(StandardCharsets.UTF_8),
                        LONG)
                .join();
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void aStatusStandsThoughTheConnectionIsResetBehindIt() {
        receiver.doing(socket -> {
            write(socket, "HTTP/1.1 410 Gone\r\nContent-Length: 100000\r\n\r\nhalf of it");
            socket.shutdownOutput();
        });
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(410);
    }

    @Test
    void aConnectionThatTheReceiverClosedInBetweenIsNotUsedAgain() throws Exception {
        receiver.doing(socket -> {
            write(socket, OK);
            socket.shutdownOutput();
            receiver.waitUntilLeft(socket);
        });
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(202);
        assertThat(receiver.wasLeft()).isTrue();
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(202);
        assertThat(receiver.connections()).isEqualTo(2);
    }

    @Test
    void aUsedConnectionThatBreaksBeforeAnAnswerIsTriedOnceMoreAtOnce() {
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(202);
        receiver.doing(socket -> {
            receiver.answering(OK);
            socket.close();
        });
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(202);
        assertThat(receiver.requests()).hasSize(3);
        assertThat(receiver.connections()).isEqualTo(2);
    }

    @Test
    void aNewConnectionThatBreaksIsNot() {
        receiver.doing(Socket::close);
        assertThat(post(receiver.url("/"), LONG).failure()).isEqualTo(Failure.BROKEN);
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void noneIsTriedTwiceAfterHalfAnAnswer() {
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(202);
        receiver.doing(socket -> {
            write(socket, "HTTP/1.1 500 Oh\r\nContent-Length: 9\r\n\r\nx");
            socket.close();
        });
        assertThat(post(receiver.url("/"), LONG).status()).isEqualTo(500);
        assertThat(receiver.requests()).hasSize(2);
    }

    @Test
    void whatIsSentBehindAnAnswerIsNoAnswerToTheNext() {
        receiver.answering(OK + "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
        for (int i = 0; i < 10; i++) {
            assertThat(post(receiver.url("/"), LONG).status()).isNotEqualTo(410);
        }
    }

    @RepeatedTest(10)
    void closingDoesNotWaitForOneThatHangs() {
        receiver.hanging();
        Transport other = new Transport(guard, Limited.to(1, 1), null, null);
        CompletableFuture<AttemptResult> pending =
                other.post(guard.check(receiver.url("/")), Map.of(), "{}".getBytes(StandardCharsets.UTF_8), LONG);
        long start = System.nanoTime();
        other.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
        assertThat(pending).succeedsWithin(Duration.ofMinutes(2));
    }
}
