package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.Response;
import dev.connectorkit.workbench.conformance.SoundConnector.Fault;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Jobs with the HTTP API of Durable Functions; they run for some questions about their status. */
final class Jobs {

    /** The number of the question about its status at which a job has come to its end. */
    private static final int LONGEST = 4;

    private final Fault fault;
    private final UnaryOperator<String> url;
    private final Set<String> running = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, Integer> asked = new HashMap<>();

    Jobs(Fault fault, UnaryOperator<String> url) {
        this.fault = fault;
        this.url = url;
    }

    Response answer(Request request, String path) {
        String[] steps = path.split("/", -1);
        if (steps.length == 2) {
            return request.header("X-Key").isPresent() ? start() : json(401, "{\"title\":\"no key\"}");
        }
        String id = steps[2];
        boolean known = running.contains(id) || ended.contains(id);
        if (!known && !(fault == Fault.JOB_UNKNOWN_IS_202 && path.contains("raiseEvent"))) {
            return json(404, "{\"title\":\"there is no such job\"}");
        }
        String verb = steps.length == 3 ? "" : steps[3];
        return switch (verb) {
            case "raiseEvent" -> event(request, id);
            case "terminate" -> terminate(id);
            default -> status(request, id);
        };
    }

    private Response start() {
        String id = "j" + (running.size() + ended.size()) + "-0123456789abcdef";
        running.add(id);
        String base = url.apply("/api/jobs/" + id);
        String purge = fault == Fault.JOB_RELATIVE_LINK ? "/api/jobs/" + id : base;
        return new Response(
                202,
                Map.of("Content-Type", "application/json", "Location", base, "Retry-After", "1"),
                "{\"id\":\"" + id + "\",\"statusQueryGetUri\":\"" + base + "\",\"sendEventPostUri\":\"" + base
                        + "/raiseEvent/{eventName}\",\"terminatePostUri\":\"" + base
                        + "/terminate?reason={text}\",\"purgeHistoryDeleteUri\":\"" + purge + "\"}");
    }

    private Response event(Request request, String id) {
        JsonNode body = new Response(200, Map.of(), request.body()).json();
        if (body.isTextual() && fault != Fault.JOB_TAKES_ANY_EVENT) {
            return json(400, "{\"title\":\"the event is not JSON\"}");
        }
        if (ended.contains(id) && fault != Fault.JOB_ENDED_IS_202) {
            return json(410, "{\"title\":\"the job has ended\"}");
        }
        return new Response(fault == Fault.JOB_EVENT_IS_200 ? 200 : 202, Map.of(), "");
    }

    private Response terminate(String id) {
        if (ended.contains(id)) {
            return json(410, "{\"title\":\"the job has ended\"}");
        }
        running.remove(id);
        ended.add(id);
        return new Response(202, Map.of(), "");
    }

    private Response status(Request request, String id) {
        String end = fault == Fault.JOB_ENDS_AS_COMPLETED ? "Completed" : "Terminated";
        boolean wanted = String.valueOf(request.url().getQuery()).contains("showHistory=true");
        String history = wanted && fault != Fault.JOB_WITHOUT_HISTORY ? ",\"historyEvents\":[]" : "";
        boolean runs = running.contains(id) && asked.merge(id, 1, Integer::sum) < LONGEST;
        String word = runs ? "Running" : ended.contains(id) ? end : "Completed";
        String status = runs && fault == Fault.JOB_WITHOUT_STATUS ? "" : "\"runtimeStatus\":\"" + word + "\",";
        String body = "{" + status + "\"name\":\"job\"" + history + "}";
        Map<String, String> headers = Map.of(
                "Content-Type", "application/json",
                "Location", request.url().toString(),
                "Retry-After", "0");
        return runs ? new Response(202, headers, body) : json(200, body);
    }

    private static Response json(int status, String body) {
        return new Response(status, Map.of("Content-Type", "application/json"), body);
    }
}
