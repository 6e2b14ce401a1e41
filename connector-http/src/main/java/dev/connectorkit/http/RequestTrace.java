package dev.connectorkit.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The W3C trace context of the request that the current thread serves; it is in the logging context, where tracing libraries and
 * log patterns find it too.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">Trace Context, traceparent header</a>
 */
public final class RequestTrace {

    static final String HEADER = "traceparent";

    private static final Pattern VALID =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private RequestTrace() {}

    /** Returns the {@code traceparent} of the current request, or null if absent. */
    public static @Nullable String current() {
        return MDC.get(HEADER);
    }

    /** Sets the trace context; an invalid one counts as none. */
    static void begin(@Nullable String traceparent) {
        if (traceparent != null && VALID.matcher(traceparent).matches()) {
            MDC.put(HEADER, traceparent);
        } else {
            MDC.remove(HEADER);
        }
    }

    static void end() {
        MDC.remove(HEADER);
    }
}
