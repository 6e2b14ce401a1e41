package dev.connectorkit.http;

import dev.connectorkit.http.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/** Refuses malformed Content-Type, Accept and Accept-Language headers, which Jersey would answer without a problem document. */
@PreMatching
@Priority(6)
final class MediaTypeFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        check("Content-Type", request::getMediaType);
        check("Accept", request::getAcceptableMediaTypes);
        check("Accept-Language", request::getAcceptableLanguages);
    }

    private static void check(String header, Runnable read) {
        try {
            read.run();
        } catch (RuntimeException e) {
            throw new ProblemException(400, "The " + header + " header is invalid.");
        }
    }
}
