package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.SubscriptionRefusedException;
import dev.connectorkit.callbacks.SubscriptionRefusedException.Reason;
import dev.connectorkit.guard.CallbackTarget;
import java.time.Duration;
import java.util.Map;

/**
 * Asks a receiver whether it wants deliveries; only the header says so, no status does.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md">CloudEvents, HTTP 1.1 Web Hooks, abuse
 *     protection</a>
 */
final class Consent {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Transport transport;
    private final String origin;
    private final Duration timeout;

    /**
     * Asks through this transport.
     *
     * @param origin the host name that this connector is known by
     * @param timeout of a delivery; the engine that subscribes waits for no more than ten seconds of it
     */
    Consent(Transport transport, String origin, Duration timeout) {
        this.transport = transport;
        this.origin = origin;
        this.timeout = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    }

    void ask(CallbackTarget target) {
        Answer answer = transport
                .send("OPTIONS", target, Map.of("WebHook-Request-Origin", origin), "", timeout)
                .join();
        String allowed = answer.allowedOrigin();
        if (allowed == null || !(allowed.equals("*") || allowed.equalsIgnoreCase(origin))) {
            throw new SubscriptionRefusedException(
                    Reason.INVALID,
                    "callbackUrl",
                    "must be a URL that answers OPTIONS with WebHook-Allowed-Origin: " + origin
                            + ", and its answer was "
                            + (answer.status() == 0 ? answer.outcome() : answer.status() + " without it"));
        }
    }
}
