package dev.connectorkit.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client at the other end of a connection: the request on its way in, and the answer that is not read yet. Thread-safe. */
final class Peer {

    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** The time a client has to read a refusal while it still sends. */
    private static final long LINGER_NANOS = 5_000_000_000L;

    private final Connection<?> connection;
    private final boolean secure;
    private final WireLimits limits;
    private final Arrival arrival;
    private final BodyMemory memory;
    private boolean refused;
    private boolean continued;
    private long since;
    private volatile long written;
    private long windowStart;
    private long writtenBefore;
    private boolean reading;

    Peer(Connection<?> connection, boolean secure, WireLimits limits, BodyMemory memory) {
        this.connection = connection;
        this.secure = secure;
        this.limits = limits;
        this.memory = memory;
        this.arrival = new Arrival(limits, memory);
    }

    /** A complete request, and the memory that it holds. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Complete(byte[] head, RequestBody body, int held) {}

    /** Reads on, no further than the end of a request; null if it is not complete, or was refused. */
    @Nullable synchronized Complete read(Buffer input, long now) {
        if (refused) {
            input.position(input.limit());
            return null;
        }
        boolean first = !arrival.hasBegun();
        try {
            boolean complete = arrival.read(input);
            if (first) {
                since = now;
            }
            if (complete) {
                continued = false;
                byte[] head = arrival.head();
                RequestBody body = arrival.body();
                return new Complete(head, body, arrival.end());
            }
            if (arrival.awaitsContinue() && !continued) {
                continued = true;
                var unused = connection.write(buffer(CONTINUE));
            }
        } catch (Refusal refusal) {
            input.position(input.limit());
            refuse(refusal, now);
        }
        return null;
    }

    /** Gives up a request that does not arrive, an answer that is not read, and a client that does not leave. */
    synchronized void check(long now) {
        if (refused) {
            if (now - since > LINGER_NANOS) {
                connection.closeSilently();
            }
            return;
        }
        if (arrival.hasBegun() && now - since > limits.arrival().toNanos()) {
            refuse(Refusal.timeout(limits.arrival().toSeconds()), now);
        }
        if (unread() == 0) {
            reading = false;
        } else if (!reading || now - windowStart > limits.unread().toNanos()) {
            if (reading && written - writtenBefore < limits.leastRead()) {
                disconnect();
                return;
            }
            reading = true;
            windowStart = now;
            writtenBefore = written;
        }
    }

    /** Returns the number of bytes of answers that wait for the client to read; none of a closed connection do. */
    long unread() {
        return connection.isOpen()
                ? ((NIOConnection) connection).getAsyncWriteQueue().spaceInBytes()
                : 0;
    }

    /** Gives up an answer that is read too slowly. */
    void disconnect() {
        LOG.debug("{} does not read its answer and is disconnected", connection.getPeerAddress());
        connection.terminateSilently(); // to close would wait for what is unread
    }

    /** Counts what the client's machine has taken. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one write at a time for each connection
    void wrote(long bytes) {
        written += bytes;
    }

    /** Gives back what an incomplete request holds. */
    synchronized void closed() {
        memory.give(arrival.end());
    }

    private void refuse(Refusal refusal, long now) {
        LOG.debug("A request of {} is refused: {}", connection.getPeerAddress(), refusal.detail());
        refused = true;
        since = now;
        memory.give(arrival.end());
        writeLast(connection, buffer(PlainProblem.answer(refusal)));
    }

    private <A> void writeLast(Connection<A> same, Buffer answer) {
        same.write(answer, new EmptyCompletionHandler<WriteResult<Buffer, A>>() {
            @Override
            public void completed(WriteResult<Buffer, A> result) {
                endOutput();
            }

            @Override
            public void failed(Throwable failure) {
                connection.closeSilently();
            }
        });
    }

    /** Ends the answer but goes on reading: to close with bytes unread would reset the connection, and lose the answer. */
    private void endOutput() {
        try {
            if (!secure && ((NIOConnection) connection).getChannel() instanceof SocketChannel socket) {
                socket.shutdownOutput();
            } else {
                connection.closeSilently();
            }
        } catch (IOException e) {
            connection.closeSilently();
        }
    }

    private Buffer buffer(byte[] bytes) {
        return Buffers.wrap(connection.getMemoryManager(), ByteBuffer.wrap(bytes));
    }
}
