package dev.connectorkit.callbacks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.admin.CallbackAdmin;
import dev.connectorkit.callbacks.internal.delivery.DeliveryEngine;
import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.StoredAdmin;
import dev.connectorkit.callbacks.internal.store.SubscriptionKeys;
import dev.connectorkit.callbacks.spi.OneTimeCallbacks;
import dev.connectorkit.storage.ConnectionWork;
import dev.connectorkit.storage.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A running service that stores subscriptions and delivers events to them. Needs no web framework: the application calls
 * {@link Callbacks#subscribe(String, Object)} and {@link #unsubscribe} wherever it takes the requests of subscribers.
 *
 * <pre>{@code
 * try (CallbackService service = CallbackService.builder()
 *         .store("sqlite:orders.db")
 *         .keys(key)
 *         .callbacks(created)
 *         .start()) {
 *     created.subscribe("https://example.com/hook", new OrderFilter("north"));
 *     created.publish(order);
 * }
 * }</pre>
 *
 * <p>Several services may share one PostgreSQL database. Thread-safe.
 */
public final class CallbackService implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Database database;
    private final boolean ownsDatabase;
    private final List<Callbacks<?, ?>> events;
    private final CallbackEngine engine;
    private final StoredOneTimeCallbacks oneTime;
    private final DeliveryEngine delivery;
    private final CallbackAdmin admin;

    private CallbackService(ServiceSettings settings, Database database, boolean ownsDatabase) {
        this.database = database;
        this.ownsDatabase = ownsDatabase;
        this.events = List.copyOf(settings.events);
        DeliveryOptions options = settings.options.build();
        SubscriptionKeys keys = SubscriptionKeys.of(database, settings.keysFor(database));
        Clock clock = database.clock(settings.clock);
        CallbackStore store = new CallbackStore(database, keys, clock);
        CallbackUrls urls = new CallbackUrls(options.guard);
        EventCodec codec = new EventCodec(settings.mapper, options.maxPayloadBytes, settings.traceparent);
        this.oneTime =
                new StoredOneTimeCallbacks(store, keys, urls, settings.validator, codec, options.maxPayloadBytes);
        this.delivery = new DeliveryEngine(store, settings.delivery(options), settings.metrics, clock);
        this.engine = new CallbackEngine(
                store, keys, urls, settings.validator, codec, delivery, clock, settings.currentTransaction);
        this.admin = new StoredAdmin(store);
    }

    /** Returns a builder. It needs a store, a key unless the store is {@code memory}, and events. */
    public static Builder builder() {
        return new Builder();
    }

    private CallbackService start() {
        List<Callbacks<?, ?>> bound = new ArrayList<>();
        try {
            for (Callbacks<?, ?> event : events) {
                event.bind(engine);
                bound.add(event);
            }
            delivery.start();
            return this;
        } catch (RuntimeException | Error e) {
            bound.forEach(event -> event.unbind(engine));
            close(Duration.ZERO);
            throw e;
        }
    }

    /**
     * Ends a subscription.
     *
     * @param token the {@link Subscribed#token()} of the subscription
     * @return false if this service has not issued the token; true otherwise, also if the subscription has ended before
     */
    public boolean unsubscribe(String token) {
        return oneTime.unsubscribe(token);
    }

    /** Ends the subscription of a push trigger with this {@linkplain PushInput#sentBy sender}, if there is one. */
    public void unsubscribePush(String caller, String path) {
        engine.unsubscribePush(PushInput.sender(caller, path));
    }

    /**
     * Runs work of the application in a transaction of its own, in which {@link Callbacks#publish(Connection, Object)} takes part.
     *
     * @see Database#inTransaction
     */
    public <T extends @Nullable Object> T inTransaction(ConnectionWork<T> work) {
        return database.inTransaction(work);
    }

    /**
     * Returns connections for transactions of the application in which {@link Callbacks#publish(Connection, Object)} takes part.
     *
     * @see Database#dataSource
     */
    public DataSource dataSource() {
        return database.dataSource();
    }

    /** Returns the state of the delivery's thread, which is restarted by itself if it fails. Does no I/O. */
    public CallbackHealth health() {
        return new CallbackHealth(delivery.isRunning());
    }

    /** Returns the operator's view of subscriptions, deliveries and dead letters. */
    public CallbackAdmin admin() {
        return admin;
    }

    /** Returns the interface for other toolkits that publish once to a subscription, in transactions of their own. */
    public OneTimeCallbacks oneTime() {
        return oneTime;
    }

    /** Returns the outcome of a subscribe request that was stored with {@link #oneTime()} under this id. */
    public Subscribed subscribed(String oneTimeId) {
        return new Subscribed(oneTimeId, oneTime.token(oneTimeId));
    }

    /** Stops the service; attempts in progress have 10 s to end. Idempotent. */
    @Override
    public void close() {
        close(GRACE);
    }

    /**
     * Stops the service. Idempotent.
     *
     * @param grace the time that attempts in progress have to end; they are repeated after the next start if they do not
     */
    public void close(Duration grace) {
        events.forEach(event -> event.unbind(engine));
        if (ownsDatabase) {
            database.closeIfSilent();
        }
        try {
            delivery.close(grace);
        } finally {
            if (ownsDatabase) {
                database.close();
            }
        }
    }

    /** Builds and starts a service. Not thread-safe. */
    public static final class Builder {

        private final ServiceSettings settings = new ServiceSettings();

        private Builder() {}

        /**
         * Sets the address of the database.
         *
         * @param url {@code memory}, {@code sqlite:FILE} or {@code postgres://user:password@host:port/database}
         */
        public Builder store(String url) {
            settings.url = url;
            return this;
        }

        /**
         * Sets a data source of the application, to SQLite or PostgreSQL, which stays open when the service is closed.
         *
         * @see Database.Builder#dataSource
         */
        public Builder dataSource(DataSource source) {
            settings.source = source;
            return this;
        }

        /** Sets an open database, which stays open when the service is closed. */
        public Builder database(Database database) {
            settings.database = database;
            return this;
        }

        /**
         * Sets the key that encrypts callback URLs and signs the tokens of subscriptions. It must be the same on all nodes that share
         * a database, and after every restart. Required unless the store is {@code memory}.
         *
         * <p>To replace the key, start every node once with the new key and the previous one, then with the new one alone. The
         * subscriptions and their tokens stay as they are; the previous key can no longer be used from then on.
         *
         * @param current at least 16 random bytes
         * @param previous the keys that it replaces
         * @throws IllegalArgumentException if one is shorter
         */
        public Builder keys(byte[] current, byte[]... previous) {
            settings.keys = Stream.concat(Stream.of(current), Stream.of(previous))
                    .map(ServiceSettings::checked)
                    .toList();
            return this;
        }

        /** Registers events. */
        public Builder callbacks(Callbacks<?, ?>... callbacks) {
            settings.events.addAll(List.of(callbacks));
            return this;
        }

        /** Registers groups of {@linkplain CallbackService#oneTime() one-time callbacks}, for metrics. */
        public Builder oneTimeGroups(Collection<String> groups) {
            settings.oneTimeGroups.addAll(groups);
            return this;
        }

        /** Changes the options of the delivery. */
        public Builder delivery(Consumer<DeliveryOptions.Builder> changes) {
            changes.accept(settings.options);
            return this;
        }

        /**
         * Sets the clock of schedules, expiries and signatures. Default: the system's, or on PostgreSQL the server's, which all
         * nodes share.
         */
        public Builder clock(Clock clock) {
            settings.clock = clock;
            return this;
        }

        /** Sets the registry of the meters {@code connectorkit.callbacks.*}; none by default. */
        public Builder metrics(MeterRegistry registry) {
            settings.metrics = registry;
            return this;
        }

        /** Sets the validator of filters; none by default. */
        public Builder validator(FilterValidator validator) {
            settings.validator = validator;
            return this;
        }

        /** Sets the mapper of filters and payloads; by default, one with all modules on the class path. */
        public Builder mapper(ObjectMapper mapper) {
            settings.mapper = mapper;
            return this;
        }

        /**
         * Sets the source of the W3C trace context that is in effect when an event is published; deliveries of the event carry it as
         * {@code traceparent}. The source returns null outside a trace.
         *
         * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">Trace Context, traceparent header</a>
         */
        public Builder traceparent(Supplier<@Nullable String> source) {
            settings.traceparent = source;
            return this;
        }

        /**
         * Sets the source of the transaction that the calling thread is in, as a framework knows it: {@link Callbacks#publish(Object)}
         * then publishes in it, as {@link Callbacks#publish(Connection, Object)} does. The source returns a connection to the database
         * of this service that is not in auto-commit mode, or null outside a transaction.
         */
        public Builder currentTransaction(Supplier<@Nullable Connection> source) {
            settings.currentTransaction = source;
            return this;
        }

        /** Sets the host name that receivers know this service by, for {@link Callbacks.Builder#askingConsent()}. */
        public Builder origin(String host) {
            settings.origin = host;
            return this;
        }

        /**
         * Opens the database and starts to deliver.
         *
         * @throws IllegalStateException if the store or the key is missing, two stores are set, or an event is registered with a
         *     running service already
         * @throws IllegalArgumentException if two events have the same name
         * @throws dev.connectorkit.storage.StorageException if the database cannot be opened
         */
        public CallbackService start() {
            settings.check();
            if (settings.database != null) {
                return new CallbackService(settings, settings.database, false).start();
            }
            Database opened = settings.open();
            try {
                return new CallbackService(settings, opened, true).start();
            } catch (RuntimeException | Error e) {
                opened.close();
                throw e;
            }
        }
    }
}
