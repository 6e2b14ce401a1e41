package dev.connectorkit.callbacks.internal.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver on raw sockets, that records requests and behaves as set. */
final class RawReceiver implements AutoCloseable {

    static final String OK = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

    /** The behaviour after a request was read. */
    interface Behaviour {
        void answer(Socket socket) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile boolean readsBodies = true;
    private volatile Behaviour behaviour = socket -> write(socket, OK);

    RawReceiver() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
    }

    RawReceiver(ServerSocket server) {
        this.server = server;
        thread(this::accept);
    }

    RawReceiver doing(Behaviour does) {
        this.behaviour = does;
        return this;
    }

    /** It writes this. */
    RawReceiver answering(String text) {
        return doing(socket -> write(socket, text));
    }

    /** It says nothing until the other side has gone. */
    RawReceiver hanging() {
        return doing(this::waitUntilLeft);
    }

    /** It answers when it has read the head of a request. */
    RawReceiver leavingBodiesUnread() {
        readsBodies = false;
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    String url(String target) {
        return "http://127.0.0.1:" + port() + target;
    }

    List<String> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    /** Returns whether the other side has ended a connection. */
    boolean wasLeft() throws InterruptedException {
        return left.await(2, TimeUnit.MINUTES);
    }

    /** Reads until the other side ends the connection. */
    void waitUntilLeft(Socket socket) throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                // the rest is not examined
            }
        } finally {
            left.countDown();
        }
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Writes until the other side ends the connection, or this many bytes are sent; how many were. */
    long flood(Socket socket, byte[] block, long most) {
        long sent = 0;
        try {
            OutputStream out = socket.getOutputStream();
            while (sent < most) {
                out.write(block);
                sent += block.length;
            }
        } catch (IOException e) {
            left.countDown();
        }
        return sent;
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket socket = server.accept();
            open.add(socket);
            connections.incrementAndGet();
            thread(() -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        InputStream in = socket.getInputStream();
        while (true) {
            StringBuilder request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    left.countDown();
                    return;
                }
                request.append((char) c);
            }
            String head = request.toString().toLowerCase(Locale.ROOT);
            int at = head.indexOf("content-length: ");
            if (readsBodies && at >= 0) {
                int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
                request.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            }
            requests.add(request.toString());
            behaviour.answer(socket);
        }
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static void thread(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException | InterruptedException e) {
                // the other side has gone, or the test is over
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
