package dev.connectorkit.http;

import jakarta.annotation.Priority;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Maps failures of validators themselves; needed because Jersey's own mapper would send their message as plain text. */
@Priority(1)
final class ValidationErrorMapper implements ExceptionMapper<ValidationException> {

    private final ProblemMapper problems;

    ValidationErrorMapper(ProblemMapper problems) {
        this.problems = problems;
    }

    @Override
    public Response toResponse(ValidationException thrown) {
        return problems.toResponse(thrown);
    }
}
