package dev.connectorkit.http;

import dev.connectorkit.http.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies over a limit with a 413: by their declared length, or while they are read. One that drips is a 408 after half a
 * minute, as it holds one of the threads that serve requests. Bodies in gzip are decoded, and limited after that too; other content
 * codings are a 415.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION - 100)
public final class BodyLimitFilter implements ContainerRequestFilter {

    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");
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
        String coding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        InputStream sent = new Limited(request.getEntityStream());
        if (coding == null || coding.isBlank() || coding.strip().equalsIgnoreCase("identity")) {
            request.setEntityStream(sent);
        } else if (GZIP.contains(coding.strip().toLowerCase(Locale.ROOT))) {
            request.setEntityStream(new Limited(new Unzipped(sent)));
            request.getHeaders().remove(HttpHeaders.CONTENT_ENCODING);
            request.getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
        } else {
            throw ProblemException.builder(415)
                    .detail("The body of a request must come without a content coding, or in gzip.")
                    .header(HttpHeaders.ACCEPT_ENCODING, "gzip")
                    .build();
        }
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

    /** Opened by the first read: a resource without a body must not fail by its coding. */
    private static final class Unzipped extends InputStream {

        private final InputStream sent;
        private @Nullable InputStream content;

        Unzipped(InputStream sent) {
            this.sent = sent;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                if (content == null) {
                    content = new GZIPInputStream(sent);
                }
                return content.read(buffer, offset, length);
            } catch (ZipException | EOFException e) {
                throw new ProblemException(400, "The body of the request is not valid gzip.");
            }
        }

        @Override
        public void close() throws IOException {
            sent.close();
        }
    }
}
