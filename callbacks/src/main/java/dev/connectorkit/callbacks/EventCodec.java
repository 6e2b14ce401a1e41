package dev.connectorkit.callbacks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.connectorkit.callbacks.SubscriptionRefusedException.Reason;
import dev.connectorkit.callbacks.internal.store.Headers;
import dev.connectorkit.callbacks.internal.store.Publication;
import dev.connectorkit.callbacks.spi.OneTimeCallbacks;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts filters and payloads to the JSON that is stored, within their limits, and filters back. Thread-safe. */
final class EventCodec {

    private static final int LONGEST_FILTER = 16 * 1024;
    private static final int LONGEST_ID = 500;
    private static final String TRACEPARENT = "traceparent";

    /** W3C Trace Context, 3.2.2. */
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final ObjectMapper mapper;
    private final int maxPayloadBytes;
    private final Supplier<@Nullable String> traceparent;

    EventCodec(ObjectMapper mapper, int maxPayloadBytes, Supplier<@Nullable String> traceparent) {
        this.mapper = mapper;
        this.maxPayloadBytes = maxPayloadBytes;
        this.traceparent = traceparent;
    }

    /**
     * Returns a filter as JSON.
     *
     * @throws SubscriptionRefusedException if it is too long
     */
    String filter(@Nullable Object filter) {
        String text = write(mapper.writer(), filter);
        if (text.length() > LONGEST_FILTER) {
            throw new SubscriptionRefusedException(
                    Reason.TOO_LARGE,
                    null,
                    "The filter of a subscription must have at most " + LONGEST_FILTER + " characters.");
        }
        return text;
    }

    <F, P> Publication publication(
            EventConfig<F, P> event, P payload, Map<String, String> headers, @Nullable String id) {
        return new Publication(
                event.name(),
                event.keyOfPayload(payload),
                matches(event, payload),
                event.ordered(),
                body(event, payload),
                Headers.write(headers(event.headers(), OneTimeCallbacks.checkHeaders(headers))),
                id == null ? null : publicationId(id));
    }

    private static String publicationId(String id) {
        if (id.isEmpty() || id.length() > LONGEST_ID || id.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The id of a publication must have 1 to " + LONGEST_ID
                    + " characters, none of them NUL, but is '" + id + "'");
        }
        return id;
    }

    /** Adds the trace of the caller, unless the headers name one. */
    Map<String, String> headers(Map<String, String> first, Map<String, String> second) {
        Map<String, String> all = new LinkedHashMap<>();
        String trace = traceparent.get();
        if (trace != null && TRACE.matcher(trace).matches()) {
            all.put(TRACEPARENT, trace);
        }
        for (Map<String, String> some : java.util.List.of(first, second)) {
            some.forEach((name, value) -> {
                if (name.equalsIgnoreCase(TRACEPARENT)) {
                    all.remove(TRACEPARENT);
                }
                all.put(name, value);
            });
        }
        return all;
    }

    private String body(EventConfig<?, ?> event, Object payload) {
        // A class is not forced on the payload: the properties of a subclass would be lost.
        boolean generic = !(event.payloadType() instanceof Class<?>);
        String body =
                write(generic ? mapper.writerFor(mapper.constructType(event.payloadType())) : mapper.writer(), payload);
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxPayloadBytes) {
            throw new IllegalArgumentException("A payload of " + bytes + " bytes cannot be published: the most is "
                    + maxPayloadBytes + ", see DeliveryOptions.Builder.maxPayloadBytes");
        }
        return body;
    }

    /** A subscription without a filter receives everything; filters that decide nothing are not read. */
    private <F, P> Predicate<String> matches(EventConfig<F, P> event, P payload) {
        BiPredicate<F, P> matches = event.matches();
        return matches == null
                ? filter -> true
                : json -> {
                    F filter = read(json, event);
                    return filter == null || matches.test(filter, payload);
                };
    }

    private static String write(ObjectWriter writer, @Nullable Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private <F> @Nullable F read(String filter, EventConfig<F, ?> event) {
        try {
            return mapper.readValue(filter, mapper.constructType(event.filterType()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "A stored filter cannot be read as " + event.filterType().getTypeName()
                            + "; keep its old properties, or give the event a new name",
                    e);
        }
    }
}
