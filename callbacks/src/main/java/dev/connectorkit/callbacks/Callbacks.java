package dev.connectorkit.callbacks;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.connectorkit.callbacks.internal.store.Limits;
import dev.connectorkit.storage.ConnectionWork;
import java.lang.reflect.Type;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A named event: receivers subscribe to it, the application publishes it, and each matching subscription has it posted to its
 * callback URL, at least once.
 *
 * <pre>{@code
 * Callbacks<OrderFilter, Order> created = Callbacks.named("order-created", OrderFilter.class, Order.class)
 *         .where((filter, order) -> filter.region().equals(order.region()))
 *         .build();
 * CallbackService service = CallbackService.builder().store("sqlite:orders.db").keys(key).callbacks(created).start();
 * created.publish(order);
 * }</pre>
 *
 * <p>A subscription receives what is published after its subscribe request was answered. The same callback URL subscribes once: a
 * repeated request replaces the filter and returns the same subscription.
 *
 * <p>Usable only while a {@link CallbackService} that it is registered with is running; otherwise its methods throw
 * {@link IllegalStateException}. Thread-safe.
 *
 * @param <F> the filter of a subscription, read from and written as JSON
 * @param <P> the payload, written as JSON
 */
public final class Callbacks<F, P> {

    private final EventConfig<F, P> config;
    private final AtomicReference<@Nullable EventPublisher> publisher = new AtomicReference<>();

    private Callbacks(EventConfig<F, P> config) {
        this.config = config;
    }

    /**
     * Returns a builder of an event.
     *
     * @param name the name under which its subscriptions are stored; it must not change while there are any
     * @param filter the type of filters; {@link Void} if subscriptions have none
     * @param payload the type of payloads
     */
    public static <F, P> Builder<F, P> named(String name, Class<F> filter, Class<P> payload) {
        return new Builder<>(name, filter, payload);
    }

    /**
     * Returns a builder of an event with generic types.
     *
     * @param name the name under which its subscriptions are stored; it must not change while there are any
     * @param filter the type of filters
     * @param payload the type of payloads; they are written as this type
     */
    public static <F, P> Builder<F, P> named(String name, TypeReference<F> filter, TypeReference<P> payload) {
        return new Builder<>(name, filter.getType(), payload.getType());
    }

    /**
     * Stores a subscription.
     *
     * @throws SubscriptionRefusedException if the callback URL is not allowed or did not consent, the limit of subscriptions is
     *     reached, or the name of the host cannot be resolved at the moment
     * @throws dev.connectorkit.storage.StorageException if the database failed
     */
    public Subscribed subscribe(SubscribeTo<F> request) {
        return subscribe(request.callbackUrl(), request.filter());
    }

    /** Stores a subscription, as {@link #subscribe(SubscribeTo)}, for a request with a body of the author's own. */
    public Subscribed subscribe(@Nullable String callbackUrl, @Nullable F filter) {
        return publisher().subscribe(config, callbackUrl, filter);
    }

    /** Stores a subscription without a filter, as {@link #subscribe(SubscribeTo)}; it receives everything. */
    public Subscribed subscribe(@Nullable String callbackUrl) {
        return publisher().subscribe(config, callbackUrl, null);
    }

    /**
     * Stores the subscription of a legacy push trigger, in place of an earlier one of the same {@linkplain PushInput#sentBy sender}.
     *
     * @param triggerId the last segment of the request's path, shown to operators
     * @throws SubscriptionRefusedException as {@link #subscribe(SubscribeTo)}
     */
    public Subscribed subscribe(String triggerId, PushInput<F> input) {
        return publisher().subscribePush(config, triggerId, input);
    }

    /**
     * Publishes an event to all matching subscriptions, in one transaction. It is on disk when this returns, or, in a transaction of
     * {@link CallbackService.Builder#currentTransaction}, when that commits.
     *
     * @throws IllegalArgumentException if the payload cannot be written as JSON, or is too large
     * @throws dev.connectorkit.storage.StorageException if the database failed; then nothing was published, unless the connection
     *     broke during the commit
     */
    public Published publish(P payload) {
        return publish(payload, Map.of());
    }

    /**
     * Publishes an event, as {@link #publish(Object)}, with headers that are sent with every delivery.
     *
     * @throws IllegalArgumentException also if a header is invalid, or is set by the delivery itself
     */
    public Published publish(P payload, Map<String, String> headers) {
        return publisher().publish(config, payload, headers, null);
    }

    /**
     * Publishes an event in the caller's transaction: it is delivered if that commits, and is not if it rolls back. An
     * {@linkplain Builder#ordered() ordered} event locks its subscriptions until then.
     *
     * @param connection a connection with a transaction in progress to the database of the {@link CallbackService}
     * @throws IllegalStateException if the connection is in auto-commit mode
     * @throws dev.connectorkit.storage.StorageException if the connection is to another database
     * @throws SQLException if the database refuses; the transaction must be rolled back
     */
    public Published publish(Connection connection, P payload) throws SQLException {
        return publish(connection, payload, Map.of());
    }

    /**
     * Publishes an event in the caller's transaction, as {@link #publish(Connection, Object)}, with headers that are sent with every
     * delivery.
     */
    public Published publish(Connection connection, P payload, Map<String, String> headers) throws SQLException {
        return publisher().publish(connection, config, payload, headers, null);
    }

    /**
     * Publishes an event, as {@link #publish(Object, Map)}, unless one with this id was published in the last seven days: for a
     * source that repeats what was not acknowledged. Of concurrent calls with the same id, on any nodes, one publishes.
     *
     * @param publicationId identifies the event among those of this name; 1 to 500 characters
     * @return the result; for a repetition, the id of the event that was published first, and no deliveries
     * @throws IllegalArgumentException also if the id is invalid
     */
    public Published publishOnce(String publicationId, P payload, Map<String, String> headers) {
        return publisher().publish(config, payload, headers, publicationId);
    }

    /** Publishes an event in the caller's transaction, as {@link #publish(Connection, Object)}, once by its id. */
    public Published publishOnce(Connection connection, String publicationId, P payload, Map<String, String> headers)
            throws SQLException {
        return publisher().publish(connection, config, payload, headers, publicationId);
    }

    /**
     * Runs work of the application in a transaction of its own on the database of the service, in which
     * {@link #publish(Connection, Object)} takes part. Deliveries start right after the commit.
     *
     * <pre>{@code
     * created.inTransaction(connection -> {
     *     orders.insert(connection, order);
     *     return created.publish(connection, order);
     * });
     * }</pre>
     *
     * @see CallbackService#inTransaction
     */
    public <T extends @Nullable Object> T inTransaction(ConnectionWork<T> work) {
        return publisher().inTransaction(work);
    }

    /** Returns the name of the event. */
    public String name() {
        return config.name();
    }

    /** Returns the type of filters. */
    public Type filterType() {
        return config.filterType();
    }

    /** Returns the type of payloads. */
    public Type payloadType() {
        return config.payloadType();
    }

    void bind(EventPublisher running) {
        if (!publisher.compareAndSet(null, running)) {
            throw new IllegalStateException("The event '" + name() + "' is registered with a running service already");
        }
    }

    void unbind(EventPublisher running) {
        publisher.compareAndSet(running, null);
    }

    private EventPublisher publisher() {
        EventPublisher running = publisher.get();
        if (running == null) {
            throw new IllegalStateException("No running service delivers '" + name()
                    + "': register it by callbacks(...) with a CallbackService or a ConnectorServer, and start that");
        }
        return running;
    }

    /**
     * Result of publishing an event.
     *
     * @param eventId the id of the event
     * @param deliveries the number of subscriptions that it is delivered to
     */
    public record Published(String eventId, int deliveries) {}

    /**
     * Builds an event. Not thread-safe.
     *
     * @param <F> the filter
     * @param <P> the payload
     */
    public static final class Builder<F, P> {

        private final String name;
        private final Type filterType;
        private final Type payloadType;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private @Nullable BiPredicate<F, P> matches;
        private @Nullable Function<F, @Nullable String> filterKey;
        private @Nullable Function<P, String> payloadKey;
        private boolean ordered;
        private boolean consent;
        private @Nullable Duration lifetime;
        private long maxSubscriptions = Long.MAX_VALUE;
        private long maxSubscriptionsPerHost = Long.MAX_VALUE;

        private Builder(String name, Type filterType, Type payloadType) {
            this.name = name;
            this.filterType = filterType;
            this.payloadType = payloadType;
        }

        /**
         * Sets the predicate that decides whether a subscription with a filter receives a payload; without it, all do. It runs for
         * every subscription of the event that has a filter, so it must be quick and free of side effects. If it throws, the event
         * becomes a dead letter of that subscription.
         */
        public Builder<F, P> where(BiPredicate<F, P> matches) {
            this.matches = matches;
            return this;
        }

        /**
         * Selects subscriptions by an index: those whose filter has the key of the payload, and those whose filter has none. For
         * events with very many subscriptions.
         */
        public Builder<F, P> keyedBy(Function<F, @Nullable String> filterKey, Function<P, String> payloadKey) {
            this.filterKey = filterKey;
            this.payloadKey = payloadKey;
            return this;
        }

        /** Delivers to each subscription one event at a time, in the order of publishing; a failing one blocks those behind it. */
        public Builder<F, P> ordered() {
            this.ordered = true;
            return this;
        }

        /**
         * Sets the lifetime of subscriptions; unlimited by default. Subscribing again renews it. What was published before the end is
         * still delivered.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder<F, P> expiringAfter(Duration lifetime) {
            if (lifetime.isZero() || lifetime.isNegative()) {
                throw new IllegalArgumentException("expiringAfter takes a positive duration, but was " + lifetime);
            }
            this.lifetime = lifetime;
            return this;
        }

        /**
         * Asks the receiver for its consent before a subscription is stored, by an {@code OPTIONS} request that it must answer with
         * {@code WebHook-Allowed-Origin}. Workflow engines do not implement it.
         *
         * @see <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md">CloudEvents, HTTP 1.1 Web
         *     Hooks</a>
         */
        public Builder<F, P> askingConsent() {
            this.consent = true;
            return this;
        }

        /**
         * Limits the number of subscriptions; unlimited by default.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder<F, P> maxSubscriptions(long subscriptions) {
            this.maxSubscriptions = atLeastOne("maxSubscriptions", subscriptions);
            return this;
        }

        /**
         * Limits the number of subscriptions with callback URLs of one host and port; unlimited by default.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder<F, P> maxSubscriptionsPerHost(long subscriptions) {
            this.maxSubscriptionsPerHost = atLeastOne("maxSubscriptionsPerHost", subscriptions);
            return this;
        }

        private static long atLeastOne(String option, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(option + " takes a number from 1, but was " + value);
            }
            return value;
        }

        /** Sends this header with every delivery. */
        public Builder<F, P> header(String header, String value) {
            headers.put(header, value);
            return this;
        }

        /**
         * Builds the event.
         *
         * @throws IllegalArgumentException if its name is blank or reserved, or a header is invalid or set by the delivery itself
         */
        public Callbacks<F, P> build() {
            return new Callbacks<>(new EventConfig<>(
                    name,
                    filterType,
                    payloadType,
                    matches,
                    filterKey,
                    payloadKey,
                    ordered,
                    consent,
                    lifetime,
                    new Limits(maxSubscriptions, maxSubscriptionsPerHost),
                    headers));
        }
    }
}
