package dev.connectorkit.sdk.action;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Renders {@link Accepted} outcomes and {@link Operation operations}. A 202 always has {@code Location} and {@code Retry-After}; a 200
 * is the result itself, however often it is requested.
 */
final class OperationResponseFilter implements ContainerResponseFilter {

    /** The header with the percentage that was reported last, for people. */
    static final String PROGRESS = "x-progress";

    private static final MediaType PROBLEM = MediaType.valueOf(Problem.MEDIA_TYPE);

    private final ActionService service;

    OperationResponseFilter(ActionService service) {
        this.service = service;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Accepted<?> accepted) {
            if (accepted.isAnsweredAtOnce()) {
                succeeded(response, accepted.operation());
            } else {
                accepted(request, response, accepted.operation());
            }
        } else if (response.getEntity() instanceof Operation operation) {
            switch (operation.state()) {
                case QUEUED, RUNNING -> accepted(request, response, operation);
                case SUCCEEDED -> succeeded(response, operation);
                case FAILED -> failed(request, response, service.problem(operation));
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
                                .build(service.token(operation.id())));
        response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, Long.toString(service.secondsToWait(operation)));
        if (operation.percent() != null) {
            response.getHeaders().putSingle(PROGRESS, Integer.toString(operation.percent()));
        }
    }

    private static void succeeded(ContainerResponseContext response, Operation operation) {
        response.setStatusInfo(Status.OK);
        // The stored JSON as it is; a mapper would quote it.
        byte[] json = Objects.requireNonNull(operation.result()).getBytes(StandardCharsets.UTF_8);
        body(response, json, MediaType.APPLICATION_JSON_TYPE);
    }

    private static void failed(ContainerRequestContext request, ContainerResponseContext response, Problem problem) {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        response.setStatus(problem.status());
        body(response, problem.at(path), PROBLEM);
    }

    private static void body(ContainerResponseContext response, Object entity, MediaType type) {
        response.setEntity(entity, new Annotation[0], type);
    }

    /** The body of a 202, for people. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record State(
            @JsonProperty("status") String status,
            @JsonProperty("percent") @Nullable Integer percent,
            @JsonProperty("message") @Nullable String message) {}
}
