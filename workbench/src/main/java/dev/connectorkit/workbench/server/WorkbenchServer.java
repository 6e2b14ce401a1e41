package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.storage.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The workbench as a server on this machine's loopback address: a page, its API below {@code /api/}, and server-sent events. It
 * answers only requests that name the loopback address as their host and, if they come from a page, come from its own. The JDK's
 * server suffices for one user, and keeps the program small. Thread-safe.
 */
public final class WorkbenchServer implements AutoCloseable {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    private static final Map<String, String> REPORTS =
            Map.of("junit", "application/xml", "sarif", "application/json", "html", "text/html; charset=utf-8");
    private static final int MOST_BYTES = 10_000_000;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Events events = new Events();
    private final Store store;
    private final Api api;

    private WorkbenchServer(int port, String database, Clock clock) {
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "connectorkit-workbench-http");
            thread.setDaemon(true);
            return thread;
        });
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port + ": " + e.getMessage(), e);
        }
        this.store = new Store(Database.open(database));
        this.api = new Api(store, events, clock);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Starts a workbench.
     *
     * @param port from 1 to 65535, or 0 for a free one
     * @param database {@code memory} or {@code sqlite:FILE}
     * @param clock the time at which engines start; their time goes on by the factor that is set
     * @throws UncheckedIOException if the port is taken
     */
    public static WorkbenchServer start(int port, String database, Clock clock) {
        return new WorkbenchServer(port, database, clock);
    }

    /** Returns the URL of the page. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /**
     * Imports a document.
     *
     * @param document a URL or a file
     * @param base the URL of the connector; empty for that of the document
     */
    public void load(String document, String base) {
        JsonNode body = Json.object().put("document", document).put("base", base);
        api.answer("POST", new String[] {"import"}, "", body);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            if (!isOwn(exchange)) {
                send(exchange, 403, "text/plain", "This workbench answers pages of this machine only");
            } else if (path.equals("/api/events")) {
                stream(exchange);
            } else if (path.startsWith("/api/")) {
                api(exchange, path.substring(5));
            } else {
                file(exchange, path.equals("/") ? "index.html" : path.substring(1));
            }
        }
    }

    /** Refuses names that were made to lead here, and pages of other servers. */
    private boolean isOwn(HttpExchange exchange) {
        int port = server.getAddress().getPort();
        Set<String> hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
        boolean foreign = origin != null && !origin.equals("http://" + host);
        return hosts.contains(host) && !foreign && !"cross-site".equals(site);
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        try {
            events.write(exchange.getResponseBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void api(HttpExchange exchange, String path) throws IOException {
        String method = exchange.getRequestMethod();
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (!method.equals("GET") && !type.startsWith("application/json")) {
            send(exchange, 415, "text/plain", "The API takes application/json");
            return;
        }
        String query = exchange.getRequestURI().getRawQuery();
        String text = new String(exchange.getRequestBody().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        String[] parts = path.split("/");
        try {
            if (parts[0].equals("durable")) {
                String rest = path.substring("durable/".length()) + (query == null ? "" : "?" + query);
                send(
                        exchange,
                        200,
                        "application/json",
                        api.durable(method, rest, text).toString());
            } else if (parts[0].equals("checks") && parts.length == 3 && REPORTS.containsKey(parts[2])) {
                send(exchange, 200, REPORTS.get(parts[2]), api.report(parts[1], parts[2]));
            } else {
                String[] decoded = Arrays.stream(parts)
                        .map(part -> java.net.URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                        .toArray(String[]::new);
                JsonNode body = text.isBlank() ? Json.object() : Json.read(text);
                JsonNode answer = api.answer(method, decoded, query == null ? "" : query, body);
                send(exchange, 200, "application/json", answer.toString());
            }
        } catch (NoSuchElementException e) {
            problem(exchange, 404, e);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            problem(exchange, 400, e);
        } catch (IllegalStateException e) {
            problem(exchange, 409, e);
        }
    }

    private static void problem(HttpExchange exchange, int status, RuntimeException e) throws IOException {
        String detail = Secrets.NONE.hide(String.valueOf(e.getMessage()));
        String body = Json.object().put("status", status).put("detail", detail).toString();
        send(exchange, status, "application/problem+json", body);
    }

    private static void file(HttpExchange exchange, String name) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        try (InputStream content = type == null || !name.matches("[a-z-]+\\.[a-z]+")
                ? null
                : WorkbenchServer.class.getResourceAsStream("page/" + name)) {
            if (content == null || type == null) {
                send(exchange, 404, "text/plain", "There is no " + name);
            } else {
                String policy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
                exchange.getResponseHeaders().set("Content-Security-Policy", policy);
                exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
                send(exchange, 200, type, new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        events.close();
        api.close();
        server.stop(0);
        threads.shutdownNow();
        store.close();
    }
}
