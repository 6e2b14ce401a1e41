package dev.connectorkit.server.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;

/**
 * A receiver of callbacks that costs next to nothing: one thread, keep-alive, one request per connection at a time. It listens on
 * all loopback addresses, so that one receiver can stand for many hosts.
 */
public final class NioReceiver implements AutoCloseable {

    private static final int BACKLOG = 4096;
    private static final int LARGEST_REQUEST = 16 * 1024;
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Says nothing and keeps the connection. */
    public static final byte[] SILENCE = new byte[0];

    /** Ends the connection with a reset. */
    public static final byte[] RESET = new byte[1];

    /**
     * The requests that came in.
     *
     * @param target path and query
     * @param id of the delivery
     * @param body as text
     */
    public record Request(String target, String id, String body) {}

    private final Selector selector;
    private final ServerSocketChannel listening;
    private final Function<Request, byte[]> answering;
    private final Thread thread;

    /**
     * Listens on a free port.
     *
     * @param answering what {@link #answer} makes, {@link #SILENCE} or {@link #RESET}; called by one thread only
     */
    public NioReceiver(Function<Request, byte[]> answering) throws IOException {
        this(answering, 0);
    }

    NioReceiver(Function<Request, byte[]> answering, int port) throws IOException {
        this.answering = answering;
        this.selector = Selector.open();
        this.listening = ServerSocketChannel.open();
        listening.bind(new InetSocketAddress("0.0.0.0", port), BACKLOG);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
        this.thread = new Thread(this::run, "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    /** An answer without a body; each header ends in a line break. */
    public static byte[] answer(int status, String... headers) {
        return ("HTTP/1.1 " + status + " -\r\nContent-Length: 0\r\n" + String.join("", headers) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the address that it listens at. */
    public int port() {
        return listening.socket().getLocalPort();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isValid() && key.isAcceptable()) {
                        accept();
                    } else if (key.isValid() && key.isReadable()) {
                        read((SocketChannel) key.channel(), (ByteBuffer) key.attachment());
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.nio.channels.ClosedSelectorException e) {
            // closed between two looks
        }
    }

    private void accept() throws IOException {
        SocketChannel connection = listening.accept();
        if (connection != null) {
            connection.configureBlocking(false);
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connection.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(LARGEST_REQUEST));
        }
    }

    private void read(SocketChannel connection, ByteBuffer buffer) throws IOException {
        try {
            if (connection.read(buffer) < 0) {
                connection.close();
                return;
            }
            int length = requestLength(buffer);
            if (length > 0) {
                byte[] answer = answering.apply(request(buffer));
                buffer.clear();
                send(connection, answer);
            }
        } catch (IOException e) {
            // The sender is gone, as when it was killed.
            connection.close();
        }
    }

    private static void send(SocketChannel connection, byte[] answer) throws IOException {
        if (answer == RESET) {
            connection.setOption(StandardSocketOptions.SO_LINGER, 0);
            connection.close();
        } else if (answer != SILENCE) {
            // So little fits into the socket's buffer.
            connection.write(ByteBuffer.wrap(answer));
        }
    }

    /** The length of the whole request; 0 while part of it is missing. */
    private static int requestLength(ByteBuffer buffer) {
        int head = headLength(buffer);
        if (head == 0) {
            return 0;
        }
        String text = new String(buffer.array(), 0, head, StandardCharsets.ISO_8859_1);
        String length = header(text, "content-length:");
        int whole = head + (length.isEmpty() ? 0 : Integer.parseInt(length));
        return whole <= buffer.position() ? whole : 0;
    }

    private static Request request(ByteBuffer buffer) {
        int head = headLength(buffer);
        String text = new String(buffer.array(), 0, head, StandardCharsets.ISO_8859_1);
        int from = text.indexOf(' ') + 1;
        String body = new String(buffer.array(), head, buffer.position() - head, StandardCharsets.UTF_8);
        return new Request(text.substring(from, text.indexOf(' ', from)), header(text, "webhook-id:"), body);
    }

    private static int headLength(ByteBuffer buffer) {
        byte[] bytes = buffer.array();
        for (int i = 0; i + HEAD_END.length <= buffer.position(); i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i + HEAD_END.length;
            }
        }
        return 0;
    }

    private static String header(String head, String name) {
        int at = head.toLowerCase(Locale.ROOT).indexOf("\r\n" + name);
        return at < 0
                ? ""
                : head.substring(at + 2 + name.length(), head.indexOf("\r\n", at + 2))
                        .trim();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
