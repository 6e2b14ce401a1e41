package dev.connectorkit.sdk.problem;

import jakarta.ws.rs.WebApplicationException;
import java.util.List;

/**
 * Thrown by a resource method to answer with a {@link Problem}. Choose the status for what engines do with it: 408, 429 and
 * 5xx are tried again, every other 4xx is not.
 */
public class ProblemException extends WebApplicationException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem.FieldError> errors;

    /**
     * @param status the HTTP status, from 400 to 599
     * @param detail what is wrong, for a person; no secrets
     * @param errors the fields that are wrong
     */
    public ProblemException(int status, String detail, Problem.FieldError... errors) {
        super(detail, status);
        this.errors = List.of(errors);
    }

    /**
     * A 400 that names one field.
     *
     * @param field the name of the parameter or the path of the property
     * @param expected what it takes, as the end of the sentence "searchPattern must be …"
     */
    public static ProblemException badRequest(String field, String expected) {
        String message = "must be " + expected;
        return new ProblemException(400, field + " " + message + ".", new Problem.FieldError(field, message));
    }

    /** The fields that are wrong. */
    public List<Problem.FieldError> errors() {
        return errors;
    }
}
