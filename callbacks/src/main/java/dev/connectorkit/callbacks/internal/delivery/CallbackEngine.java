package dev.connectorkit.callbacks.internal.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.Callbacks.Published;
import dev.connectorkit.callbacks.DeliveryPolicy;
import dev.connectorkit.callbacks.FilterValidator;
import dev.connectorkit.callbacks.SubscriptionRefusedException;
import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.LimitReachedException;
import dev.connectorkit.callbacks.internal.store.NewSubscription;
import dev.connectorkit.callbacks.internal.store.Publication;
import dev.connectorkit.callbacks.internal.store.Secrets;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.guard.CallbackTarget;
import dev.connectorkit.guard.RefusedCallbackException;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What stands between the author's events and the store: judges callback URLs, tells the loop. Thread-safe. */
public final class CallbackEngine {

    private static final String URL_FIELD = "callbackUrl";
    private static final String NO_FILTER = "null";

    private final CallbackStore store;
    private final Secrets secrets;
    private final CallbackGuard guard;
    private final EventJson json;
    private final Clock clock;
    private final Transport transport;
    private final Consent consent;
    private final DeliveryLoop loop;
    private final DeliveryMetrics metrics;
    private final Runnable endListening;
    private final FilterValidator validator;
    private volatile Consumer<String> ending = id -> {};

    /**
     * Starts to deliver.
     *
     * @param origin the host name that this connector is known by
     * @param events the names of all events
     */
    public CallbackEngine(
            CallbackStore store,
            Secrets secrets,
            Settings settings,
            ObjectMapper json,
            FilterValidator validator,
            Clock clock,
            MeterRegistry registry,
            String origin,
            Collection<String> events) {
        DeliveryPolicy policy = settings.policy();
        this.store = store;
        this.secrets = secrets;
        this.guard = settings.guard();
        this.json = new EventJson(json, settings.maxPayloadBytes());
        this.validator = validator;
        this.clock = clock;
        this.transport = new Transport(guard, policy.concurrency(), policy.concurrencyPerHost(), settings.trust());
        this.consent = new Consent(transport, origin, policy.attemptTimeout());
        this.metrics = new DeliveryMetrics(registry, store, events, clock);
        Courier courier = new Courier(guard, new Signer(settings.keys()), transport, policy.attemptTimeout(), clock);
        Judge judge = new Judge(policy, ThreadLocalRandom.current()::nextDouble);
        this.loop = new DeliveryLoop(store, policy, courier, judge, metrics, clock);
        this.endListening = store.database().onWake(CallbackStore.CHANNEL, loop::sweep);
        loop.start();
    }

    /** The subscriptions and what waits for them. */
    public CallbackStore store() {
        return store;
    }

    /** The last part of a subscription's Location. */
    public String token(String id) {
        return secrets.token(id);
    }

    /** Takes a subscription of a webhook; returns its id. */
    public <F> String subscribe(EventDefinition<F, ?> event, @Nullable String given, @Nullable F filter) {
        String url = given(given);
        CallbackTarget target = allowed(url, false);
        String key = secrets.clientKey("webhook", event.name(), url);
        check(filter, "");
        return subscribe(event, key, false, "", url, target, filter);
    }

    /** Takes a subscription of a push trigger; returns its id. */
    public <F> String subscribePush(
            EventDefinition<F, ?> event, String triggerId, String place, @Nullable String given, @Nullable F filter) {
        String url = given(given);
        check(filter, "inputs.");
        return subscribe(event, pushKey(place), true, triggerId, url, allowed(url, true), filter);
    }

    /**
     * A subscription that is published to once, for the caller to store: its callback URL is allowed and its input valid.
     *
     * @param event a name that begins with {@link CallbackStore#ONCE}
     * @param matchKey the key of its one publication
     * @throws SubscriptionRefusedException as where any subscription is refused
     */
    public NewSubscription once(String event, String matchKey, @Nullable String given, @Nullable Object input) {
        String url = given(given);
        CallbackTarget target = allowed(url, false);
        check(input, "");
        return new NewSubscription(
                event,
                secrets.clientKey("webhook", event, url),
                false,
                "",
                target.host() + ":" + target.port(),
                url,
                NO_FILTER,
                matchKey,
                null);
    }

    /** Tells this of every subscription that is about to be ended by its subscriber. */
    public void beforeUnsubscribe(Consumer<String> listener) {
        ending = listener;
    }

    private String pushKey(String place) {
        return secrets.clientKey("push", place);
    }

    private <F> String subscribe(
            EventDefinition<F, ?> event,
            String key,
            boolean push,
            String label,
            String url,
            CallbackTarget target,
            @Nullable F filter) {
        String filterJson = json.filter(filter);
        if (event.consent()) {
            consent.ask(target);
        }
        Instant expiresAt = event.lifetime() == null ? null : clock.instant().plus(event.lifetime());
        NewSubscription wanted = new NewSubscription(
                event.name(),
                key,
                push,
                label,
                target.host() + ":" + target.port(),
                url,
                filterJson,
                event.keyOf(filter),
                expiresAt);
        try {
            return store.subscribe(wanted, event.limits());
        } catch (LimitReachedException e) {
            throw new SubscriptionRefusedException(
                    SubscriptionRefusedException.Reason.LIMIT_REACHED, null, e.getMessage() + ".");
        }
    }

    /** Bean Validation, where the filter is: the body it came in is generic, and its validation would not reach it. */
    private void check(@Nullable Object filter, String path) {
        if (filter != null) {
            validator.validate(filter, path);
        }
    }

    private static String given(@Nullable String url) {
        if (url == null || url.isBlank()) {
            throw new SubscriptionRefusedException(
                    SubscriptionRefusedException.Reason.INVALID, URL_FIELD, "is required");
        }
        return url;
    }

    private CallbackTarget allowed(String url, boolean withUserInfo) {
        try {
            return withUserInfo ? guard.checkWithUserInfo(url) : guard.check(url);
        } catch (RefusedCallbackException e) {
            SubscriptionRefusedException.Reason reason = e.reason() == RefusedCallbackException.Reason.NO_ANSWER
                    ? SubscriptionRefusedException.Reason.UNAVAILABLE
                    : SubscriptionRefusedException.Reason.INVALID;
            throw new SubscriptionRefusedException(reason, URL_FIELD, String.valueOf(e.getMessage()));
        }
    }

    /** Ends the subscription whose Location ends in this token; false if the token was never given out. */
    public boolean unsubscribe(String token) {
        return secrets.idOf(token)
                .map(id -> {
                    ending.accept(id);
                    store.unsubscribe(id);
                    return true;
                })
                .orElse(false);
    }

    /** Ends the push trigger of this place, if there is one. */
    public void unsubscribePush(String place) {
        store.unsubscribeKey(pushKey(place));
    }

    /** Publishes in a transaction of its own. */
    public <F, P> Published publish(EventDefinition<F, P> event, P payload, Map<String, String> headers) {
        CallbackStore.Published published = store.publish(json.publication(event, payload, headers));
        loop.hint(published.hosts());
        metrics.published(event.name(), published.deliveries());
        return new Published(published.eventId(), published.deliveries());
    }

    /** Publishes in the author's transaction. */
    public <F, P> Published publish(Connection connection, EventDefinition<F, P> event, P payload) throws SQLException {
        Publication publication = json.publication(event, payload, Map.of());
        CallbackStore.Published published = store.database().join(connection, tx -> store.publish(tx, publication));
        metrics.published(event.name(), published.deliveries());
        return new Published(published.eventId(), published.deliveries());
    }

    /**
     * What the author chose.
     *
     * @param maxPayloadBytes of a payload's JSON
     * @param keys that sign, none for no signatures
     * @param trust whom to trust, null for those whom this JVM trusts
     */
    public record Settings(
            DeliveryPolicy policy,
            CallbackGuard guard,
            int maxPayloadBytes,
            List<byte[]> keys,
            @Nullable SSLContext trust) {}

    /** Lets what is under way end, but no longer than this, then stops delivering. */
    public void close(Duration grace) {
        try {
            endListening.run();
        } finally {
            try {
                loop.stop(grace);
            } finally {
                transport.close();
            }
        }
    }
}
