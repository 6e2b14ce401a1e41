package dev.connectorkit.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Names every request: one id of ours and the engine's tracking id are in the log (MDC {@code requestId} and
 * {@code clientTrackingId}) and in the answer. Queries are not logged, they carry states and signatures.
 */
@PreMatching
@Priority(0)
final class RequestLogFilter implements ContainerRequestFilter, ContainerResponseFilter {

    static final String REQUEST_ID = "x-request-id";
    static final String TRACKING_ID = "x-ms-client-tracking-id";

    private static final Logger LOG = LoggerFactory.getLogger("dev.connectorkit.requests");
    private static final Pattern SAFE_ID =
            Pattern.compile("[A-Za-z0-9._:=@/+-]{1,128}"); // nothing that breaks a log line
    private static final Pattern TOKEN = Pattern.compile("\\b([0-9a-f]{32})-[A-Za-z0-9_-]{22}");
    private static final int TOKEN_LENGTH = 55;
    private static final String STARTED = RequestLogFilter.class.getName() + ".started";

    @Override
    public void filter(ContainerRequestContext request) {
        String given = safe(request.getHeaderString(REQUEST_ID));
        request.setProperty(REQUEST_ID, given == null ? newId() : given);
        Started started =
                new Started(System.nanoTime(), request.getMethod(), safe(request.getHeaderString(TRACKING_ID)));
        request.setProperty(STARTED, started);
        putIds(request, started);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(STARTED) instanceof Started started)) { // refused before it reached us
            return;
        }
        Object id = request.getProperty(REQUEST_ID);
        if (MDC.get("requestId") != id) { // an asynchronous answer comes from another thread
            putIds(request, started);
        }
        response.getHeaders().putSingle(REQUEST_ID, id);
        if (started.trackingId() != null) {
            response.getHeaders().putSingle(TRACKING_ID, started.trackingId());
        }
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "{} {} {} {} ms",
                    started.method(),
                    withoutTokens(request.getUriInfo().getRequestUri().getRawPath()),
                    response.getStatus(),
                    (System.nanoTime() - started.nanos()) / 1_000_000);
        }
        end();
    }

    /** Forgets the ids of the request, at its end. */
    static void end() {
        MDC.remove("requestId");
        MDC.remove("clientTrackingId");
        RequestTrace.end();
    }

    /** The last part of a subscription's Location ends in what opens it; the id before it is enough for a log. */
    static String withoutTokens(String path) {
        return path.length() < TOKEN_LENGTH ? path : TOKEN.matcher(path).replaceAll("$1-...");
    }

    private static void putIds(ContainerRequestContext request, Started started) {
        MDC.put("requestId", (String) request.getProperty(REQUEST_ID));
        RequestTrace.begin(request.getHeaderString(RequestTrace.HEADER));
        if (started.trackingId() == null) {
            MDC.remove("clientTrackingId");
        } else {
            MDC.put("clientTrackingId", started.trackingId());
        }
    }

    /** Returns a UUID of version 4. It names a request and protects nothing, so that it need not be hard to guess. */
    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & Long.MAX_VALUE >>> 1) | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }

    /**
     * The begin of a request.
     *
     * @param nanos {@link System#nanoTime} then
     * @param trackingId null if it has none, or an invalid one
     */
    /** @param method that of the request, which another filter may change */
    private record Started(
            long nanos, String method, @Nullable String trackingId) {}

    private static @Nullable String safe(@Nullable String id) {
        return id != null && SAFE_ID.matcher(id).matches() ? id : null;
    }
}
