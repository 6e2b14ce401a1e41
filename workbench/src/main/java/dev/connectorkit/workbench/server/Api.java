package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.workbench.conformance.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The API that the page, tests and scripts drive the workbench with. Thread-safe. */
final class Api {

    private static final long LONGEST_ADVANCE = Duration.ofDays(366).toSeconds();

    private final Store store;
    private final Events events;
    private final Imports imports;
    private final SignIns signIns;
    private final Checks checks;
    private final Drilling drilling;
    private final Firing firing;
    private final Replays replays;
    private final boolean canRestart;

    Api(WorkbenchServer.Builder options, Store store, Events events, Imports imports, SignIns signIns) {
        this.store = store;
        this.events = events;
        this.imports = imports;
        this.signIns = signIns;
        this.checks = new Checks(options, store, events);
        this.drilling = new Drilling(options, events);
        this.firing = new Firing(options.fire);
        this.replays = new Replays(store, events);
        this.canRestart = options.restart != null;
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
            case "GET state" -> imports.state();
            case "POST import" -> load(body);
            case "GET connection" -> signIns.urls();
            case "POST connection" -> signIns.connect(session(), body);
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
            case "POST workflows/*/answer" ->
                with(id, live -> live.answer(body.path("answer").asText()));
            case "POST workflows/*/certificate" ->
                with(
                        id,
                        live -> live.useUntrustedCertificate(
                                body.path("untrusted").asBoolean()));
            case "POST receiver" -> receiver(body);
            case "GET workflows/*/har" ->
                Har.of(store.recorded(session().connector().id(), id));
            case "GET workflows/*/replay" -> replays.of(id);
            case "POST workflows/*/replay" -> replay(id);
            case "GET har" -> Har.of(store.recorded(session().connector().id(), null));
            case "GET exchanges" -> store.exchanges(session().connector().id(), null);
            case "GET exchanges/*" -> exchange(id);
            case "POST time" -> time(body);
            case "GET faults" -> faults();
            case "POST faults" -> turn(body);
            case "POST tools" -> AgentTools.send(session(), body);
            case "GET checks" -> checks();
            case "POST checks" -> check(body);
            case "GET drills" -> drilling.toJson();
            case "POST drills" -> drill(body);
            case "GET firing" -> firing.toJson();
            case "POST firing" -> fireBy(body);
            default -> throw new NoSuchElementException("The API has no " + method + " /api/" + String.join("/", path));
        };
    }

    /** Returns a report in its own form: junit, sarif, html or markdown. */
    String report(String id, String form) {
        return store.report(id, form).orElseThrow(() -> absent("report", id));
    }

    /** Sends a request of the API of Durable Functions to the connector. */
    JsonNode durable(String method, String path, String body) {
        return Durable.send(session(), method, path, body);
    }

    private Store.Workflow stored(String id) {
        return store.workflow(id).orElseThrow(() -> absent("workflow", id));
    }

    private JsonNode exchange(String id) {
        return (id.matches("\\d{1,18}") ? store.exchange(Long.parseLong(id)) : Optional.<ObjectNode>empty())
                .orElseThrow(() -> absent("exchange", id));
    }

    private static NoSuchElementException absent(String kind, String id) {
        return new NoSuchElementException("There is no " + kind + " '" + id + "'");
    }

    private Session session() {
        return imports.opened().session();
    }

    private Cards cards() {
        return imports.opened().cards();
    }

    private ObjectNode load(JsonNode body) {
        imports.load(body);
        return imports.state();
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
        Store.Workflow workflow = stored(id);
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
        return summary(session().create(body.path("operation").asText(), inputs, recurrence, PlaySettings.of(body)));
    }

    private ObjectNode started(String id) {
        Store.Workflow workflow = stored(id);
        session().start(workflow, PlaySettings.DEFAULT);
        return summary(workflow);
    }

    private ObjectNode with(String id, java.util.function.Consumer<Live> action) {
        Store.Workflow workflow = stored(id);
        session().with(id, action);
        return summary(workflow);
    }

    private ObjectNode receiver(JsonNode body) {
        session().receiverDown(body.path("down").asBoolean());
        return imports.state();
    }

    private ObjectNode time(JsonNode body) {
        if (body.has("factor")) {
            session().factor(body.path("factor").asDouble(-1));
        }
        if (body.has("advance")) {
            long seconds = body.path("advance").asLong(-1);
            if (seconds < 0 || seconds > LONGEST_ADVANCE) {
                throw new IllegalArgumentException(
                        "advance must be from 0 to " + LONGEST_ADVANCE + " seconds, but is " + body.path("advance"));
            }
            session().advance(Duration.ofSeconds(seconds));
        }
        if (body.path("skip").asBoolean()) {
            session().skip();
        }
        return imports.state();
    }

    private ObjectNode faults() {
        ObjectNode all = Json.object().put("canRestart", canRestart);
        ArrayNode on = all.putArray("on");
        session().faults().on().forEach((fault, hits) -> on.add(fault.toJson().put("hits", hits)));
        return all;
    }

    private ObjectNode turn(JsonNode body) {
        SwitchedFault fault = SwitchedFault.of(body);
        if (body.path("on").asBoolean(true)) {
            session().faults().turnOn(fault);
        } else {
            session().faults().turnOff(fault);
        }
        events.changed("faults");
        return faults();
    }

    private ObjectNode replay(String id) {
        replays.start(session(), firing, stored(id));
        return replays.of(id);
    }

    private ObjectNode drill(JsonNode body) {
        drilling.start(session(), firing, body);
        return drilling.toJson();
    }

    private ObjectNode fireBy(JsonNode body) {
        firing.choose(session(), body);
        events.changed("firing");
        return firing.toJson();
    }

    private ObjectNode checks() {
        ObjectNode all = Json.object().put("running", checks.isRunning()).put("problem", checks.problem());
        all.set("reports", store.reports(session().connector().id()));
        return all;
    }

    private ObjectNode check(JsonNode body) {
        String name = body.path("level").asText("protocol");
        Level level = Arrays.stream(Level.values())
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "level must be designer, protocol, certification or strict, but is '" + name + "'"));
        checks.start(session(), firing, level);
        return checks();
    }

    /** Ends a sign-in with what the browser brings back. */
    void signedIn(String state, String code) {
        signIns.finish(session(), state, code);
    }
}
