package dev.connectorkit.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** HTTP server on this machine's loopback address that answers each request by a function. Thread-safe. */
final class LoopbackServer implements AutoCloseable {

    /** An answer with a body. */
    record Reply(Answer answer, String body) {
        static Reply of(Answer answer) {
            return new Reply(answer, "");
        }
    }

    private static final int BACKLOG = 256;

    private static final int CHUNK = 64 * 1024;

    private final @Nullable SSLContext tls;
    private volatile HttpServer server;
    private final ExecutorService threads;
    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean suspended;
    private final Function<Request, Reply> handler;

    /** Listens on a free port. */
    LoopbackServer(String name, Function<Request, Reply> handler) {
        this(name, handler, null);
    }

    /**
     * Listens on a free port.
     *
     * @param tls the certificate of https; null for http
     */
    LoopbackServer(String name, Function<Request, Reply> handler, @Nullable SSLContext tls) {
        this.handler = handler;
        this.tls = tls;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        this.server = listen(0);
    }

    private HttpServer listen(int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            HttpServer listening;
            if (tls == null) {
                listening = HttpServer.create(address, BACKLOG);
            } else {
                HttpsServer secure = HttpsServer.create(address, BACKLOG);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls));
                listening = secure;
            }
            listening.setExecutor(threads);
            listening.createContext("/", this::handle);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on the loopback address", e);
        }
    }

    /** Refuses connections until {@link #resume()}; does nothing if it does so already. */
    synchronized void suspend() {
        if (!suspended) {
            server.stop(0);
            suspended = true;
        }
    }

    /** Listens again, on the same port. */
    synchronized void resume() {
        if (suspended) {
            server = listen(server.getAddress().getPort());
            suspended = false;
        }
    }

    /** Returns the URL of a path, which may have a query. */
    URI url(String path) {
        return URI.create((tls == null ? "http" : "https") + "://127.0.0.1:"
                + server.getAddress().getPort() + path);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = handler.apply(read(exchange));
            Answer answer = reply.answer();
            if (!pause(answer) || answer.status() == 0) {
                return;
            }
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            if (answer.bytes() > 0) {
                exchange.sendResponseHeaders(answer.status(), 0);
                fill(exchange.getResponseBody(), answer);
                return;
            }
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    /** Writes the body as far as the reader takes it. */
    private void fill(OutputStream out, Answer answer) throws IOException {
        boolean dripping = !answer.perByte().isZero();
        byte[] chunk = new byte[dripping ? 1 : CHUNK];
        Arrays.fill(chunk, (byte) ' ');
        for (long left = answer.bytes(); left > 0; left -= chunk.length) {
            out.write(chunk, 0, (int) Math.min(left, chunk.length));
            if (dripping) {
                out.flush();
                if (!waited(answer.perByte())) {
                    return;
                }
            }
        }
    }

    /** Returns false if the server was closed meanwhile. */
    private boolean pause(Answer answer) {
        return answer.delay().isZero() || waited(answer.delay());
    }

    private boolean waited(Duration realTime) {
        try {
            return !closing.await(realTime.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Request read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Request(
                exchange.getRequestMethod(), url(exchange.getRequestURI().toString()), headers, body);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
