package dev.connectorkit.http;

import dev.connectorkit.http.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import org.glassfish.jersey.server.ContainerResponse;

/** Adds a problem document where an exception mapper of the author's fails, which Jersey logs and answers with an empty 500. */
@Priority(Integer.MAX_VALUE)
final class FailedMapping implements ContainerResponseFilter {

    private static final MediaType PROBLEM = MediaType.valueOf(Problem.MEDIA_TYPE);

    private final ProblemMapper problems;

    FailedMapping(ProblemMapper problems) {
        this.problems = problems;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        boolean failed = response.getStatus() == 500 && !response.hasEntity();
        if (failed && response instanceof ContainerResponse jersey && jersey.isMappedFromException()) {
            Object problem = problems.toResponse(new Unmapped()).getEntity();
            response.setEntity(problem, new Annotation[0], PROBLEM);
        }
    }

    /** Refers to the failures that Jersey has logged. */
    private static final class Unmapped extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unmapped() {
            super(
                    "An exception mapper failed, or answered an empty 500; see the messages before this one",
                    null,
                    false,
                    false);
        }
    }
}
