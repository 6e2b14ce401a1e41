package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.test.Connection;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.Response;
import dev.connectorkit.test.RetryPolicy;
import dev.connectorkit.test.WorkflowEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A connector on the HTTP server of the JDK that keeps every rule, but for the one that a test lets it break. */
final class SoundConnector implements AutoCloseable {

    static final String KEY = "correct-horse";

    /** The ways to break it. */
    enum Fault {
        NONE,
        FIRST_POLL_IS_204,
        RELATIVE_POLL_LOCATION,
        LOST_PREFIX,
        LONG_LOCATION,
        FRACTION_OF_A_SECOND,
        EMPTY_BATCH,
        LAST_ITEM_FOR_EVER,
        CONSUMED_BY_A_POLL,
        OVERLAPPING_PAGES,
        SLOW_DRAIN,
        STATE_MAKES_500,
        SHARED_CURSOR,
        ITEM_OF_OTHER_TYPE,
        POLL_IS_TEXT,
        ONLY_FOR_ENGINES,
        SUBSCRIBE_IS_200,
        DELETE_WANTS_HEADERS,
        SECOND_DELETE_IS_500,
        UNKNOWN_DELETE_IS_500,
        NO_DEDUPLICATION,
        DELETE_DELETES_ALL,
        CALLBACK_IS_TEXT,
        CALLBACK_URL_IS_DECODED,
        DELETE_DELETES_NOTHING,
        NO_RETRY,
        RETRY_STORM,
        FOLLOWS_REDIRECTS,
        ONE_BY_ONE,
        CALLS_METADATA,
        UNNAMED_CALLBACK_URL,
        ECHOES_SIGNATURE,
        RELATIVE_STATUS,
        STATUS_COMES_LATE,
        STATUS_WITHOUT_RETRY_AFTER,
        RESULT_IS_READ_ONCE,
        EVERY_OPERATION_IS_KNOWN,
        RESULT_IS_A_REDIRECT,
        NOTE_OF_OTHER_TYPE,
        MISSING_IS_ACCEPTED,
        WRONG_TYPE_MAKES_500,
        OPEN_TO_ALL,
        ERROR_IS_TEXT,
        MENU_WITHOUT_TITLES,
        SCHEMA_WITH_REFERENCE,
        STACK_TRACE,
        ONE_ITEM_A_TIMESTAMP,
        UNKNOWN_STATE_WITHOUT_MESSAGE,
        FORGETS_STATES,
        CONSUMED_BY_TEN_POLLS,
        SLOW_FIRST_POLL,
        FORGETS_DELIVERIES,
        IGNORES_FILTERS,
        UNORDERED,
        ERROR_ECHOES_SIGNATURE,
        FAILURE_IS_200,
        FORGETS_KEYS,
        LATE_KEYS,
        FORGETS_CAKES,
        THROTTLED_WITHOUT_RETRY_AFTER,
        TEST_WITHOUT_CREDENTIALS,
        PAGES_OVERLAP,
        JOB_RELATIVE_LINK,
        JOB_WITHOUT_STATUS,
        JOB_EVENT_IS_200,
        JOB_UNKNOWN_IS_202,
        JOB_ENDED_IS_202,
        JOB_TAKES_ANY_EVENT,
        JOB_ENDS_AS_COMPLETED,
        JOB_WITHOUT_HISTORY,
        MCP_WITHOUT_TOOLS,
        MCP_SCHEMA_WITH_REFERENCE,
        MCP_UNKNOWN_TOOL_IS_500,
        MCP_FOR_ANY_PAGE,
        MCP_WITH_HANDSHAKE_ONLY,
        MCP_GET_IS_JSON
    }

    private static final int PAGE = 2;

    private final Fault fault;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "sound-connector");
        thread.setDaemon(true);
        return thread;
    });
    private final Deliveries deliveries;
    private final Map<String, String> hooks = new LinkedHashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Map<Integer, String> owners = new HashMap<>();
    private final Map<String, Integer> cakes = new HashMap<>();
    private final Map<String, Integer> polled = new HashMap<>();
    private final Set<String> silent = new HashSet<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Jobs jobs;
    private int notes;
    private int restarts;
    private boolean slept;
    private int events;
    private int ids;

    SoundConnector(Fault fault) {
        this.fault = fault;
        this.deliveries = new Deliveries(fault, threads);
        this.jobs = new Jobs(fault, this::url);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    WorkflowEngine engine() {
        return WorkflowEngine.builder()
                .document(SoundDocument.TEXT)
                .base(URI.create(url("/api")))
                .connection(Connection.apiKeyHeader("X-Key", KEY))
                .retryPolicy(RetryPolicy.none())
                .build();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    synchronized void fire() {
        events++;
        String body = "{\"id\":\"" + events + "\"}";
        List.copyOf(hooks.entrySet()).stream()
                .filter(hook -> !silent.contains(hook.getKey()))
                .forEach(hook -> deliveries.deliver(hook.getValue(), body, () -> gone(hook.getKey())));
    }

    synchronized void restart() {
        restarts++;
        deliveries.restart();
        if (fault == Fault.FORGETS_CAKES) {
            cakes.clear();
        }
    }

    private synchronized void gone(String id) {
        hooks.remove(id);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            Request request = new Request(
                    exchange.getRequestMethod(),
                    URI.create(url(exchange.getRequestURI().toString())),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Response answer = answer(request);
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Response answer(Request request) {
        if (fault == Fault.LATE_KEYS && request.header("Idempotency-Key").isPresent()) {
            return lateKey(request, request.header("Idempotency-Key").orElseThrow());
        }
        return inTurn(request);
    }

    /** Looks the key up first, bakes, and writes the key down only then. */
    private Response lateKey(Request request, String key) {
        String known;
        synchronized (this) {
            known = keys.get(key);
        }
        if (known != null) {
            return accepted(known);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        Response answer = inTurn(request);
        synchronized (this) {
            keys.put(key, answer.header("Location").orElseThrow());
        }
        return answer;
    }

    private Response accepted(String location) {
        return new Response(202, Map.of("Location", location, "Retry-After", "0"), "");
    }

    private synchronized Response inTurn(Request request) {
        String path = request.url().getPath().replaceFirst("^/api", "");
        boolean known = request.header("X-Key").filter(KEY::equals).isPresent();
        if (path.equals("/me") && fault == Fault.TEST_WITHOUT_CREDENTIALS) {
            return json(200, "{}");
        }
        if (path.startsWith("/jobs")) {
            return jobs.answer(request, path);
        }
        if (!known && (fault != Fault.OPEN_TO_ALL || path.equals("/me"))) {
            return problem(401, "the key is missing");
        }
        if (path.equals("/mcp")) {
            return new Agents(fault).answer(request);
        }
        String method = request.method();
        if (path.equals("/poll")) {
            return poll(request);
        } else if (path.equals("/hooks")) {
            return subscribe(request);
        } else if (path.startsWith("/hooks/")) {
            return unsubscribe(request, path.substring(7));
        } else if (path.equals("/cakes") && method.equals("POST")) {
            return bake(request);
        } else if (path.startsWith("/cakes/")) {
            return cake(path.substring(7));
        }
        return switch (path) {
            case "/notes" -> note(request);
            case "/me" -> json(200, "{}");
            case "/list" -> list(parameter(request, "page"));
            case "/menu" ->
                json(
                        200,
                        fault == Fault.MENU_WITHOUT_TITLES
                                ? "[{\"id\":\"plum\"}]"
                                : "[{\"id\":\"plum\",\"name\":\"Plum\"}]");
            case "/fields" ->
                json(
                        200,
                        fault == Fault.SCHEMA_WITH_REFERENCE
                                ? "{\"schema\":{\"type\":\"object\",\"properties\":{\"layers\":{\"$ref\":\"#/x\"}}}}"
                                : "{\"schema\":{\"type\":\"object\",\"properties\":{\"layers\":{\"type\":\"integer\"}}}}");
            default -> problem(404, "there is nothing");
        };
    }

    private Response list(String page) {
        boolean first = page.isEmpty();
        String next = first ? ",\"nextLink\":\"" + url("/api/list?page=2") + "\"" : "";
        int id = first || fault == Fault.PAGES_OVERLAP ? 1 : 2;
        return json(200, "{\"value\":[{\"id\":" + id + "}]" + next + "}");
    }

    /** The state is the number of the last event, a dot, and as many marks as the number of the chain. */
    private Response poll(Request request) {
        String state = parameter(request, "since");
        if (fault == Fault.ONLY_FOR_ENGINES
                && request.header("x-ms-workflow-id").isEmpty()) {
            return problem(400, "only engines may poll");
        }
        if (fault == Fault.SLOW_FIRST_POLL && !slept) {
            slept = true;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
        if (state.isEmpty()) {
            String chain = "x".repeat(fault == Fault.LONG_LOCATION ? 2100 : ++ids);
            boolean again = fault == Fault.LAST_ITEM_FOR_EVER && events > 0;
            return fault == Fault.FIRST_POLL_IS_204
                    ? new Response(204, Map.of(), "")
                    : again ? found(events - 1, chain, events) : page(202, "n" + events + "." + chain, "15", "");
        }
        if (!state.matches("n\\d+\\.x+e?f?r*")) {
            if (fault == Fault.UNKNOWN_STATE_WITHOUT_MESSAGE) {
                return new Response(400, Map.of(), "");
            }
            return fault == Fault.STATE_MAKES_500 && state.startsWith("n")
                    ? problem(500, "it broke")
                    : problem(400, "since is invalid");
        }
        String marks = fault == Fault.FORGETS_STATES ? "r".repeat(restarts) : "";
        if (fault == Fault.FORGETS_STATES && !state.endsWith("x" + marks)) {
            return problem(410, "since is from before the restart");
        }
        state = state.replace("r", "");
        boolean found = state.endsWith("f");
        state = state.replace("f", "");
        int since = Integer.parseInt(state.substring(1, state.indexOf('.')));
        String chain = state.substring(state.indexOf('.') + 1).replace("e", "");
        if (state.endsWith("e")) {
            return page(200, "n" + since + "." + chain, "15", "{\"value\":[]}");
        }
        int from = since;
        while (fault == Fault.SHARED_CURSOR
                && from < events
                && !owners.computeIfAbsent(from + 1, any -> chain).equals(chain)) {
            from++;
        }
        int times = from < events ? polled.merge(state, 1, Integer::sum) : 0;
        boolean hidden = (fault == Fault.CONSUMED_BY_A_POLL && used.contains(state))
                || (fault == Fault.CONSUMED_BY_TEN_POLLS && times > 5)
                || found;
        if (from >= events || hidden) {
            return fault == Fault.LAST_ITEM_FOR_EVER && events > 0
                    ? found(events - 1, chain, events)
                    : page(202, found ? state + "f" : state, "15", "");
        }
        used.add(state);
        return found(from, chain, fault == Fault.ONE_ITEM_A_TIMESTAMP ? events : Math.min(events, from + PAGE));
    }

    private Response found(int from, String chain, int to) {
        String items = IntStream.rangeClosed(from + 1, to)
                .mapToObj(id -> fault == Fault.ITEM_OF_OTHER_TYPE ? "{\"id\":" + id + "}" : "{\"id\":\"" + id + "\"}")
                .collect(Collectors.joining(","));
        boolean more = to < events;
        int next = more && fault == Fault.OVERLAPPING_PAGES ? to - 1 : to;
        boolean empty = fault == Fault.EMPTY_BATCH && !more;
        String wait = more || empty ? fault == Fault.SLOW_DRAIN ? "60" : "0" : "15";
        return page(
                200,
                "n" + next + "." + chain + (empty ? "e" : "") + (fault == Fault.ONE_ITEM_A_TIMESTAMP ? "f" : ""),
                wait,
                "{\"value\":[" + items + "]}");
    }

    private Response page(int status, String state, String wait, String body) {
        String prefix = fault == Fault.RELATIVE_POLL_LOCATION ? "/api" : url(fault == Fault.LOST_PREFIX ? "" : "/api");
        boolean fraction = fault == Fault.FRACTION_OF_A_SECOND && status == 202;
        return new Response(
                status,
                Map.of(
                        "Location",
                                prefix + "/poll?since=" + state
                                        + (fault == Fault.FORGETS_STATES ? "r".repeat(restarts) : ""),
                        "Retry-After", fraction ? "15.5" : wait,
                        "Content-Type", fault == Fault.POLL_IS_TEXT ? "text/plain" : "application/json"),
                body);
    }

    private Response subscribe(Request request) {
        String callbackUrl = body(request).path("callbackUrl").asText();
        if (callbackUrl.isEmpty()) {
            return problem(
                    400, fault == Fault.UNNAMED_CALLBACK_URL ? "something is missing" : "callbackUrl is missing");
        }
        if (callbackUrl.contains("169.254.169.254") && fault != Fault.CALLS_METADATA) {
            boolean shown = fault == Fault.ERROR_ECHOES_SIGNATURE;
            return problem(400, "callbackUrl must not be in this network" + (shown ? ": " + callbackUrl : ""));
        }
        if (!callbackUrl.startsWith("http")) {
            return problem(400, "callbackUrl must be a URL with http");
        }
        String id = hooks.entrySet().stream()
                .filter(hook -> hook.getValue().equals(callbackUrl) && fault != Fault.NO_DEDUPLICATION)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("h" + ++ids);
        hooks.put(id, callbackUrl);
        boolean excluded = parameter(request, "region").equals("nowhere");
        if (excluded && fault != Fault.IGNORES_FILTERS) {
            silent.add(id);
        }
        Response answer = new Response(
                fault == Fault.SUBSCRIBE_IS_200 ? 200 : 201, Map.of("Location", url("/api/hooks/" + id)), "");
        return fault == Fault.ECHOES_SIGNATURE
                ? new Response(answer.status(), answer.headers(), "{\"callbackUrl\":\"" + callbackUrl + "\"}")
                : answer;
    }

    private Response unsubscribe(Request request, String id) {
        if (fault == Fault.DELETE_WANTS_HEADERS
                && request.header("x-ms-workflow-id").isEmpty()) {
            return problem(401, "who is it");
        }
        boolean there = hooks.containsKey(id);
        if (!there && fault == Fault.SECOND_DELETE_IS_500 && deleted.contains(id)) {
            return problem(500, "it broke");
        }
        if (!there && fault == Fault.UNKNOWN_DELETE_IS_500 && !deleted.contains(id)) {
            return problem(500, "it broke");
        }
        if (fault == Fault.DELETE_DELETES_ALL) {
            hooks.clear();
        } else if (fault != Fault.DELETE_DELETES_NOTHING) {
            hooks.remove(id);
        }
        deleted.add(id);
        return there ? new Response(204, Map.of(), "") : problem(404, "there is no such subscription");
    }

    private Response bake(Request request) {
        String key = fault == Fault.FORGETS_KEYS
                ? ""
                : request.header("Idempotency-Key").orElse("");
        if (!key.isEmpty() && fault != Fault.LATE_KEYS && keys.containsKey(key)) {
            return accepted(keys.get(key));
        }
        boolean burnt = parameter(request, "flavour").equals("burnt");
        if (!burnt && !parameter(request, "flavour").equals("plum")) {
            boolean accepted = fault == Fault.MISSING_IS_ACCEPTED
                    && parameter(request, "flavour").isEmpty();
            if (!accepted) {
                return problem(400, "flavour must be on the menu");
            }
        }
        String id = (burnt ? "b" : "c") + ++ids;
        cakes.put(id, 0);
        String prefix = fault == Fault.RELATIVE_STATUS ? "/api" : url("/api");
        if (!key.isEmpty() && fault != Fault.LATE_KEYS) {
            keys.put(key, prefix + "/cakes/" + id);
        }
        return accepted(prefix + "/cakes/" + id);
    }

    private Response cake(String id) {
        Integer asked = cakes.get(id);
        if (asked == null) {
            return fault == Fault.EVERY_OPERATION_IS_KNOWN ? json(200, "{}") : problem(404, "there is no such cake");
        }
        cakes.put(id, asked + 1);
        if (asked == 0) {
            boolean silent = fault == Fault.STATUS_WITHOUT_RETRY_AFTER;
            return fault == Fault.STATUS_COMES_LATE
                    ? problem(404, "there is no such cake")
                    : new Response(
                            202,
                            silent
                                    ? Map.of("Location", url("/api/cakes/" + id))
                                    : Map.of("Location", url("/api/cakes/" + id), "Retry-After", "0"),
                            "");
        }
        if (id.startsWith("b")) {
            return fault == Fault.FAILURE_IS_200 ? json(200, "{}") : problem(422, "the cake is burnt");
        }
        if (fault == Fault.RESULT_IS_READ_ONCE && asked > 1) {
            return problem(404, "there is no such cake");
        }
        return fault == Fault.RESULT_IS_A_REDIRECT
                ? new Response(303, Map.of("Location", url("/api/menu")), "")
                : json(200, "{\"flavour\":\"plum\"}");
    }

    private Response note(Request request) {
        JsonNode note = body(request);
        if (!note.hasNonNull("text") && fault != Fault.MISSING_IS_ACCEPTED) {
            return problem(400, "text is missing");
        }
        boolean wrong = note.has("priority") && !note.get("priority").isIntegralNumber();
        if (wrong) {
            return problem(fault == Fault.WRONG_TYPE_MAKES_500 ? 500 : 400, "priority must be a number");
        }
        if (++notes > 15) {
            Response throttled = problem(429, "there are too many notes");
            return fault == Fault.THROTTLED_WITHOUT_RETRY_AFTER
                    ? throttled
                    : new Response(
                            429, Map.of("Retry-After", "5", "Content-Type", "application/json"), throttled.body());
        }
        return json(200, fault == Fault.NOTE_OF_OTHER_TYPE ? "{\"id\":5}" : "{\"id\":\"5\"}");
    }

    private Response problem(int status, String detail) {
        if (fault == Fault.ERROR_IS_TEXT) {
            return new Response(status, Map.of("Content-Type", "text/plain"), detail);
        }
        String inside = fault == Fault.STACK_TRACE ? " at com.example.Notes.add(Notes.java:17)" : "";
        return json(status, "{\"title\":\"No\",\"detail\":\"" + detail + inside + "\"}");
    }

    private static Response json(int status, String body) {
        return new Response(status, Map.of("Content-Type", "application/json"), body);
    }

    private static JsonNode body(Request request) {
        return new Response(200, Map.of(), request.body()).json();
    }

    private static String parameter(Request request, String name) {
        UnaryOperator<String> decode = text -> URLDecoder.decode(text, StandardCharsets.UTF_8);
        String query = request.url().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return decode.apply(pair.substring(name.length() + 1));
            }
        }
        return "";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
