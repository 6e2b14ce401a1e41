package dev.connectorkit.sdk.durable;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The answers that the management API and an author's own endpoints have in common. Thread-safe. */
final class CheckStatusResponses {

    private static final String CHECK_AGAIN_SECONDS = "5";
    private static final String FIRST_CHECK_SECONDS = "10";

    private final ManagementLinks links;
    private final Waits waits;
    private final int statusOfFailedInstance;

    /** Creates responses with links made of these keys. */
    public CheckStatusResponses(LinkKeys keys, ApiSettings settings, Waits waits) {
        this.links = new ManagementLinks(keys, settings);
        this.waits = waits;
        this.statusOfFailedInstance = settings.statusOfFailedInstance();
    }

    /** Returns all links of an instance; the base URL has a slash at its end. */
    public HttpManagementPayload links(String id, URI base) {
        return links.of(id, base);
    }

    /** Returns a 202 that says where to check. */
    public Response checkStatus(String id, URI base, boolean failureIs500) {
        HttpManagementPayload payload = links.checkStatus(id, base, failureIs500);
        return Response.accepted(payload)
                .type(MediaType.APPLICATION_JSON)
                .location(URI.create(payload.statusQueryGetUri()))
                .header(HttpHeaders.RETRY_AFTER, FIRST_CHECK_SECONDS)
                .build();
    }

    /** Returns the output of the instance if it ends in time, else what {@link #checkStatus} says; holds the caller's thread. */
    public Response waitOrCheckStatus(String id, URI base, Duration timeout) {
        return ended(waits.await(id, timeout), id, base, false);
    }

    /** Waits without a thread of the caller. */
    CompletionStage<Response> waitOrCheckStatus(String id, URI base, Duration timeout, boolean failureIs500) {
        return waits.finished(id, timeout).thenApply(status -> ended(status, id, base, failureIs500));
    }

    private Response ended(Optional<OrchestrationStatus> finished, String id, URI base, boolean failureIs500) {
        if (finished.isEmpty()) {
            return checkStatus(id, base, failureIs500);
        }
        OrchestrationStatus status = finished.get();
        if (status.runtimeStatus() != RuntimeStatus.COMPLETED) {
            return status(status, URI.create(links.of(id, base).statusQueryGetUri()), true, null, failureIs500);
        }
        String output = status.output();
        return Response.ok(output == null ? "null" : output, MediaType.APPLICATION_JSON)
                .build();
    }

    /**
     * Returns the status of an instance: 202 while it is under way, 200 when it has completed.
     *
     * @param location where it was asked for
     * @param history rows, null if they were not asked for
     */
    Response status(
            OrchestrationStatus status,
            URI location,
            boolean showInput,
            @Nullable List<Map<String, String>> history,
            boolean failureIs500) {
        RuntimeStatus runtime = status.runtimeStatus();
        int code = code(runtime, failureIs500);
        Map<String, Object> problem = code < 400 ? Map.of() : problem(status, location, code);
        Response.ResponseBuilder answer = Response.status(code)
                .type(code < 400 ? MediaType.APPLICATION_JSON : Problem.MEDIA_TYPE)
                .entity(StatusJson.of(status, showInput, problem, history));
        if (!runtime.isFinished()) {
            answer.location(location).header(HttpHeaders.RETRY_AFTER, CHECK_AGAIN_SECONDS);
        }
        return answer.build();
    }

    private int code(RuntimeStatus status, boolean failureIs500) {
        if (!status.isFinished()) {
            return 202;
        } else if (status == RuntimeStatus.FAILED && failureIs500) {
            return 500;
        }
        return status == RuntimeStatus.COMPLETED ? 200 : statusOfFailedInstance;
    }

    /** Returns the members of a problem document; those of the status follow them, as its extensions. */
    private static Map<String, Object> problem(OrchestrationStatus status, URI location, int code) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", Response.Status.fromStatusCode(code).getReasonPhrase());
        problem.put("status", code);
        problem.put("detail", "Instance " + status.instanceId() + " is " + status.runtimeStatus() + ".");
        problem.put("instance", location.getRawPath());
        return problem;
    }
}
