package dev.connectorkit.sdk.action;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.connectorkit.sdk.problem.Problem;
import dev.connectorkit.sdk.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of asynchronous polling actions: starts what was {@link Accepted}, and turns an {@link Operation} into the answer. A
 * 202 always has {@code Location} and {@code Retry-After}; a 200 is the payload itself, however often it is asked for.
 */
public final class OperationAnswer implements ContainerResponseFilter {

    /** How many percent are done, for people. */
    static final String PROGRESS = "x-progress";

    private static final String KEY = "Idempotency-Key";
    private static final String TRACKING_ID = "x-ms-client-tracking-id";
    private static final String ACTION_TRACKING_ID = "x-ms-action-tracking-id";
    private static final MediaType PROBLEM = MediaType.valueOf(Problem.MEDIA_TYPE);

    private final ActionEngine engine;

    /** Of this engine's operations. */
    public OperationAnswer(ActionEngine engine) {
        this.engine = engine;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Accepted<?> accepted) {
            ActionDefinition<?, ?> action = accepted.definition();
            String key = action.idempotent() ? key(request) : null;
            Operation operation = engine.accept(action, accepted.input(), key, caller(request));
            boolean atOnce = operation.state() == OperationState.SUCCEEDED
                    && !action.answeringWithin().isZero();
            if (atOnce) {
                succeeded(response, operation);
            } else {
                accepted(request, response, operation);
            }
        } else if (response.getEntity() instanceof Operation operation) {
            switch (operation.state()) {
                case QUEUED, RUNNING -> accepted(request, response, operation);
                case SUCCEEDED -> succeeded(response, operation);
                case FAILED -> failed(request, response, engine.problem(operation));
                case CANCELLED -> throw new ProblemException(410, "This operation was cancelled.");
            }
        }
    }

    private void accepted(ContainerRequestContext request, ContainerResponseContext response, Operation operation) {
        String word = operation.state() == OperationState.QUEUED
                ? "waiting"
                : operation.keepUntil() == null ? "running" : "ended";
        String message = operation.message().isEmpty() ? null : operation.message();
        body(response, new State(word, operation.percent(), message), MediaType.APPLICATION_JSON_TYPE);
        response.setStatusInfo(Status.ACCEPTED);
        response.getHeaders()
                .putSingle(
                        HttpHeaders.LOCATION,
                        request.getUriInfo()
                                .getBaseUriBuilder()
                                .path(OperationResource.class)
                                .build(engine.token(operation.id())));
        response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, Long.toString(engine.secondsToWait(operation)));
        if (operation.percent() != null) {
            response.getHeaders().putSingle(PROGRESS, Integer.toString(operation.percent()));
        }
    }

    private static void succeeded(ContainerResponseContext response, Operation operation) {
        response.setStatusInfo(Status.OK);
        // As it was written when the work ended; a mapper would quote it.
        byte[] json = Objects.requireNonNull(operation.result()).getBytes(StandardCharsets.UTF_8);
        body(response, json, MediaType.APPLICATION_JSON_TYPE);
    }

    private static void failed(ContainerRequestContext request, ContainerResponseContext response, Problem problem) {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        response.setStatus(problem.status());
        body(
                response,
                new Problem(
                        problem.title(), problem.status(), problem.detail(), path, problem.errors(), problem.logId()),
                PROBLEM);
    }

    private static void body(ContainerResponseContext response, Object entity, MediaType type) {
        response.setEntity(entity, new Annotation[0], type);
    }

    /** What a repetition of this request carries too. The tracking id alone is that of a whole run, which may order twice. */
    private static @Nullable String key(ContainerRequestContext request) {
        String given = request.getHeaderString(KEY);
        if (given != null && !given.isBlank()) {
            return "key\n" + given;
        }
        String tracking = request.getHeaderString(TRACKING_ID);
        if (tracking == null || tracking.isBlank()) {
            return null;
        }
        return "tracking\n" + tracking + "\n" + request.getHeaderString(ACTION_TRACKING_ID);
    }

    private static String caller(ContainerRequestContext request) {
        Principal caller = request.getSecurityContext().getUserPrincipal();
        return caller == null ? "" : caller.getName();
    }

    /** The body of a 202, for people. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record State(
            String status,
            @Nullable Integer percent,
            @Nullable String message) {}
}
