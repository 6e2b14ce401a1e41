package dev.connectorkit.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.storage.StorageException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import org.jspecify.annotations.Nullable;

/**
 * Answers with a problem document where Jersey asks no exception mapper but passes the failure to the container, as that of the
 * constructor of a resource or of a factory that it needs.
 */
@PreMatching
@Priority(1)
final class UnmappedFailures implements ContainerRequestFilter {

    private final ProblemMapper problems;
    private final ObjectMapper json;

    UnmappedFailures(ProblemMapper problems, ObjectMapper json) {
        this.problems = problems;
        this.json = json;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (context instanceof ContainerRequest request && request.getResponseWriter() != null) {
            request.setWriter(new Writer(request.getResponseWriter(), request));
        }
    }

    private static Throwable cause(Throwable thrown) {
        int depth = 0;
        for (Throwable each = thrown; each != null && depth++ < 100; each = each.getCause()) {
            if (each instanceof StorageException) {
                return each;
            }
        }
        return thrown;
    }

    private final class Writer implements ContainerResponseWriter {

        private final ContainerResponseWriter container;
        private final ContainerRequest request;
        private volatile boolean begun;

        Writer(ContainerResponseWriter container, ContainerRequest request) {
            this.container = container;
            this.request = request;
        }

        @Override
        public @Nullable OutputStream writeResponseStatusAndHeaders(long length, ContainerResponse response) {
            begun = true;
            return container.writeResponseStatusAndHeaders(length, response);
        }

        @Override
        public boolean suspend(long time, TimeUnit unit, TimeoutHandler handler) {
            return container.suspend(time, unit, handler);
        }

        @Override
        public void setSuspendTimeout(long time, TimeUnit unit) {
            container.setSuspendTimeout(time, unit);
        }

        @Override
        public void commit() {
            container.commit();
        }

        @Override
        public void failure(Throwable thrown) {
            if (begun || !answer(thrown)) {
                container.failure(thrown);
            }
            RequestLogFilter.end();
        }

        /** Returns false if nothing could be written. */
        private boolean answer(Throwable thrown) {
            try {
                Response problem = problems.toResponse(cause(thrown));
                byte[] body = json.writeValueAsBytes(problem.getEntity());
                ContainerResponse answer = new ContainerResponse(request, problem);
                Object id = request.getProperty(RequestLogFilter.REQUEST_ID);
                answer.getHeaders().putSingle(RequestLogFilter.REQUEST_ID, id);
                OutputStream out = writeResponseStatusAndHeaders(body.length, answer);
                if (out != null && !request.getMethod().equals(HttpMethod.HEAD)) {
                    out.write(body);
                }
                container.commit();
                return true;
            } catch (IOException | RuntimeException | Error unwritable) {
                return false;
            }
        }

        @Override
        public boolean enableResponseBuffering() {
            return container.enableResponseBuffering();
        }
    }
}
