package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.guard.CallbackTarget;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a receiver for its consent to deliveries. Only a response header grants it, no status does. Thread-safe.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md">CloudEvents, HTTP 1.1 Web Hooks, abuse
 *     protection</a>
 */
public final class ConsentRequest {

    /** The subscriber waits for the response. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Transport transport;
    private final String origin;
    private final Duration timeout;

    /**
     * Creates requests over this transport.
     *
     * @param origin the host name that receivers know this service by
     * @param timeout the time limit of a delivery
     */
    ConsentRequest(Transport transport, String origin, Duration timeout) {
        this.transport = transport;
        this.origin = origin;
        this.timeout = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    }

    /** Returns the reason why the receiver has not consented, as the end of a sentence, or null if it has. */
    public @Nullable String refusal(CallbackTarget target) {
        AttemptResult result = transport
                .send("OPTIONS", target, Map.of("WebHook-Request-Origin", origin), new byte[0], timeout)
                .join();
        String allowed = result.allowedOrigin();
        if (allowed != null && (allowed.equals("*") || allowed.equalsIgnoreCase(origin))) {
            return null;
        }
        return "must be a URL that answers OPTIONS with WebHook-Allowed-Origin: " + origin + ", and its answer was "
                + (result.status() == 0 ? result.outcome() : result.status() + " without it");
    }
}
