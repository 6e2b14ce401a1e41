package dev.connectorkit.sdk.http;

import dev.connectorkit.sdk.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Refuses bodies over a limit with a 413: by their declared length, or while they are read. One that drips is a 408 after half a
 * minute, as it holds one of the threads that serve requests.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION - 100)
public final class BodyLimitFilter implements ContainerRequestFilter {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final long limit;
    private final Duration longest;

    /** @param limit in bytes */
    public BodyLimitFilter(long limit) {
        this(limit, LONGEST);
    }

    BodyLimitFilter(long limit, Duration longest) {
        this.limit = limit;
        this.longest = longest;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getLength() > limit) {
            throw tooLarge();
        }
        request.setEntityStream(new Limited(request.getEntityStream()));
    }

    private ProblemException tooLarge() {
        return new ProblemException(413, "The body of a request must not be larger than " + limit + " bytes.");
    }

    private final class Limited extends FilterInputStream {

        private final long start = System.nanoTime();
        private long left = limit;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(read);
            return read;
        }

        private void count(int read) {
            left -= Math.max(0, read);
            if (left < 0) {
                throw tooLarge();
            }
            if (read > 0 && System.nanoTime() - start > longest.toNanos()) {
                throw new ProblemException(
                        408, "The body of a request must be here within " + longest.toSeconds() + " seconds.");
            }
        }
    }
}
