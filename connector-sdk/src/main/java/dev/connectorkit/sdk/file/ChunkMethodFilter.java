package dev.connectorkit.sdk.file;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Ends what is idle, and directs a chunk, which comes as a PATCH, to the operation that gets the whole: its credentials are then checked as those of any request. */
@PreMatching
@Priority(30) // after links have their base
final class ChunkMethodFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private final UploadStore uploads;

    ChunkMethodFilter(UploadStore uploads) {
        this.uploads = uploads;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        uploads.endIdle();
        String id = idOf(request);
        if (id != null && request.getMethod().equals("PATCH")) {
            uploads.find(id, request.getUriInfo().getPath()).ifPresent(upload -> {
                request.setProperty(ChunkedUploadFilter.UPLOAD, upload);
                request.setMethod(upload.method());
            });
        }
    }

    /** Says of a chunk that belongs to no upload that this is missing, and not the method. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == 405
                && request.getMethod().equals("PATCH")
                && idOf(request) != null
                && response.getEntity() instanceof Problem problem) {
            response.setStatus(404);
            response.getHeaders().remove(HttpHeaders.ALLOW);
            response.setEntity(unknown().problem().at(problem.instance()));
        }
    }

    static ProblemException unknown() {
        return new ProblemException(404, "There is no such upload.");
    }

    private static @Nullable String idOf(ContainerRequestContext request) {
        return request.getUriInfo().getQueryParameters().getFirst(ChunkedUploadFilter.ID);
    }
}
