package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.storage.Database;
import dev.connectorkit.workbench.conformance.WorkbenchFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The workbench as a server on this machine's loopback address: a page, its API below {@code /api/}, and server-sent events. It
 * answers only requests that name the loopback address as their host and, if they come from a page, come from its own. The JDK's
 * server suffices for one user, and keeps the program small. Thread-safe.
 */
public final class WorkbenchServer implements AutoCloseable {

    private static final Map<String, String> REPORTS = Map.of(
            "junit", "application/xml",
            "sarif", "application/json",
            "html", "text/html; charset=utf-8",
            "markdown", "text/plain; charset=utf-8");
    private static final String SIGNED_IN = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Signed in</title>
            <meta http-equiv="refresh" content="0;url=/#/connection"></head>
            <body><a href="/#/connection">Signed in; back to the workbench</a></body></html>
            """;
    private static final int MOST_BYTES = 10_000_000;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Events events = new Events();
    private final Store store;
    private final Imports imports;
    private final SignIns signIns;
    private final Api api;

    private WorkbenchServer(Builder options) {
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "connectorkit-workbench-http");
            thread.setDaemon(true);
            return thread;
        });
        this.store = new Store(Database.open(options.database));
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port), 0);
        } catch (IOException e) {
            store.close();
            throw new UncheckedIOException("Cannot listen on port " + options.port + ": " + e.getMessage(), e);
        }
        this.imports = new Imports(options, store, events);
        this.signIns = new SignIns(() -> url().resolve("signed-in"));
        this.api = new Api(options, store, events, imports, signIns);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Returns a builder with all defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the URL of the page. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /**
     * Imports a document.
     *
     * @param document a URL, or a file or folder, which may be that of a package
     * @param base the URL of the connector; empty for that of the document
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is no document that designers import
     */
    public void load(String document, String base) {
        imports.load(Json.object().put("document", document).put("base", base));
    }

    /**
     * Imports a document as soon as its server answers; the page shows the wait.
     *
     * @param base as for {@link #load}
     */
    public void loadWhenServed(URI document, String base) {
        imports.await(document.toString(), base);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            if (path.equals("/signed-in") && isOwnHost(exchange)) {
                signedIn(exchange); // the browser comes from the issuer; the state shows that it was sent there
            } else if (!isOwn(exchange)) {
                Answers.send(exchange, 403, "text/plain", "This workbench answers pages of this machine only");
            } else if (path.equals("/api/events")) {
                stream(exchange);
            } else if (path.startsWith("/api/")) {
                api(exchange, path.substring(5));
            } else {
                Answers.file(exchange, path.equals("/") ? "index.html" : path.substring(1));
            }
        }
    }

    private void signedIn(HttpExchange exchange) throws IOException {
        Map<String, String> query = new HashMap<>();
        try {
            for (String pair :
                    String.valueOf(exchange.getRequestURI().getRawQuery()).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            if (!query.containsKey("code")) {
                String reason = query.getOrDefault("error_description", query.getOrDefault("error", "no code"));
                throw new IllegalStateException("The issuer refused the sign-in: " + reason);
            }
            api.signedIn(query.getOrDefault("state", ""), query.getOrDefault("code", ""));
            // A page, and no redirect: that would count as one that the issuer's page makes.
            Answers.send(exchange, 200, "text/html; charset=utf-8", SIGNED_IN);
        } catch (IllegalArgumentException | IllegalStateException e) {
            Answers.send(exchange, 400, "text/plain; charset=utf-8", String.valueOf(e.getMessage()));
        }
    }

    /** Refuses names that were made to lead here. */
    private boolean isOwnHost(HttpExchange exchange) {
        int port = server.getAddress().getPort();
        Set<String> hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        return hosts.contains(String.valueOf(exchange.getRequestHeaders().getFirst("Host")));
    }

    /** Refuses pages of other servers too. */
    private boolean isOwn(HttpExchange exchange) {
        String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
        boolean foreign = origin != null && !origin.equals("http://" + host);
        return isOwnHost(exchange) && !foreign && !"cross-site".equals(site);
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
            Answers.send(exchange, 415, "text/plain", "The API takes application/json");
            return;
        }
        String query = exchange.getRequestURI().getRawQuery();
        byte[] content = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
            Answers.problem(exchange, 413, "A body must have at most " + MOST_BYTES + " bytes");
            return;
        }
        String text = new String(content, StandardCharsets.UTF_8);
        String[] parts = path.split("/", -1);
        try {
            if (path.startsWith("durable/")) {
                String rest = path.substring("durable/".length()) + (query == null ? "" : "?" + query);
                Answers.send(
                        exchange,
                        200,
                        "application/json",
                        api.durable(method, rest, text).toString());
            } else if (parts[0].equals("checks") && parts.length == 3 && REPORTS.containsKey(parts[2])) {
                Answers.send(exchange, 200, REPORTS.get(parts[2]), api.report(parts[1], parts[2]));
            } else {
                String[] decoded = Arrays.stream(parts)
                        .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                        .toArray(String[]::new);
                JsonNode body = text.isBlank() ? Json.object() : Json.read(text);
                JsonNode answer = api.answer(method, decoded, query == null ? "" : query, body);
                Answers.send(exchange, 200, "application/json", answer.toString());
            }
        } catch (NoSuchElementException e) {
            Answers.problem(exchange, 404, e.getMessage());
        } catch (IllegalArgumentException | UncheckedIOException e) {
            Answers.problem(exchange, 400, e.getMessage());
        } catch (IllegalStateException e) {
            Answers.problem(exchange, 409, e.getMessage());
        } catch (RuntimeException e) { // the page shows it, and the server's threads log nothing
            Answers.problem(exchange, 500, e.toString());
        }
    }

    @Override
    public void close() {
        events.close();
        imports.close();
        signIns.close();
        server.stop(0);
        threads.shutdownNow();
        store.close();
    }

    /** Builds a workbench. Not thread-safe. */
    public static final class Builder {

        int port;
        String database = "memory";
        Clock clock = Clock.systemUTC();
        WorkbenchFile file = WorkbenchFile.EMPTY;

        @Nullable Runnable fire;

        @Nullable Runnable restart;

        private Builder() {}

        /**
         * Sets the port; a free one by default.
         *
         * @param port from 1 to 65535, or 0 for a free one
         * @throws IllegalArgumentException if it is not
         */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be from 0 to 65535, but is " + port);
            }
            this.port = port;
            return this;
        }

        /** Sets the database: {@code memory}, which is the default, or {@code sqlite:FILE}. */
        public Builder database(String database) {
            this.database = database;
            return this;
        }

        /** Sets the clock that gives the time at which engines start; their time goes on by the factor that is set. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /** Sets inputs, operations to skip and accepted departures, for conformance tests and drills. */
        public Builder file(WorkbenchFile file) {
            this.file = file;
            return this;
        }

        /** Sets the action that makes one new event for every trigger, on any thread; without it, the page calls an action. */
        public Builder fire(Runnable event) {
            this.fire = event;
            return this;
        }

        /** Sets the action that restarts the connector and returns when it is on its way, on any thread. */
        public Builder restart(Runnable restart) {
            this.restart = restart;
            return this;
        }

        /**
         * Starts the workbench.
         *
         * @throws UncheckedIOException if the port is taken
         */
        public WorkbenchServer start() {
            return new WorkbenchServer(this);
        }
    }
}
