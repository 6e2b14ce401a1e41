package dev.connectorkit.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A receiver of callbacks on a port of its own, that records requests and answers as set. */
final class Receiver implements AutoCloseable {

    record Got(String method, String target, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }
    }

    /** An answer. */
    record Reply(int status, Map<String, String> headers) {
        static Reply of(int status) {
            return new Reply(status, Map.of());
        }
    }

    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private volatile Function<Got, Reply> answer = request -> Reply.of(202);

    Receiver() throws IOException {
        this(null);
    }

    /** Behind https, where this is given. */
    Receiver(@Nullable HttpsConfigurator tls) throws IOException {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls == null) {
            server = HttpServer.create(free, BACKLOG);
        } else {
            HttpsServer secured = HttpsServer.create(free, BACKLOG);
            secured.setHttpsConfigurator(tls);
            server = secured;
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::handle);
        server.start();
    }

    Receiver answering(Function<Got, Reply> answer) {
        this.answer = answer;
        return this;
    }

    Receiver answering(int status) {
        return answering(request -> Reply.of(status));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Got request = new Got(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                body);
        got.add(request);
        Reply reply = answer.apply(request);
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(reply.status(), -1);
        exchange.close();
    }

    String url(String path) {
        return (server instanceof HttpsServer ? "https" : "http") + "://localhost:"
                + server.getAddress().getPort() + path;
    }

    List<Got> got() {
        return got;
    }

    List<Got> got(String path) {
        return got.stream().filter(request -> request.target().startsWith(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
