package dev.connectorkit.http;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Maps violations of constraints; needed because Jersey's own mapper is more specific than {@link ProblemMapper}. */
final class ConstraintViolationMapper implements ExceptionMapper<ConstraintViolationException> {

    private final ProblemMapper problems;

    /** @param problems the place where every exception becomes an answer */
    public ConstraintViolationMapper(ProblemMapper problems) {
        this.problems = problems;
    }

    @Override
    public Response toResponse(ConstraintViolationException violations) {
        return problems.toResponse(violations);
    }
}
