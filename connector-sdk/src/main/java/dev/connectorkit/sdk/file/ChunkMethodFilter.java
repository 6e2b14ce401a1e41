package dev.connectorkit.sdk.file;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/** Ends what is idle, and directs a chunk, which comes as a PATCH, to the operation that gets the whole: its credentials are then checked as those of any request. */
@PreMatching
@Priority(30) // after links have their base
final class ChunkMethodFilter implements ContainerRequestFilter {

    private final UploadStore uploads;

    ChunkMethodFilter(UploadStore uploads) {
        this.uploads = uploads;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        uploads.endIdle();
        String id = request.getUriInfo().getQueryParameters().getFirst(ChunkedUploadFilter.ID);
        if (id != null && request.getMethod().equals("PATCH")) {
            uploads.find(id, request.getUriInfo().getPath()).ifPresent(upload -> {
                request.setProperty(ChunkedUploadFilter.UPLOAD, upload);
                request.setMethod(upload.method());
            });
        }
    }
}
