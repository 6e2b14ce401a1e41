package dev.connectorkit.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Names every request: one id of ours and the engine's tracking id stand in the log (MDC {@code requestId} and
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
    private static final String STARTED = RequestLogFilter.class.getName() + ".started";

    @Override
    public void filter(ContainerRequestContext request) {
        String given = safe(request.getHeaderString(REQUEST_ID));
        request.setProperty(REQUEST_ID, given == null ? UUID.randomUUID().toString() : given);
        request.setProperty(STARTED, System.nanoTime());
        putIds(request);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Object started = request.getProperty(STARTED);
        if (started == null) { // refused before it reached us
            return;
        }
        putIds(request); // again: an asynchronous answer comes from another thread
        String trackingId = safe(request.getHeaderString(TRACKING_ID));
        response.getHeaders().putSingle(REQUEST_ID, request.getProperty(REQUEST_ID));
        if (trackingId != null) {
            response.getHeaders().putSingle(TRACKING_ID, trackingId);
        }
        LOG.info(
                "{} {} {} {} ms",
                request.getMethod(),
                withoutTokens(request.getUriInfo().getRequestUri().getRawPath()),
                response.getStatus(),
                (System.nanoTime() - (long) started) / 1_000_000);
        MDC.remove("requestId");
        MDC.remove("clientTrackingId");
        RequestTrace.end();
    }

    /** The last part of a subscription's Location ends in what opens it; the id before it is enough for a log. */
    static String withoutTokens(String path) {
        return TOKEN.matcher(path).replaceAll("$1-...");
    }

    private static void putIds(ContainerRequestContext request) {
        MDC.put("requestId", (String) request.getProperty(REQUEST_ID));
        RequestTrace.begin(request.getHeaderString(RequestTrace.HEADER));
        MDC.put("clientTrackingId", safe(request.getHeaderString(TRACKING_ID)));
    }

    private static @Nullable String safe(@Nullable String id) {
        return id != null && SAFE_ID.matcher(id).matches() ? id : null;
    }
}
