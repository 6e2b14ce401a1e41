package dev.connectorkit.callbacks.internal.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.SubscriptionRefusedException;
import dev.connectorkit.callbacks.SubscriptionRefusedException.Reason;
import dev.connectorkit.callbacks.internal.store.Headers;
import dev.connectorkit.callbacks.internal.store.Publication;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes filters and payloads as they are stored, within their limits, and reads filters back. Thread-safe. */
final class EventJson {

    private static final int LONGEST_FILTER = 16 * 1024;

    private final ObjectMapper json;
    private final int maxPayloadBytes;

    EventJson(ObjectMapper json, int maxPayloadBytes) {
        this.json = json;
        this.maxPayloadBytes = maxPayloadBytes;
    }

    /**
     * A filter as it is stored.
     *
     * @throws SubscriptionRefusedException if it is too long
     */
    String filter(@Nullable Object filter) {
        String text = write(filter);
        if (text.length() > LONGEST_FILTER) {
            throw new SubscriptionRefusedException(
                    Reason.TOO_LARGE,
                    null,
                    "The filter of a subscription must have at most " + LONGEST_FILTER + " characters.");
        }
        return text;
    }

    /** What is stored of an event. */
    <F, P> Publication publication(EventDefinition<F, P> event, P payload, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(event.headers());
        all.putAll(Headers.checked(headers));
        return new Publication(
                event.name(),
                event.keyOfPayload(payload),
                filter -> matches(event, filter, payload),
                event.ordered(),
                body(payload),
                Headers.write(all));
    }

    private String body(Object payload) {
        String body = write(payload);
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxPayloadBytes) {
            throw new IllegalArgumentException("A payload of " + bytes + " bytes cannot be published: the most is "
                    + maxPayloadBytes + ", see DeliveryOptions.maxPayloadBytes");
        }
        return body;
    }

    /** A subscription without a filter gets everything. */
    private <F, P> boolean matches(EventDefinition<F, P> event, String json, P payload) {
        F filter = read(json, event.filterType());
        return filter == null || event.matches().test(filter, payload);
    }

    private String write(@Nullable Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private <F> @Nullable F read(String filter, Class<F> type) {
        try {
            return json.readValue(filter, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "A stored filter is no " + type.getSimpleName()
                            + " any more; keep its old properties, or give the event a new name",
                    e);
        }
    }
}
