package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.test.Answer;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.conformance.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The API that the page, tests and scripts drive the workbench with. Thread-safe. */
final class Api implements AutoCloseable {

    private final Store store;
    private final Events events;
    private final Clock clock;
    private final Checks checks;
    private volatile @Nullable Session session;
    private volatile @Nullable Cards cards;

    Api(Store store, Events events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
        this.checks = new Checks(store, events);
    }

    /**
     * Answers a request.
     *
     * @param path below {@code /api/}, in parts
     * @param query the raw query; empty if absent
     * @param body the body of the request; an empty object if it has none
     * @throws NoSuchElementException if there is no such thing
     */
    JsonNode answer(String method, String[] path, String query, JsonNode body) {
        String route = method + " " + path[0] + (path.length > 2 ? "/*/" + path[2] : path.length > 1 ? "/*" : "");
        String id = path.length > 1 ? path[1] : "";
        return switch (route) {
            case "GET state" -> state();
            case "POST import" -> load(body);
            case "GET operations" -> cards().all();
            case "GET operations/*" -> cards().details(cards().operation(id));
            case "POST operations/*/preview" ->
                cards().preview(session().engine(), cards().operation(id), inputs(body));
            case "POST operations/*/choices" -> choices(cards().operation(id), body);
            case "GET workflows" -> workflows();
            case "POST workflows" -> create(body);
            case "GET workflows/*" -> workflow(id);
            case "POST workflows/*/start" -> started(id);
            case "POST workflows/*/stop" -> with(id, Live::disable);
            case "POST workflows/*/poll" -> with(id, Live::pollNow);
            case "POST workflows/*/answer" -> with(id, live -> live.answer(answer(body)));
            case "GET exchanges" -> store.exchanges(session().connector().id(), null);
            case "GET exchanges/*" -> store.exchange(Long.parseLong(id)).orElseThrow();
            case "POST time" -> time(body);
            case "GET faults" -> faults();
            case "POST faults" -> turn(body);
            case "POST tools" -> AgentTools.send(session(), body);
            case "GET checks" -> checks();
            case "POST checks" -> check(body);
            default -> throw new NoSuchElementException("The API has no " + method + " /api/" + String.join("/", path));
        };
    }

    /** Returns a report in its own form: junit, sarif or html. */
    String report(String id, String form) {
        return store.report(id, form).orElseThrow();
    }

    /** Sends a request of the API of Durable Functions to the connector. */
    JsonNode durable(String method, String path, String body) {
        return Durable.send(session(), method, path, body);
    }

    private Session session() {
        Session current = session;
        if (current == null) {
            throw new IllegalStateException("No connector is imported; import one first");
        }
        return current;
    }

    private Cards cards() {
        session();
        Cards current = cards;
        if (current == null) {
            throw new IllegalStateException("No connector is imported; import one first");
        }
        return current;
    }

    private ObjectNode state() {
        ObjectNode state = Json.object();
        Session current = session;
        if (current != null) {
            Store.Imported connector = current.connector();
            state.putObject("connector")
                    .put("id", connector.id())
                    .put("title", connector.title())
                    .put("source", connector.source())
                    .put("base", connector.base());
            state.put("now", current.now().toEpochMilli())
                    .put("factor", current.factor())
                    .put("problem", current.problem());
            current.nextDue().ifPresent(due -> state.put("nextDue", due.toEpochMilli()));
        }
        ArrayNode recent = state.putArray("recent");
        store.connectors()
                .forEach(one -> recent.addObject()
                        .put("title", one.title())
                        .put("source", one.source())
                        .put("base", one.base())
                        .put("at", one.at().toEpochMilli()));
        return state;
    }

    private ObjectNode load(JsonNode body) {
        String document = body.path("document").asText();
        String base = body.path("base").asText();
        if (document.isBlank()) {
            throw new IllegalArgumentException("document must be the URL or the file of a Swagger 2.0 document");
        }
        WorkflowEngine.Builder builder = WorkflowEngine.builder();
        if (document.matches("(?i)https?://.*")) {
            builder.document(URI.create(document));
        } else {
            try {
                builder.document(Files.readString(Path.of(document)));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + document + ": " + e, e);
            }
        }
        if (!base.isEmpty()) {
            builder.base(URI.create(base));
        }
        Session next =
                new Session(store, events, builder, document, Secrets.of(body.path("connection")), clock.instant());
        Session before = session;
        cards = new Cards(next.engine());
        session = next;
        if (before != null) {
            before.close();
        }
        events.changed("connector");
        return state();
    }

    private static Map<String, JsonNode> inputs(JsonNode body) {
        Map<String, JsonNode> inputs = new LinkedHashMap<>();
        body.path("inputs").properties().forEach(field -> inputs.put(field.getKey(), field.getValue()));
        return inputs;
    }

    private JsonNode choices(DesignerOperation operation, JsonNode body) {
        String input = body.path("input").asText();
        return session().call(engine -> cards().choices(engine, operation, input, inputs(body)));
    }

    private ArrayNode workflows() {
        ArrayNode all = Json.array();
        store.workflows(session().connector().id()).forEach(each -> all.add(summary(each)));
        return all;
    }

    private ObjectNode summary(Store.Workflow workflow) {
        ObjectNode summary = Json.object()
                .put("id", workflow.id())
                .put("operation", workflow.operation())
                .put("title", cards().title(workflow.operation()))
                .put("kind", workflow.kind())
                .put("recurrence", workflow.seconds())
                .put("createdAt", workflow.at().toEpochMilli())
                .put("runCount", store.count("run", workflow.id()))
                .put("exchangeCount", store.count("exchange", workflow.id()));
        summary.set("inputs", workflow.inputs());
        summary.set(
                "state",
                session()
                        .live(workflow.id())
                        .map(Live::state)
                        .orElseGet(() -> Json.object().put("started", false)));
        return summary;
    }

    private ObjectNode workflow(String id) {
        Store.Workflow workflow = store.workflow(id).orElseThrow();
        ObjectNode all = summary(workflow);
        all.set("exchanges", store.exchanges(workflow.connector(), id));
        all.set("runs", store.runs(id));
        all.put("now", session().now().toEpochMilli()).put("factor", session().factor());
        session().nextDue().ifPresent(due -> all.put("nextDue", due.toEpochMilli()));
        return all;
    }

    private ObjectNode create(JsonNode body) {
        JsonNode inputs = body.path("inputs").isObject() ? body.path("inputs") : Json.object();
        Duration recurrence = Duration.ofSeconds(body.path("recurrence").asLong(180));
        return summary(session().create(body.path("operation").asText(), inputs, recurrence));
    }

    private ObjectNode started(String id) {
        Store.Workflow workflow = store.workflow(id).orElseThrow();
        session().start(workflow);
        return summary(workflow);
    }

    private ObjectNode with(String id, java.util.function.Consumer<Live> action) {
        Store.Workflow workflow = store.workflow(id).orElseThrow();
        session().with(id, action);
        return summary(workflow);
    }

    private static Answer answer(JsonNode body) {
        String chosen = body.path("answer").asText();
        return switch (chosen) {
            case "slow" -> Answer.ACCEPTED.after(Duration.ofSeconds(30));
            case "close" -> Answer.close();
            case "429" -> Answer.status(429).retryAfter(Duration.ofSeconds(10));
            case "200", "202", "410", "500" -> Answer.status(Integer.parseInt(chosen));
            default ->
                throw new IllegalArgumentException(
                        "answer must be 200, 202, 410, 429, 500, slow or close, but is '" + chosen + "'");
        };
    }

    private ObjectNode time(JsonNode body) {
        if (body.has("factor")) {
            session().factor(body.path("factor").asDouble(-1));
        }
        if (body.has("advance")) {
            session().advance(Duration.ofSeconds(body.path("advance").asLong()));
        }
        if (body.path("skip").asBoolean()) {
            session().skip();
        }
        return state();
    }

    private ArrayNode faults() {
        ArrayNode on = Json.array();
        session().faults().on().forEach(fault -> on.add(fault.toJson()));
        return on;
    }

    private ArrayNode turn(JsonNode body) {
        SwitchedFault fault = SwitchedFault.of(body);
        if (body.path("on").asBoolean(true)) {
            session().faults().turnOn(fault);
        } else {
            session().faults().turnOff(fault);
        }
        events.changed("faults");
        return faults();
    }

    private ObjectNode checks() {
        ObjectNode all = Json.object().put("running", checks.isRunning()).put("problem", checks.problem());
        all.set("reports", store.reports(session().connector().id()));
        return all;
    }

    private ObjectNode check(JsonNode body) {
        String level = body.path("level").asText("protocol").toUpperCase(Locale.ROOT);
        checks.start(session(), Level.valueOf(level));
        return checks();
    }

    @Override
    public void close() {
        Session current = session;
        if (current != null) {
            current.close();
        }
    }
}
