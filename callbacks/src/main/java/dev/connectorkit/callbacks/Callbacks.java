package dev.connectorkit.callbacks;

import dev.connectorkit.callbacks.internal.delivery.CallbackEngine;
import dev.connectorkit.callbacks.internal.delivery.EventDefinition;
import dev.connectorkit.callbacks.internal.store.Limits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One named event: engines subscribe to it, the author publishes it, and every subscription that matches gets it posted to its
 * callback URL, at least once.
 *
 * <pre>{@code
 * Callbacks<OrderFilter, Order> created = Callbacks.named("order-created", OrderFilter.class, Order.class)
 *         .where((filter, order) -> filter.region().equals(order.region()))
 *         .build();
 * ConnectorServer.builder().dataDir(folder).callbacks(created).register(new OrderEvents(created)).start();
 * created.publish(order);
 * }</pre>
 *
 * <p>A subscription gets what is published after its subscribe request was answered. The same callback URL subscribes once: a
 * repeated request replaces the filter and is answered with the same {@code Location}.
 *
 * <p>Thread-safe. Of use only while a server runs that was given it.
 *
 * @param <F> the filter of a subscription, read from and written as JSON
 * @param <P> the payload, written as JSON
 */
public final class Callbacks<F, P> {

    private final EventDefinition<F, P> definition;
    private volatile @Nullable CallbackEngine engine;

    private Callbacks(EventDefinition<F, P> definition) {
        this.definition = definition;
    }

    /**
     * An event to be set up.
     *
     * @param name under which its subscriptions are stored; once there are any, it must stay as it is
     * @param filter the type of filters; {@link Void} if subscriptions have none
     * @param payload the type of payloads
     */
    public static <F, P> Builder<F, P> named(String name, Class<F> filter, Class<P> payload) {
        return new Builder<>(name, filter);
    }

    /**
     * Takes a subscription of a webhook; the request is answered with what this returns.
     *
     * @throws SubscriptionRefusedException if the callback URL is not allowed or did not consent, there are too many subscriptions, or
     *     the name of its host cannot be resolved now
     */
    public Subscribed subscribe(SubscribeTo<F> wanted) {
        return subscribe(wanted.callbackUrl(), wanted.filter());
    }

    /** As {@link #subscribe(SubscribeTo)}, where the body is the author's own. */
    public Subscribed subscribe(@Nullable String callbackUrl, @Nullable F filter) {
        CallbackEngine running = engine();
        String id = running.subscribe(definition, callbackUrl, filter);
        return new Subscribed(id, running.token(id));
    }

    /**
     * Takes the subscription of a push trigger of 2015. A later one of the same caller at the same URL replaces it.
     *
     * @param triggerId the last part of the request's path
     * @throws SubscriptionRefusedException as {@link #subscribe(SubscribeTo)}
     */
    public Subscribed subscribe(String triggerId, PushInput<F> input) {
        String id =
                engine().subscribePush(definition, triggerId, input.place(), input.getCallbackUrl(), input.getInputs());
        return new Subscribed(id, "");
    }

    /**
     * Publishes an event: one delivery for each subscription that matches, in one transaction. When this returns, they are on
     * disk.
     *
     * @throws IllegalArgumentException if the payload cannot be written as JSON
     * @throws dev.connectorkit.storage.StorageException if the database failed; then nothing was published, unless the connection
     *     broke while it committed
     */
    public Published publish(P payload) {
        return engine().publish(definition, payload, Map.of());
    }

    /**
     * As {@link #publish(Object)}, with headers of the author's on every delivery.
     *
     * @throws IllegalArgumentException also if a header is one that the delivery itself needs
     */
    public Published publish(P payload, Map<String, String> headers) {
        return engine().publish(definition, payload, headers);
    }

    /**
     * As {@link #publish(Object)}, in the author's own transaction: the event is published if it commits, and is not if it rolls
     * back. An {@linkplain Builder#ordered() ordered} event locks its subscriptions until then.
     *
     * @param connection to the database that the server was given as its store, with a transaction under way
     * @throws IllegalStateException if the connection commits each statement by itself
     * @throws SQLException if the database refused it; the transaction must be rolled back
     */
    public Published publish(Connection connection, P payload) throws SQLException {
        return engine().publish(connection, definition, payload);
    }

    /** Has an engine deliver it; for the server. */
    public void attach(CallbackEngine running) {
        engine = running;
    }

    /** Its name. */
    public String name() {
        return definition.name();
    }

    private CallbackEngine engine() {
        CallbackEngine running = engine;
        if (running == null) {
            throw new IllegalStateException("No server delivers '" + definition.name()
                    + "': give this Callbacks to ConnectorServer.builder().callbacks(...) and start it");
        }
        return running;
    }

    /**
     * What was published.
     *
     * @param eventId the id of the event
     * @param deliveries how many subscriptions it matched
     */
    public record Published(String eventId, int deliveries) {}

    /**
     * Sets up an event. Not thread-safe.
     *
     * @param <F> the filter
     * @param <P> the payload
     */
    public static final class Builder<F, P> {

        private final String name;
        private final Class<F> filterType;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private BiPredicate<F, P> matches = (filter, payload) -> true;
        private @Nullable Function<F, @Nullable String> filterKey;
        private @Nullable Function<P, String> payloadKey;
        private boolean ordered;
        private boolean consent;
        private @Nullable Duration lifetime;
        private long most = Long.MAX_VALUE;
        private long mostPerHost = Long.MAX_VALUE;

        private Builder(String name, Class<F> filterType) {
            this.name = name;
            this.filterType = filterType;
        }

        /**
         * Which subscriptions get an event; all, unless given. It runs within the database's transaction for each subscription of
         * the event that has a filter, so it must be quick and depend on nothing else. Where it fails, the event becomes a dead letter
         * of that subscription.
         */
        public Builder<F, P> where(BiPredicate<F, P> matches) {
            this.matches = matches;
            return this;
        }

        /**
         * Finds matching subscriptions by an index rather than by asking each: those with the key of the payload, and those without
         * a key. For events with very many subscriptions.
         */
        public Builder<F, P> keyedBy(Function<F, @Nullable String> filterKey, Function<P, String> payloadKey) {
            this.filterKey = filterKey;
            this.payloadKey = payloadKey;
            return this;
        }

        /** Sends each subscription one event at a time, in the order of publishing; one that fails holds up those behind it. */
        public Builder<F, P> ordered() {
            this.ordered = true;
            return this;
        }

        /**
         * Ends subscriptions after this time, unless they are renewed by subscribing again. What was published before is still
         * sent.
         */
        public Builder<F, P> expiringAfter(Duration lifetime) {
            this.lifetime = lifetime;
            return this;
        }

        /**
         * Asks the receiver for its consent before a subscription is taken: an {@code OPTIONS} request that must be answered with
         * {@code WebHook-Allowed-Origin}. Workflow engines do not answer it; for other receivers.
         *
         * @see <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md">CloudEvents, HTTP 1.1 Web
         *     Hooks</a>
         */
        public Builder<F, P> askingConsent() {
            this.consent = true;
            return this;
        }

        /** Limits the subscriptions: in all, and those with callback URLs of one host. */
        public Builder<F, P> atMost(long inAll, long perHost) {
            this.most = inAll;
            this.mostPerHost = perHost;
            return this;
        }

        /** Sends this header with every delivery. */
        public Builder<F, P> header(String header, String value) {
            headers.put(header, value);
            return this;
        }

        /**
         * The event.
         *
         * @throws IllegalArgumentException if its name is empty, or a header is one that the delivery itself needs
         */
        public Callbacks<F, P> build() {
            return new Callbacks<>(new EventDefinition<>(
                    name,
                    filterType,
                    matches,
                    filterKey,
                    payloadKey,
                    ordered,
                    consent,
                    lifetime,
                    new Limits(most, mostPerHost),
                    headers));
        }
    }
}
