package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.Headers;
import dev.connectorkit.callbacks.internal.store.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the author said of an event.
 *
 * @param name under which it is stored
 * @param filterType the type of filters
 * @param matches whether a subscription gets a payload
 * @param filterKey the key of a filter, or null if the event has none
 * @param payloadKey the key of a payload, or null if the event has none
 * @param ordered whether each subscription gets one at a time
 * @param consent whether receivers are asked first
 * @param lifetime of a subscription, null for ever
 * @param limits how many subscriptions there may be
 * @param headers sent with every delivery
 * @param <F> the filter
 * @param <P> the payload
 */
public record EventDefinition<F, P>(
        String name,
        Class<F> filterType,
        BiPredicate<F, P> matches,
        @Nullable Function<F, @Nullable String> filterKey,
        @Nullable Function<P, String> payloadKey,
        boolean ordered,
        boolean consent,
        @Nullable Duration lifetime,
        Limits limits,
        Map<String, String> headers) {

    /** Refuses what could not be stored or sent. */
    public EventDefinition {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An event must have a name");
        }
        if (name.startsWith(CallbackStore.ONCE)) {
            throw new IllegalArgumentException(
                    "Names that begin with " + CallbackStore.ONCE + " are those of actions; rename the event " + name);
        }
        headers = Headers.checked(headers);
    }

    String keyOf(@Nullable F filter) {
        String key = filterKey == null || filter == null ? null : filterKey.apply(filter);
        return key == null ? "" : "=" + key;
    }

    String keyOfPayload(P payload) {
        return payloadKey == null ? "" : "=" + payloadKey.apply(payload);
    }
}
