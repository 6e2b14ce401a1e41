package dev.connectorkit.callbacks.internal.delivery;

import static dev.connectorkit.callbacks.internal.delivery.RawReceiver.OK;
import static dev.connectorkit.callbacks.internal.delivery.RawReceiver.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.internal.delivery.AttemptResult.Failure;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses whose status is clear and whose framing is not: the receiver has answered, and the connection is not used again. */
class OddResponsesTest extends RawReceiverFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 0\r\nContent-Length: 0\r\n\r\n",
                "Content-Length: 2\r\nContent-Length: 2\r\n\r\nok",
                "Content-Length: 2, 2\r\n\r\nok",
                "Content-Length: 2\r\nContent-Length: 3\r\n\r\nok",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: \r\n\r\n",
                "Content-Length: two\r\n\r\nok",
                "Content-Length: +2\r\n\r\nok",
                "Content-Length: 99999999999999999999999\r\n\r\nok",
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: snappy\r\n\r\nok",
                "Transfer-Encoding: identity\r\n\r\nok",
                "Transfer-Encoding: chunked\r\n\r\nnot a chunk\r\n",
                "no colon in here\r\nContent-Length: 0\r\n\r\n",
                ": no name\r\nContent-Length: 0\r\n\r\n",
                "Content-Length : 0\r\n\r\n",
                " folded: first line\r\nContent-Length: 0\r\n\r\n",
                "X: \u0000\u0001\u007f\r\nContent-Length: 0\r\n\r\n",
                "Content-Length: 0\n\n",
                "Trailer: half a header"
            })
    void theStatusCountsWhateverTheHeadersAre(String rest) {
        assertDelivered("HTTP/1.1 200 OK\r\n" + rest, 200);
        assertDelivered("HTTP/1.1 410 Gone\r\n" + rest, 410);
        assertDelivered("HTTP/1.1 503 Busy\r\n" + rest, 503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200",
                "HTTP/1.1 200 ",
                "HTTP/1.1 200OK",
                "HTTP/1.1  200  OK",
                "HTTP/1.1\t200 OK",
                "HTTP/1.0 200 OK",
                "HTTP/1 200 OK",
                "HTTP/2 200",
                "HTTP/2.0 200 OK",
                "HTTP/9.9 200 OK",
                "ICY 200 OK",
                "HTTP 200 OK",
                "\r\nHTTP/1.1 200 OK"
            })
    void aStatusLineThatIsClearCounts(String line) {
        assertDelivered(line + "\r\nContent-Length: 0\r\n\r\n", 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 2000 OK", "HTTP/1.1 20 OK", "HTTP/1.1 OK", "HTTP/1.1 -200 OK", "200 OK", "HELLO 200"})
    void aLineWithoutAClearStatusIsNoAnswer(String line) {
        answerAndClose(line + "\r\nContent-Length: 0\r\n\r\n");
        assertThat(post().failure()).isEqualTo(Failure.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 5_000})
    void theStatusCountsBeforeTooManyHeaders(int count) {
        assertDelivered("HTTP/1.1 202 Accepted\r\n" + "X: y\r\n".repeat(count) + "Content-Length: 0\r\n\r\n", 202);
    }

    @ParameterizedTest
    @ValueSource(ints = {16 * 1024, 200_000})
    void theStatusCountsBeforeAHeaderThatIsTooLong(int length) {
        assertDelivered("HTTP/1.1 202 Accepted\r\nX: " + "y".repeat(length) + "\r\nContent-Length: 0\r\n\r\n", 202);
    }

    /** Once on a connection that the receiver closes, once on one that it leaves open; then the transport goes on. */
    private void assertDelivered(String answer, int status) {
        answerAndClose(answer);
        assertThat(post().status()).as(answer).isEqualTo(status);
        if (answer.endsWith("\n") || answer.endsWith("ok")) {
            receiver.answering(answer);
            assertThat(post().status()).as(answer).isEqualTo(status);
        }
        receiver.answering(OK);
        assertThat(post().status()).as("after %s", answer).isEqualTo(202);
    }

    private void answerAndClose(String answer) {
        receiver.doing(socket -> {
            write(socket, answer);
            socket.shutdownOutput();
            drain(socket);
        });
    }

    /** A close with bytes unread resets the connection, and the answer may be lost. */
    private static void drain(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // Until the client leaves.
        }
        socket.close();
    }

    private AttemptResult post() {
        return post(receiver.url("/"), LONG);
    }
}
