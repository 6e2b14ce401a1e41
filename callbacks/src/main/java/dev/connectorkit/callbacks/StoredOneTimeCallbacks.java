package dev.connectorkit.callbacks;

import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.Headers;
import dev.connectorkit.callbacks.internal.store.NewSubscription;
import dev.connectorkit.callbacks.internal.store.Publication;
import dev.connectorkit.callbacks.internal.store.SubscriptionKeys;
import dev.connectorkit.callbacks.spi.OneTimeCallbacks;
import dev.connectorkit.callbacks.spi.OneTimeSubscription;
import dev.connectorkit.guard.CallbackTarget;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@link OneTimeCallbacks} over a {@link CallbackStore}. Thread-safe. */
final class StoredOneTimeCallbacks implements OneTimeCallbacks {

    private static final String NO_FILTER = "null";

    private final CallbackStore store;
    private final SubscriptionKeys keys;
    private final CallbackUrls urls;
    private final FilterValidator validator;
    private final EventCodec codec;
    private final int maxPayloadBytes;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    StoredOneTimeCallbacks(
            CallbackStore store,
            SubscriptionKeys keys,
            CallbackUrls urls,
            FilterValidator validator,
            EventCodec codec,
            int maxPayloadBytes) {
        this.store = store;
        this.keys = keys;
        this.urls = urls;
        this.validator = validator;
        this.codec = codec;
        this.maxPayloadBytes = maxPayloadBytes;
    }

    @Override
    public String newId() {
        return store.newId();
    }

    @Override
    public String token(String id) {
        return keys.token(id);
    }

    @Override
    public Optional<String> idOf(String token) {
        return keys.idOf(token);
    }

    @Override
    public String hash(String purpose, String... parts) {
        String[] all = new String[parts.length + 1];
        all[0] = purpose;
        System.arraycopy(parts, 0, all, 1, parts.length);
        return keys.clientKey(all);
    }

    @Override
    public OneTimeSubscription check(String group, String id, @Nullable String callbackUrl, @Nullable Object input) {
        String url = CallbackUrls.required(callbackUrl);
        CallbackTarget target = urls.allowed(url, false);
        if (input != null) {
            validator.validate(input, "");
        }
        String event = CallbackStore.ONCE + group;
        return new Checked(
                id,
                new NewSubscription(
                        event,
                        keys.clientKey("webhook", event, url),
                        false,
                        "",
                        CallbackUrls.hostAndPort(target),
                        url,
                        NO_FILTER,
                        matchKey(id),
                        null));
    }

    /** Makes the one publication find its one subscription by the index. */
    private static String matchKey(String id) {
        return "=" + id;
    }

    @Override
    public void subscribe(Transaction tx, OneTimeSubscription subscription) throws SQLException {
        if (!(subscription instanceof Checked checked)) {
            throw new IllegalArgumentException("The subscription must be one that check(...) has returned");
        }
        store.subscribe(tx, checked.id(), checked.requested());
    }

    @Override
    public void publish(Transaction tx, String group, String id, String json, Map<String, String> headers)
            throws SQLException {
        store.publish(
                tx,
                new Publication(
                        CallbackStore.ONCE + group,
                        matchKey(id),
                        filter -> true,
                        false,
                        json,
                        Headers.write(codec.headers(headers, Map.of()))));
    }

    @Override
    public void unsubscribe(Transaction tx, String id) throws SQLException {
        store.unsubscribe(tx, id);
    }

    @Override
    public void beforeUnsubscribe(Consumer<String> listener) {
        listeners.add(listener);
    }

    @Override
    public int maxPayloadBytes() {
        return maxPayloadBytes;
    }

    /** Removes the subscription of a token; false if the token is invalid. */
    boolean unsubscribe(String token) {
        Optional<String> id = keys.idOf(token);
        id.ifPresent(known -> {
            listeners.forEach(listener -> listener.accept(known));
            store.unsubscribe(known);
        });
        return id.isPresent();
    }

    private record Checked(String id, NewSubscription requested) implements OneTimeSubscription {

        @Override
        public String key() {
            return requested.key();
        }

        @Override
        public String toString() {
            return "one-time subscription " + id;
        }
    }
}
