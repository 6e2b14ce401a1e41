package dev.connectorkit.storage;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A proxy in front of PostgreSQL that reads the statements that clients execute, and cuts their connections. Thread-safe.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">Message formats</a>
 */
public final class CuttingProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> cuts = new ConcurrentHashMap<>();
    private volatile int target;
    private volatile int cutsOfEachKind;
    private volatile boolean silent;
    private volatile boolean closed;

    /** Creates a proxy of the server at this port of the loopback address. */
    public CuttingProxy(int target) {
        this.target = target;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("proxy", this::accept);
    }

    /** Returns the port where it listens. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Sends new connections to another server, and cuts all others. */
    public void retarget(int port) {
        target = port;
        cutAll();
    }

    /**
     * Cuts a connection when it executes a statement of a kind that was cut less often: the first time before the server gets it,
     * the second time after, so that it is executed and nobody learns of it, and so on in turn.
     */
    public void cutEachKind(int times) {
        cutsOfEachKind = times;
    }

    /** Returns the kinds of statements at which connections were cut, and the numbers of cuts. */
    public Map<String, Integer> cuts() {
        return Map.copyOf(cuts);
    }

    /** Keeps all connections from now on and forwards nothing, as a network that loses every packet. */
    public void fallSilent() {
        silent = true;
    }

    /** Cuts all connections. */
    public void cutAll() {
        sockets.forEach(CuttingProxy::close);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listening.accept();
                connect(client);
            } catch (IOException e) {
                // closed, or the client has gone
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        } catch (IOException e) {
            client.close();
            return;
        }
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(server);
        Statements statements = new Statements(client);
        start("proxy-answers", () -> {
            try {
                statements.answer(server.getInputStream(), client.getOutputStream());
            } catch (IOException e) {
                // cut
            }
            end(client, server);
        });
        start("proxy-statements", () -> {
            try {
                statements.forward(
                        new DataInputStream(new BufferedInputStream(client.getInputStream())),
                        server.getOutputStream());
                if (statements.cut) {
                    server.shutdownOutput(); // the server executes what it has
                    return;
                }
            } catch (IOException e) {
                // cut
            }
            end(client, server);
        });
    }

    private void end(Socket client, Socket server) {
        close(client);
        close(server);
        sockets.remove(client);
        sockets.remove(server);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed enough
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutAll();
    }

    /** Returns the kind of a statement: its text without parameters, of which lists have any number. */
    private static String kind(String sql) {
        return sql.replaceAll("\\$\\d+", "?")
                .replaceAll("\\?(\\s*,\\s*\\?)+", "?..")
                .replaceAll("\\(\\?\\.\\.\\)(\\s*,\\s*\\(\\?\\.\\.\\))+", "(?..)..")
                .trim();
    }

    /** The statements of one connection. */
    private final class Statements {

        private final Map<String, String> prepared = new HashMap<>();
        private final Socket client;
        private volatile boolean cut;

        Statements(Socket client) {
            this.client = client;
        }

        /** Forwards answers until the connection is cut, and reads the others. */
        void answer(InputStream in, OutputStream out) throws IOException {
            byte[] buffer = new byte[16 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!cut && !silent) {
                    out.write(buffer, 0, read);
                }
            }
        }

        void forward(DataInputStream in, OutputStream out) throws IOException {
            boolean started = false;
            while (true) {
                int type = started ? in.read() : -1;
                if (started && type < 0) {
                    return;
                }
                int length = in.readInt();
                byte[] body = new byte[length - Integer.BYTES];
                in.readFully(body);
                int before = started ? cutsNow(executed(type, body)) : -1;
                if (before >= 0 && before % 2 == 0) {
                    return;
                }
                cut |= before >= 0;
                if (silent) {
                    continue;
                }
                send(out, type, length, body);
                if (cut && (type == 'S' || type == 'Q')) {
                    close(client);
                    return;
                }
                started |= length > 2 * Integer.BYTES; // a request for TLS is no more than its code
            }
        }

        private void send(OutputStream out, int type, int length, byte[] body) throws IOException {
            byte[] message = new byte[(type < 0 ? 0 : 1) + Integer.BYTES + body.length];
            int at = 0;
            if (type >= 0) {
                message[at++] = (byte) type;
            }
            for (int shift = 24; shift >= 0; shift -= 8) {
                message[at++] = (byte) (length >> shift);
            }
            System.arraycopy(body, 0, message, at, body.length);
            out.write(message);
        }

        /** Returns the statement that a message executes, or null. */
        private @Nullable String executed(int type, byte[] body) {
            if (type == 'Q') {
                return text(body, 0);
            }
            String first = type == 'P' || type == 'B' ? text(body, 0) : "";
            int second = first.getBytes(StandardCharsets.UTF_8).length + 1;
            if (type == 'P') {
                prepared.put(first, text(body, second));
            }
            return type == 'B' ? prepared.get(text(body, second)) : null;
        }

        private String text(byte[] body, int from) {
            int end = from;
            while (end < body.length && body[end] != 0) {
                end++;
            }
            return new String(body, from, end - from, StandardCharsets.UTF_8);
        }

        /** Returns how often this kind was cut before, if it is to be cut now; -1 if not. */
        private int cutsNow(@Nullable String sql) {
            if (sql == null || sql.isBlank() || cutsOfEachKind == 0) {
                return -1;
            }
            int count = cuts.merge(kind(sql), 1, (known, one) -> Math.min(known + one, cutsOfEachKind + 1));
            return count <= cutsOfEachKind ? count - 1 : -1;
        }
    }
}
