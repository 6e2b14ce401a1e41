package dev.connectorkit.callbacks;

import dev.connectorkit.callbacks.SubscriptionRefusedException.Reason;
import dev.connectorkit.callbacks.internal.delivery.ConsentRequest;
import dev.connectorkit.callbacks.internal.delivery.DeliveryEngine;
import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.LimitReachedException;
import dev.connectorkit.callbacks.internal.store.NewSubscription;
import dev.connectorkit.callbacks.internal.store.SubscriptionKeys;
import dev.connectorkit.guard.CallbackTarget;
import dev.connectorkit.storage.ConnectionWork;
import dev.connectorkit.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Validates and stores subscriptions, stores publications, and notifies the delivery. Thread-safe. */
final class CallbackEngine implements EventPublisher {

    private final CallbackStore store;
    private final SubscriptionKeys keys;
    private final CallbackUrls urls;
    private final FilterValidator validator;
    private final EventCodec codec;
    private final DeliveryEngine delivery;
    private final Clock clock;
    private final Supplier<@Nullable Connection> currentTransaction;

    CallbackEngine(
            CallbackStore store,
            SubscriptionKeys keys,
            CallbackUrls urls,
            FilterValidator validator,
            EventCodec codec,
            DeliveryEngine delivery,
            Clock clock,
            Supplier<@Nullable Connection> currentTransaction) {
        this.store = store;
        this.keys = keys;
        this.urls = urls;
        this.validator = validator;
        this.codec = codec;
        this.delivery = delivery;
        this.clock = clock;
        this.currentTransaction = currentTransaction;
    }

    @Override
    public <F> Subscribed subscribe(EventConfig<F, ?> event, @Nullable String callbackUrl, @Nullable F filter) {
        String url = CallbackUrls.required(callbackUrl);
        CallbackTarget target = urls.allowed(url, false);
        check(filter, "");
        String id = subscribe(event, keys.clientKey("webhook", event.name(), url), false, "", url, target, filter);
        return new Subscribed(id, keys.token(id));
    }

    @Override
    public <F> Subscribed subscribePush(EventConfig<F, ?> event, String triggerId, PushInput<F> input) {
        String url = CallbackUrls.required(input.getCallbackUrl());
        check(input.getInputs(), "inputs.");
        CallbackTarget target = urls.allowed(url, true);
        String id = subscribe(event, pushKey(input.sender(triggerId)), true, triggerId, url, target, input.getInputs());
        return new Subscribed(id, "");
    }

    private <F> String subscribe(
            EventConfig<F, ?> event,
            String key,
            boolean push,
            String label,
            String url,
            CallbackTarget target,
            @Nullable F filter) {
        String filterJson = codec.filter(filter);
        if (event.consent()) {
            askForConsent(target);
        }
        Instant expiresAt = event.lifetime() == null ? null : clock.instant().plus(event.lifetime());
        NewSubscription requested = new NewSubscription(
                event.name(),
                key,
                push,
                label,
                CallbackUrls.hostAndPort(target),
                url,
                filterJson,
                event.keyOf(filter),
                expiresAt);
        try {
            return store.subscribe(requested, event.limits());
        } catch (LimitReachedException e) {
            throw new SubscriptionRefusedException(Reason.LIMIT_REACHED, null, e.getMessage() + ".");
        }
    }

    private void askForConsent(CallbackTarget target) {
        ConsentRequest consent = delivery.consent();
        String refusal = consent.refusal(target);
        if (refusal != null) {
            throw new SubscriptionRefusedException(Reason.INVALID, CallbackUrls.FIELD, refusal);
        }
    }

    private void check(@Nullable Object filter, String path) {
        if (filter != null) {
            validator.validate(filter, path);
        }
    }

    private String pushKey(String sender) {
        return keys.clientKey("push", sender);
    }

    void unsubscribePush(String sender) {
        store.unsubscribeKey(pushKey(sender));
    }

    @Override
    public <P> Callbacks.Published publish(
            EventConfig<?, P> event, P payload, Map<String, String> headers, @Nullable String id) {
        Connection joined = currentTransaction.get();
        if (joined != null) {
            return join(joined, event, payload, headers, id);
        }
        CallbackStore.Published published = delivery.publish(codec.publication(event, payload, headers, id));
        return new Callbacks.Published(published.eventId(), published.deliveries());
    }

    private <P> Callbacks.Published join(
            Connection joined, EventConfig<?, P> event, P payload, Map<String, String> headers, @Nullable String id) {
        try {
            return publish(joined, event, payload, headers, id);
        } catch (SQLException e) {
            throw new StorageException("The event was not published; roll the transaction back", e);
        }
    }

    @Override
    public <P> Callbacks.Published publish(
            Connection connection, EventConfig<?, P> event, P payload, Map<String, String> headers, @Nullable String id)
            throws SQLException {
        CallbackStore.Published published = store.publish(connection, codec.publication(event, payload, headers, id));
        delivery.published(event.name(), published);
        return new Callbacks.Published(published.eventId(), published.deliveries());
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(ConnectionWork<T> work) {
        return store.database().inTransaction(work);
    }
}
