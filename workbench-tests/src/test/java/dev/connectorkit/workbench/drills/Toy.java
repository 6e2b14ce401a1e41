package dev.connectorkit.workbench.drills;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.test.Background;
import dev.connectorkit.test.Response;
import dev.connectorkit.test.TestClock;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.faults.Faults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A connector in virtual time that stands every drill, but for the flaw that a test gives it. */
final class Toy implements Background, AutoCloseable {

    enum Flaw {
        NONE,
        CONSUMES_ITEMS,
        PASSES_ITEMS_BY,
        WHOLE_SECONDS,
        NO_DEDUPLICATION,
        GIVES_UP,
        FORGETS_STATES,
        STORMS,
        IGNORES_RETRY_AFTER,
        REFUSES_SUBSCRIPTIONS
    }

    static final String DOCUMENT = """
            {"swagger": "2.0", "info": {"title": "Toy", "version": "1"}, "basePath": "/", "paths": {
              "/poll": {"get": {"operationId": "NewToys", "summary": "When toys come", "x-ms-trigger": "batch",
                "parameters": [{"name": "kind", "in": "query", "type": "string", "required": true}],
                "responses": {"200": {"description": "Toys", "schema": {"type": "object",
                  "properties": {"value": {"type": "array", "items": {"type": "object"}}}}}}}},
              "/hooks": {"x-ms-notification-content": {"description": "A toy", "schema": {"type": "object"}}, "post": {"operationId": "ToyCame", "summary": "When a toy comes", "x-ms-trigger": "single",
                "parameters": [{"name": "body", "in": "body", "schema": {"type": "object", "properties": {
                  "callbackUrl": {"type": "string", "x-ms-notification-url": true, "x-ms-visibility": "internal"}}}}],
                "responses": {"201": {"description": "Subscribed"}}}}}}
            """;

    private record Event(String id, Instant created) {}

    private static final class Delivery {
        private final String hook;
        private final String body;
        private int attempts;
        private Instant due;

        private Delivery(String hook, String body, Instant due) {
            this.hook = hook;
            this.body = body;
            this.due = due;
        }
    }

    private final Flaw flaw;
    private final TestClock clock = TestClock.create();
    private final Faults faults = new Faults();
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Event> events = new ArrayList<>();
    private final Map<String, String> hooks = new LinkedHashMap<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private int announced;
    private int restarts;
    private int ids;
    private int polls;

    Toy(Flaw flaw) throws IOException {
        this.flaw = flaw;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    WorkflowEngine engine() {
        return WorkflowEngine.builder()
                .document(DOCUMENT)
                .base(URI.create(url("/")))
                .clock(clock)
                .background(this)
                .interceptor(faults)
                .build();
    }

    Faults faults() {
        return faults;
    }

    synchronized void fire() {
        announced++;
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        int seen = polls;
        while (flaw == Flaw.PASSES_ITEMS_BY && polls == seen && System.nanoTime() < end) {
            try {
                wait(100); // the item is written down, and not seen by others yet
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        Event event = new Event(Integer.toString(announced), clock.instant());
        events.add(event);
        hooks.keySet().forEach(hook -> deliveries.add(new Delivery(hook, json(event), clock.instant())));
    }

    synchronized void restart() {
        restarts++;
    }

    private static String json(Event event) {
        return "{\"id\":\"" + event.id + "\"}";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            URI target = exchange.getRequestURI();
            Response answer = target.getPath().equals("/poll")
                    ? poll(String.valueOf(target.getQuery()))
                    : hook(exchange.getRequestMethod(), target.getPath(), body);
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    /** The state is the number of restarts where it is forgotten, a dot, and a number of events or a second. */
    private synchronized Response poll(String query) {
        polls++;
        notifyAll();
        if (!query.contains("kind=")) {
            return new Response(400, Map.of(), "kind is missing");
        }
        String since = query.contains("since=") ? query.substring(query.indexOf("since=") + 6) : "";
        if (since.isEmpty()) {
            return page(
                    202, flaw == Flaw.WHOLE_SECONDS ? clock.instant().getEpochSecond() - 1 : events.size(), List.of());
        }
        String[] parts = since.split("\\.", 2);
        if (flaw == Flaw.FORGETS_STATES && Integer.parseInt(parts[0]) != restarts) {
            return new Response(410, Map.of(), "since is from before the restart");
        }
        long state = Long.parseLong(parts[1]);
        List<Event> found = flaw == Flaw.WHOLE_SECONDS
                ? events.stream()
                        .filter(event -> event.created.getEpochSecond() > state)
                        .toList()
                : events.subList((int) Math.min(state, events.size()), events.size());
        boolean hidden = flaw == Flaw.CONSUMES_ITEMS && !found.isEmpty() && !used.add(since);
        if (hidden) {
            return page(202, events.size(), List.of());
        }
        long second = found.isEmpty() ? state : clock.instant().getEpochSecond();
        long count = flaw == Flaw.PASSES_ITEMS_BY ? announced : events.size();
        return page(found.isEmpty() ? 202 : 200, flaw == Flaw.WHOLE_SECONDS ? second : count, List.copyOf(found));
    }

    private Response page(int status, long state, List<Event> found) {
        String items = found.stream().map(Toy::json).collect(Collectors.joining(","));
        Map<String, String> headers = new HashMap<>();
        headers.put("Location", url("/poll?kind=x&since=" + restarts + "." + state));
        headers.put("Content-Type", "application/json");
        return new Response(status, headers, found.isEmpty() ? "" : "{\"value\":[" + items + "]}");
    }

    private synchronized Response hook(String method, String path, String body) {
        if (method.equals("DELETE")) {
            return new Response(hooks.remove(path) == null ? 404 : 204, Map.of(), "");
        }
        if (flaw == Flaw.REFUSES_SUBSCRIPTIONS) {
            return new Response(403, Map.of(), "no");
        }
        String callbackUrl =
                new Response(200, Map.of(), body).json().path("callbackUrl").asText();
        String id = hooks.entrySet().stream()
                .filter(hook -> hook.getValue().equals(callbackUrl) && flaw != Flaw.NO_DEDUPLICATION)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("/hooks/" + ++ids);
        hooks.put(id, callbackUrl);
        return new Response(201, Map.of("Location", url(id)), "");
    }

    @Override
    public void settle() {
        for (Delivery delivery : due()) {
            attempt(delivery);
        }
    }

    private synchronized List<Delivery> due() {
        return deliveries.stream()
                .filter(delivery -> !delivery.due.isAfter(clock.instant()))
                .toList();
    }

    private void attempt(Delivery delivery) {
        String target;
        synchronized (this) {
            target = hooks.get(delivery.hook);
        }
        int status = 410;
        long retryAfter = 0;
        if (target != null) {
            try {
                HttpResponse<Void> answer = client.send(
                        HttpRequest.newBuilder(URI.create(target))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(delivery.body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
                status = answer.statusCode();
                retryAfter = answer.headers().firstValueAsLong("Retry-After").orElse(0);
            } catch (IOException e) {
                status = 0;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        synchronized (this) {
            delivery.attempts++;
            boolean again = status == 0 || status == 429 || status / 100 == 5;
            if (!again || (flaw == Flaw.GIVES_UP && delivery.attempts == 3)) {
                deliveries.remove(delivery);
            }
            long backoff = flaw == Flaw.STORMS ? 2000 : Math.min(60_000, 1000L << Math.min(delivery.attempts, 6));
            long asked = flaw == Flaw.IGNORES_RETRY_AFTER && status == 429 ? 1 : Math.max(backoff, retryAfter * 1000);
            delivery.due = clock.instant().plusMillis(asked);
        }
    }

    @Override
    public synchronized Optional<Instant> nextDue() {
        return deliveries.stream().map(delivery -> delivery.due).min(Instant::compareTo);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
