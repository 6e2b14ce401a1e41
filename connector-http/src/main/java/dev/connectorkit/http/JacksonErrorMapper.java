package dev.connectorkit.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/**
 * Maps exceptions of Jackson; needed because Jersey's own mappers are more specific than {@link ProblemMapper}, and would answer 400
 * for an answer that cannot be written.
 */
final class JacksonErrorMapper {

    private JacksonErrorMapper() {}

    /** Maps values that do not fit their type. */
    @Priority(1)
    static final class Mapping implements ExceptionMapper<JsonMappingException> {

        private final ProblemMapper problems;

        Mapping(ProblemMapper problems) {
            this.problems = problems;
        }

        @Override
        public Response toResponse(JsonMappingException thrown) {
            return problems.toResponse(thrown);
        }
    }

    /** Maps malformed JSON. */
    @Priority(1)
    static final class Parsing implements ExceptionMapper<JsonParseException> {

        private final ProblemMapper problems;

        Parsing(ProblemMapper problems) {
            this.problems = problems;
        }

        @Override
        public Response toResponse(JsonParseException thrown) {
            return problems.toResponse(thrown);
        }
    }
}
