package dev.connectorkit.workbench.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A connector with a polling trigger, a webhook, a long action and dynamic values, on the JDK's server. */
final class Shop implements AutoCloseable {

    private static final String DOCUMENT = """
            {"swagger": "2.0", "info": {"title": "Shop", "version": "1"}, "paths": {
              "/orders": {"get": {"operationId": "NewOrder", "summary": "When an order comes in", "x-ms-trigger": "single",
                "parameters": [], "responses": {"200": {"description": "An order", "schema": {"type": "object",
                "properties": {"id": {"type": "integer"}}}}, "202": {"description": "None"}}},
                "post": {"operationId": "AddOrder", "summary": "Add an order", "parameters": [{"name": "body", "in": "body",
                "required": true, "schema": {"type": "object", "required": ["customer"], "properties": {"customer": {"type": "string"}}}}],
                "responses": {"200": {"description": "The order", "schema": {"type": "object"}}}}},
              "/hooks": {"x-ms-notification-content": {"schema": {"type": "object", "properties": {"id": {"type": "integer"}}}},
                "post": {"operationId": "OrderCreated", "summary": "When an order is created", "x-ms-trigger": "single",
                "parameters": [{"name": "body", "in": "body", "required": true, "schema": {"type": "object", "required": ["callbackUrl"],
                "properties": {"callbackUrl": {"type": "string", "x-ms-notification-url": true, "x-ms-visibility": "internal"}}}}],
                "responses": {"201": {"description": "Subscribed"}}}},
              "/hooks/{id}": {"delete": {"operationId": "DeleteHook", "x-ms-visibility": "internal", "parameters":
                [{"name": "id", "in": "path", "type": "string", "required": true}], "responses": {"200": {"description": "Gone"}}}},
              "/cakes": {"post": {"operationId": "OrderCake", "summary": "Order a cake", "parameters": [{"name": "flavour",
                "in": "query", "type": "string", "required": true, "x-ms-summary": "Flavour",
                "x-ms-dynamic-values": {"operationId": "Menu", "value-path": "id", "value-title": "name"}}],
                "responses": {"200": {"description": "A cake", "schema": {"type": "object"}}, "202": {"description": "Baking"}}}},
              "/menu": {"get": {"operationId": "Menu", "x-ms-visibility": "internal", "parameters": [],
                "responses": {"200": {"description": "The menu", "schema": {"type": "array", "items": {"type": "object"}}}}}}}}
            """;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private final List<String> hooks = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile boolean changed;
    private volatile String authorization = "";
    private int asked;

    Shop() throws IOException {
        this(0);
    }

    Shop(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the callback URLs that are subscribed. */
    List<String> hooks() {
        return List.copyOf(hooks);
    }

    /** Becomes another version: polls come more seldom, and orders have a price in place of a number. */
    void change() {
        changed = true;
    }

    /** Returns the credentials of the last request; empty if it had none. */
    String authorization() {
        return authorization;
    }

    /** Returns the bodies of all actions that were called. */
    List<String> bodies() {
        return List.copyOf(bodies);
    }

    /** Takes an order, and calls back; returns the status of the last callback, 0 if there was none. */
    int order() throws IOException {
        orders.add("{\"" + (changed ? "price" : "id") + "\":" + (orders.size() + 1) + "}");
        int status = 0;
        for (String hook : hooks) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(hook))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(orders.get(orders.size() - 1)))
                    .build();
            try {
                status = HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
            } catch (IOException e) {
                status = 0;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return status;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String sent = exchange.getRequestHeaders().getFirst("Authorization");
            authorization = sent == null ? "" : sent;
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            switch (path) {
                case "/swagger.json" -> answer(exchange, 200, DOCUMENT);
                case "/orders" -> {
                    if (exchange.getRequestMethod().equals("POST")) {
                        bodies.add(body);
                        order();
                        answer(exchange, 200, orders.get(orders.size() - 1));
                        return;
                    }
                    int since = query.startsWith("since=") ? Integer.parseInt(query.substring(6)) : orders.size();
                    boolean found = since < orders.size();
                    exchange.getResponseHeaders()
                            .set("Location", url() + "/orders?since=" + (found ? since + 1 : since));
                    exchange.getResponseHeaders().set("Retry-After", changed ? "60" : "15");
                    answer(exchange, found ? 200 : 202, found ? orders.get(since) : "");
                }
                case "/hooks" -> {
                    hooks.add(body.replaceAll(".*\"callbackUrl\":\"([^\"]*)\".*", "$1"));
                    exchange.getResponseHeaders().set("Location", url() + "/hooks/" + (hooks.size() - 1));
                    answer(exchange, 201, "");
                }
                case "/cakes" -> {
                    asked = 0;
                    exchange.getResponseHeaders().set("Location", url() + "/cakes/1");
                    exchange.getResponseHeaders().set("Retry-After", "10");
                    answer(exchange, 202, "");
                }
                case "/cakes/1" -> {
                    boolean done = ++asked > 2;
                    exchange.getResponseHeaders().set("Retry-After", "10");
                    answer(exchange, done ? 200 : 202, done ? "{\"cake\":\"plum\"}" : "");
                }
                case "/menu" ->
                    answer(exchange, 200, "[{\"id\":\"plum\",\"name\":\"Plum\"},{\"id\":\"nut\",\"name\":\"Nut\"}]");
                case "/mcp" -> answer(exchange, 200, agents(body));
                default -> {
                    if (path.startsWith("/hooks/")) {
                        hooks.clear();
                    }
                    answer(exchange, path.startsWith("/hooks/") ? 200 : 404, "");
                }
            }
        }
    }

    private static String agents(String body) {
        String result = body.contains("\"initialize\"")
                ? "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}}}"
                : body.contains("tools/list")
                        ? "{\"tools\":[{\"name\":\"order_cake\",\"description\":\"Orders.\",\"inputSchema\":{\"type\":\"object\"}}]}"
                        : "{\"content\":[{\"type\":\"text\",\"text\":\""
                                + body.replaceAll(".*\"flavour\":\"(\\w+)\".*", "$1") + "\"}]}";
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}";
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
