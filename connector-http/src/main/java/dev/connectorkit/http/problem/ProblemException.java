package dev.connectorkit.http.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a resource method to answer with a {@link Problem}. Choose the status for what engines do with it: 408, 429 and
 * 5xx are retried, every other 4xx is not.
 *
 * <pre>{@code
 * throw ProblemException.builder(503)
 *         .detail("The warehouse is closed.")
 *         .retryAfter(Duration.ofMinutes(10))
 *         .cause(e)
 *         .build();
 * }</pre>
 */
public class ProblemException extends WebApplicationException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable URI type;
    private final transient List<Problem.FieldError> errors;
    private final transient Map<String, Object> members;

    /**
     * Creates an exception.
     *
     * @param status the HTTP status, from 400 to 599
     * @param detail the explanation, for a person; no secrets
     * @param errors the invalid fields
     * @throws IllegalArgumentException if the status is not one of a failure
     */
    public ProblemException(int status, String detail, Problem.FieldError... errors) {
        this(builder(status).detail(detail).errors(List.of(errors)));
    }

    private ProblemException(Builder builder) {
        super(
                builder.detail,
                builder.cause,
                builder.response.status(builder.status).build());
        this.type = builder.type;
        this.errors = List.copyOf(builder.errors);
        this.members = new LinkedHashMap<>(builder.members);
    }

    /**
     * Returns a builder.
     *
     * @param status the HTTP status, from 400 to 599
     * @throws IllegalArgumentException if the status is not one of a failure
     */
    public static Builder builder(int status) {
        return new Builder(status);
    }

    /**
     * Returns a 400 that names one field.
     *
     * @param field the name of the parameter or the path of the property
     * @param expected the values it takes, as the end of the sentence "searchPattern must be …"
     */
    public static ProblemException badRequest(String field, String expected) {
        String message = "must be " + expected;
        return new ProblemException(400, field + " " + message + ".", new Problem.FieldError(field, message));
    }

    /** Returns the invalid fields. */
    public List<Problem.FieldError> errors() {
        return errors == null ? List.of() : errors; // null after Java serialization
    }

    /** Returns the problem, without the path of a request. */
    public Problem problem() {
        int status = getResponse().getStatus();
        return new Problem(
                type,
                Problem.titleOf(status),
                status,
                String.valueOf(getMessage()),
                null,
                errors(),
                null,
                members == null ? Map.of() : members);
    }

    /** Builds a {@link ProblemException}. Not thread-safe. */
    public static final class Builder {

        private final int status;
        private final Response.ResponseBuilder response = Response.ok();
        private final List<Problem.FieldError> errors = new ArrayList<>();
        private final Map<String, Object> members = new LinkedHashMap<>();
        private String detail = "";
        private @Nullable URI type;
        private @Nullable Throwable cause;

        private Builder(int status) {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("The status of a problem must be from 400 to 599, but is " + status);
            }
            this.status = status;
            this.detail = Problem.titleOf(status) + ".";
        }

        /** Sets the explanation, for a person; no secrets. The title of the status by default. */
        public Builder detail(String text) {
            this.detail = text;
            return this;
        }

        /** Adds an invalid field. */
        public Builder error(String field, String message) {
            errors.add(new Problem.FieldError(field, message));
            return this;
        }

        Builder errors(List<Problem.FieldError> all) {
            errors.addAll(all);
            return this;
        }

        /** Adds a header of the response. */
        public Builder header(String name, String value) {
            response.header(name, value);
            return this;
        }

        /** Sets the time after which engines retry, in whole seconds, rounded up. */
        public Builder retryAfter(Duration wait) {
            return header(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(0, wait.plusNanos(999_999_999).toSeconds())));
        }

        /** Sets the URI that identifies the kind of problem. */
        public Builder type(URI uri) {
            this.type = uri;
            return this;
        }

        /**
         * Adds an extension member.
         *
         * @param value written as JSON
         * @throws IllegalArgumentException if the name is one of the members that every problem has
         */
        public Builder member(String name, Object value) {
            if (ProblemJson.NAMES.contains(name)) {
                throw new IllegalArgumentException("The member " + name + " is set by the problem itself");
            }
            members.put(name, value);
            return this;
        }

        /** Sets the cause, which is logged on a 5xx and never sent. */
        public Builder cause(Throwable reason) {
            this.cause = reason;
            return this;
        }

        /** Returns the exception. */
        public ProblemException build() {
            return new ProblemException(this);
        }
    }
}
