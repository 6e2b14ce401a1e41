package dev.connectorkit.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.Problem.FieldError;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.storage.FailureLog;
import dev.connectorkit.storage.StorageException;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.message.internal.HeaderValueException;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ParamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps every exception to an RFC 9457 problem document. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
    private static final String DEFAULT_RETRY_AFTER = "15";
    private static final Map<Integer, String> DETAILS = Map.of(
            404, "There is nothing at this path.",
            405, "This path does not take this method.",
            406, "None of the media types in the Accept header can be produced.",
            415, "This operation does not take a body of this media type.");

    private final Violations violations;

    @Inject
    @SuppressWarnings("NullAway.Init") // Jersey's to fill
    private Provider<ContainerRequest> request;

    @Context
    @SuppressWarnings("NullAway.Init")
    private ResourceInfo resource;

    /** @param mapper reads the bodies whose properties the documents name */
    public ProblemMapper(ObjectMapper mapper) {
        this.violations = new Violations(mapper);
    }

    @Override
    public Response toResponse(Throwable thrown) {
        try {
            return mapped(thrown);
        } catch (RuntimeException | Error unreadable) {
            return internal(thrown); // its own methods fail
        }
    }

    private Response mapped(Throwable thrown) {
        if (thrown instanceof ConstraintViolationException violated) {
            return violated(violated);
        } else if (thrown instanceof ParamException parameter) {
            return malformed(parameter);
        } else if (thrown instanceof HeaderValueException header
                && header.getContext() == HeaderValueException.Context.INBOUND) {
            return answer(Response.status(400).build(), "A header of the request is invalid.", List.of(), thrown);
        } else if (thrown instanceof ProblemException problem) {
            return answer(problem.getResponse(), problem.problem(), thrown);
        } else if (thrown instanceof WebApplicationException web) {
            int status = web.getResponse().getStatus();
            String reason = web.getResponse().getStatusInfo().getReasonPhrase();
            String message = String.valueOf(web.getMessage());
            boolean standard = message.equals("HTTP " + status + " " + reason);
            String detail = standard ? DETAILS.getOrDefault(status, reason + ".") : message;
            return answer(web.getResponse(), detail, List.of(), thrown);
        }
        if (thrown instanceof StorageException storage && storage.isUnavailable()) {
            return answer(
                    Response.status(503).build(), "The database cannot be used at the moment.", List.of(), thrown);
        }
        return internal(thrown);
    }

    private Response internal(Throwable thrown) {
        return answer(
                Response.serverError().build(),
                "Internal error. See the server log for the log id of this problem.",
                List.of(),
                thrown);
    }

    private Response violated(ConstraintViolationException thrown) {
        List<FieldError> errors = violations.fields(thrown);
        boolean ours = errors.isEmpty(); // a return value that breaks its own constraints
        return ours
                ? answer(Response.serverError().build(), "The answer of this operation was not valid.", errors, thrown)
                : answer(Response.status(400).build(), Violations.detail(errors), errors, thrown);
    }

    private Response malformed(ParamException parameter) {
        String name = parameter.getParameterName();
        Method method = resource.getResourceMethod();
        String expected =
                method == null ? "a valid value" : Expectation.ofParameter(method, name, parameter.getParameterType());
        // JAX-RS says 404 for query parameters too; only a path that cannot exist is not there.
        int status = parameter.getParameterType() == PathParam.class ? 404 : 400;
        String message = "must be " + expected;
        return answer(
                Response.status(status).build(),
                name + " " + message + ".",
                List.of(new FieldError(name, message)),
                parameter);
    }

    private Response answer(Response base, String detail, List<FieldError> errors, Throwable thrown) {
        String title = Problem.titleOf(base.getStatus());
        return answer(base, new Problem(null, title, base.getStatus(), detail, null, errors, null, Map.of()), thrown);
    }

    private Response answer(Response base, Problem problem, Throwable thrown) {
        int status = base.getStatus();
        ContainerRequest current = request.get();
        String path = current.getRequestUri().getRawPath();
        String logId = (String) current.getProperty(RequestLogFilter.REQUEST_ID);
        String logged = RequestLogFilter.withoutTokens(path);
        if (status == 500) {
            FailureLog.error(LOG, current.getMethod() + " " + logged + " failed, log id " + logId, thrown);
        } else if (status > 500) {
            LOG.warn("{} {} answers {}, log id {}: {}", current.getMethod(), logged, status, logId, thrown.toString());
        }
        Response.ResponseBuilder answer = Response.fromResponse(base)
                .entity(problem.at(path).withLogId(status >= 500 ? logId : null))
                .type(Problem.MEDIA_TYPE);
        boolean later = status == 503 || status == 429;
        if (later && base.getHeaderString(HttpHeaders.RETRY_AFTER) == null) {
            answer.header(HttpHeaders.RETRY_AFTER, DEFAULT_RETRY_AFTER);
        }
        return answer.build();
    }
}
