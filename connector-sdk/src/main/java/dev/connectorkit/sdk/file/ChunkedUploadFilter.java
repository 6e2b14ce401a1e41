package dev.connectorkit.sdk.file;

import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.GenericEntity;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects the chunks of a large body, and calls the operation with the whole: a request with {@code x-ms-transfer-mode: chunked}
 * begins, each PATCH to its {@code Location} adds a {@code Content-Range}, and the answer to the last is the operation's.
 *
 * @see <a href="https://learn.microsoft.com/azure/logic-apps/logic-apps-handle-large-messages">Handle large messages with chunking</a>
 */
final class ChunkedUploadFilter implements ContainerRequestFilter, ContainerResponseFilter {

    static final String UPLOAD = ChunkedUploadFilter.class.getName();
    static final String ID = "uploadId";

    private static final String WHOLE = UPLOAD + ".whole";
    private static final String CHUNK_SIZE = "x-ms-chunk-size";
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes[= ](\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

    private final UploadStore uploads;

    ChunkedUploadFilter(UploadStore uploads) {
        this.uploads = uploads;
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        if (request.getProperty(UPLOAD) instanceof Upload upload) {
            add(upload, request);
        } else if ("chunked".equalsIgnoreCase(request.getHeaderString("x-ms-transfer-mode"))) {
            begin(request);
        }
    }

    private void begin(ContainerRequestContext request) throws IOException {
        String length = request.getHeaderString("x-ms-content-length");
        if (length == null || !length.matches("[1-9]\\d{0,17}")) {
            throw new ProblemException(
                    400, "x-ms-content-length must be the number of bytes of the whole, without the chunks.");
        }
        long size = Long.parseLong(length);
        if (size > UploadStore.MAX_BYTES) {
            throw new ProblemException(
                    413, "A file in chunks must not be larger than " + UploadStore.MAX_BYTES + " bytes.");
        }
        Upload upload = uploads.begin(
                caller(request), request.getMethod(), request.getUriInfo().getPath(), size);
        URI location = request.getUriInfo()
                .getRequestUriBuilder()
                .replaceQueryParam(ID, upload.id())
                .build();
        request.abortWith(Response.ok()
                .location(location)
                .header(CHUNK_SIZE, uploads.chunkBytes())
                .build());
    }

    private static @Nullable String caller(ContainerRequestContext request) {
        Principal principal = request.getSecurityContext().getUserPrincipal();
        return principal == null ? null : principal.getName();
    }

    private void add(Upload upload, ContainerRequestContext request) throws IOException {
        if (!upload.isOf(caller(request))) {
            throw ChunkMethodFilter.unknown();
        }
        String range = request.getHeaderString("Content-Range");
        Matcher chunk = CONTENT_RANGE.matcher(range == null ? "" : range.strip());
        if (!chunk.matches()) {
            throw new ProblemException(400, "A chunk needs a Content-Range such as bytes=0-1023/10100.");
        }
        upload.add(
                Long.parseLong(chunk.group(1)),
                Long.parseLong(chunk.group(2)),
                Long.parseLong(chunk.group(3)),
                request.getEntityStream(),
                uploads.now());
        Response answer = upload.answer();
        if (answer != null) {
            request.abortWith(answer);
        } else if (upload.isWhole()) {
            if (!upload.take()) {
                throw ProblemException.builder(503)
                        .detail("The operation runs with the whole file; ask again for its answer with the last chunk.")
                        .retryAfter(SOON)
                        .build();
            }
            request.setProperty(WHOLE, upload);
            request.getHeaders().remove("Content-Range");
            request.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, Long.toString(upload.size()));
            request.setEntityStream(upload.content());
        } else {
            request.abortWith(Response.ok()
                    .header("Range", upload.range())
                    .header(CHUNK_SIZE, uploads.chunkBytes())
                    .build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(WHOLE) instanceof Upload upload) {
            response.getHeaders().putSingle("Range", upload.range());
            if (response.getStatus() < 500) {
                uploads.end(upload, copy(response));
            } else if (response.getStatus() != Response.Status.GATEWAY_TIMEOUT.getStatusCode()) {
                upload.release(); // a failure is retried with the last chunk; after its time limit, the operation may
                // go on
            }
        }
    }

    /** Returns the answer with its entity, to be written again; null if the entity can be written only once. */
    private static @Nullable ResponseBuilder copy(ContainerResponseContext response) {
        Object entity = response.getEntity();
        if (entity instanceof InputStream || entity instanceof StreamingOutput || entity instanceof FileContent) {
            return null;
        }
        ResponseBuilder copy = Response.status(response.getStatusInfo());
        if (entity != null) {
            Type type = response.getEntityType();
            boolean typed = new GenericType<>(type).getRawType().isInstance(entity); // and not a primitive
            copy.entity(typed ? new GenericEntity<>(entity, type) : entity, response.getEntityAnnotations());
        }
        response.getHeaders().forEach((name, values) -> values.forEach(value -> copy.header(name, value)));
        return copy;
    }
}
