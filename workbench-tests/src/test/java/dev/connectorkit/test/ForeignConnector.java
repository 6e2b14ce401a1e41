package dev.connectorkit.test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A connector that knows nothing of this toolkit: a plain HTTP server with a script of answers for each method and path. */
public final class ForeignConnector implements AutoCloseable {

    static final String DOCUMENT = """
            {"swagger": "2.0", "info": {"title": "Foreign", "version": "1"}, "basePath": "/api", "paths": {
              "/orders": {"get": {"operationId": "NewOrders", "x-ms-trigger": "batch",
                "parameters": [{"name": "region", "in": "query", "type": "string", "default": "north"}],
                "responses": {"200": {"description": "Orders", "schema": {"type": "object", "properties": {
                  "value": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}}}}}}}},
              "/order": {"get": {"operationId": "NewOrder", "x-ms-trigger": "single", "parameters": [],
                "responses": {"200": {"description": "Order", "schema": {"type": "object"}}}}},
              "/hooks": {"x-ms-notification-content": {"schema": {"type": "object"}},
                "post": {"operationId": "OrderCreated", "x-ms-trigger": "single",
                "parameters": [{"name": "body", "in": "body", "required": true, "schema": {"type": "object",
                  "required": ["target"], "properties": {
                    "target": {"type": "object", "properties": {"url": {"type": "string",
                      "x-ms-notification-url": true, "x-ms-visibility": "internal"}}},
                    "region": {"type": "string"}}}}],
                "responses": {"201": {"description": "Subscribed"}}}},
              "/waits": {"x-ms-notification-content": {"schema": {"type": "object"}},
                "post": {"operationId": "Wait",
                "parameters": [{"name": "callback", "in": "query", "type": "string", "required": true,
                  "x-ms-notification-url": true, "x-ms-visibility": "internal"}],
                "responses": {"201": {"description": "Waits"}}}},
              "/customers/{id}/notes": {"post": {"operationId": "AddNote",
                "parameters": [
                  {"name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "double"},
                  {"name": "urgent", "in": "query", "type": "boolean"},
                  {"name": "x-source", "in": "header", "type": "string"},
                  {"name": "note", "in": "body", "required": true, "schema": {"type": "object", "required": ["text"],
                    "properties": {"text": {"type": "string"}, "author": {"type": "object", "properties": {
                      "id": {"type": "string"}}}, "size": {"type": "integer", "default": 3}}}}],
                "responses": {"200": {"description": "Note", "schema": {"type": "object"}}}}}
            }}
            """;

    /** The next answers to a method and path; the last of them stays. */
    private final Map<String, Deque<Function<Request, LoopbackServer.Reply>>> script = new LinkedHashMap<>();

    private final List<Request> requests = new ArrayList<>();
    private final LoopbackServer server = new LoopbackServer("foreign-connector", this::answer);
    final TestClock clock = TestClock.create();

    public WorkflowEngine.Builder engine() {
        return WorkflowEngine.builder()
                .document(DOCUMENT)
                .base(server.url("/api"))
                .clock(clock);
    }

    String url(String path) {
        return server.url(path).toString();
    }

    public synchronized ForeignConnector on(String methodAndPath, Answer answer) {
        return on(methodAndPath, answer, "");
    }

    public synchronized ForeignConnector on(String methodAndPath, Answer answer, String body) {
        Answer typed = body.isEmpty() ? answer : answer.with("Content-Type", "application/json");
        script.computeIfAbsent(methodAndPath, any -> new ArrayDeque<>())
                .add(request -> new LoopbackServer.Reply(typed, body));
        return this;
    }

    private synchronized LoopbackServer.Reply answer(Request request) {
        requests.add(request);
        Deque<Function<Request, LoopbackServer.Reply>> next =
                script.get(request.method() + " " + request.url().getPath());
        if (next == null) {
            return LoopbackServer.Reply.of(Answer.status(404));
        }
        return (next.size() > 1 ? next.remove() : next.peek()).apply(request);
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    Request last() {
        List<Request> all = requests();
        return all.get(all.size() - 1);
    }

    @Override
    public void close() {
        server.close();
    }
}
