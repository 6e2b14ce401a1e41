package dev.connectorkit.callbacks;

import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.Limits;
import dev.connectorkit.callbacks.spi.OneTimeCallbacks;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of an event. Immutable.
 *
 * @param matches decides whether a subscription receives a payload, null if all do
 * @param filterKey the key of a filter, null if the event has no keys
 * @param payloadKey the key of a payload, null if the event has no keys
 * @param consent whether receivers are asked for their consent
 * @param lifetime the lifetime of a subscription, null if it is unlimited
 */
record EventConfig<F, P>(
        String name,
        Type filterType,
        Type payloadType,
        @Nullable BiPredicate<F, P> matches,
        @Nullable Function<F, @Nullable String> filterKey,
        @Nullable Function<P, String> payloadKey,
        boolean ordered,
        boolean consent,
        @Nullable Duration lifetime,
        Limits limits,
        Map<String, String> headers) {

    EventConfig {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An event must have a name");
        }
        if (CallbackStore.isOneTime(name)) {
            throw new IllegalArgumentException(
                    "Names that begin with " + CallbackStore.ONCE + " are reserved; rename the event " + name);
        }
        headers = OneTimeCallbacks.checkHeaders(headers);
    }

    String keyOf(@Nullable F filter) {
        String key = filterKey == null || filter == null ? null : filterKey.apply(filter);
        return key == null ? "" : "=" + key;
    }

    String keyOfPayload(P payload) {
        return payloadKey == null ? "" : "=" + payloadKey.apply(payload);
    }
}
