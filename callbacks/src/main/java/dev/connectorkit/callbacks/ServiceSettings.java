package dev.connectorkit.callbacks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.callbacks.internal.delivery.DeliveryEngine;
import dev.connectorkit.storage.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The values that {@link CallbackService.Builder} collects. Not thread-safe; read only once the service is built. */
final class ServiceSettings {

    private static final int SHORTEST_KEY = 16;
    private static final int RANDOM_KEY = 32;

    final List<Callbacks<?, ?>> events = new ArrayList<>();
    final List<String> oneTimeGroups = new ArrayList<>();
    final DeliveryOptions.Builder options = DeliveryOptions.builder();
    List<byte[]> keys = List.of();
    Clock clock = Clock.systemUTC();
    MeterRegistry metrics = new CompositeMeterRegistry();
    FilterValidator validator = FilterValidator.NONE;
    ObjectMapper mapper = JsonMapper.builder()
            .findAndAddModules()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    Supplier<@Nullable String> traceparent = () -> null;
    Supplier<@Nullable Connection> currentTransaction = () -> null;
    String origin = "localhost";

    @Nullable String url;

    @Nullable DataSource source;

    @Nullable Database database;

    static byte[] checked(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "keys takes keys of at least " + SHORTEST_KEY + " bytes, but one had " + key.length);
        }
        return key.clone();
    }

    /**
     * Checks that the options fit together.
     *
     * @throws IllegalStateException unless exactly one store is set
     * @throws IllegalArgumentException if two events have the same name
     */
    void check() {
        if (Stream.of(url, source, database).filter(Objects::nonNull).count() != 1) {
            throw new IllegalStateException("Set one of store(...), dataSource(...) and database(...)");
        }
        for (Callbacks<?, ?> event : events) {
            if (events.stream().anyMatch(other -> other != event && other.name().equals(event.name()))) {
                throw new IllegalArgumentException("There are two events named '" + event.name() + "'; rename one");
            }
        }
    }

    Database open() {
        Database.Builder builder = Database.builder().clock(clock);
        if (url != null) {
            builder.url(url);
        }
        if (source != null) {
            builder.dataSource(source);
        }
        return builder.open();
    }

    /** Returns the keys of this database; a random one for data that end with the process. */
    List<byte[]> keysFor(Database opened) {
        if (!keys.isEmpty()) {
            return keys;
        }
        if (opened.isPersistent()) {
            throw new IllegalStateException("Callback URLs in " + opened + " need a key that stays the same after"
                    + " every restart and on every node: set it with keys(...)");
        }
        byte[] random = new byte[RANDOM_KEY];
        new SecureRandom().nextBytes(random);
        return List.of(random);
    }

    DeliveryEngine.Settings delivery(DeliveryOptions delivery) {
        List<DeliveryEngine.Meter> meters = Stream.concat(
                        events.stream().map(event -> new DeliveryEngine.Meter(event.name(), false)),
                        oneTimeGroups.stream().map(group -> new DeliveryEngine.Meter(group, true)))
                .toList();
        return new DeliveryEngine.Settings(
                delivery.policy,
                delivery.guard,
                delivery.signingKeys,
                delivery.sslContext,
                delivery.proxy,
                delivery.listeners,
                origin,
                meters);
    }
}
