package dev.connectorkit.callbacks.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The meters of one service; all names begin with {@code connectorkit}. Services that share a registry share meters of the same name and
 * tags: counters and timers count for all of them, gauges combine their values, and a meter leaves the registry when the last service
 * that uses it is closed. Thread-safe.
 */
public final class MeterGroup implements AutoCloseable {

    private static final String PREFIX = "connectorkit.";

    private final MeterRegistry registry;
    private final Map<SharedMeter.Key, Meter> meters = new ConcurrentHashMap<>();
    private final DatabaseReader database = new DatabaseReader();
    private volatile boolean closed;

    /** Creates a group of meters in this registry. */
    public MeterGroup(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Returns whether measurements reach anything: a composite without registries, as is the default, drops them. */
    public boolean isUsed() {
        return !(registry instanceof CompositeMeterRegistry composite)
                || !composite.getRegistries().isEmpty();
    }

    /** Adds one to a counter. */
    public void count(String name, String description, Tags tags) {
        count(name, description, tags, 1);
    }

    /** Adds to a counter. */
    public void count(String name, String description, Tags tags, double amount) {
        if (!closed && isUsed()) {
            Meter counter = meter(
                    name,
                    tags,
                    shared -> Counter.builder(PREFIX + name)
                            .description(description)
                            .tags(tags)
                            .register(registry));
            ((Counter) counter).increment(amount);
        }
    }

    /** Records a duration; a negative one, after a clock was set back, counts as zero. */
    public void record(String name, String description, Tags tags, Duration duration) {
        if (!closed && isUsed()) {
            Meter timer = meter(
                    name,
                    tags,
                    shared -> Timer.builder(PREFIX + name)
                            .description(description)
                            .tags(tags)
                            .register(registry));
            ((Timer) timer).record(duration.isNegative() ? Duration.ZERO : duration);
        }
    }

    /**
     * Returns a value for a gauge that reads a database: NaN if that fails or takes longer than a second, and while such a reading of
     * another gauge of this group goes on. A registry is read in about a second, whatever the database does.
     */
    public Supplier<Number> ofDatabase(Supplier<? extends Number> value) {
        return () -> database.read(value);
    }

    /** Adds a gauge whose value is read whenever the registry is; those of several services are added up. */
    public void gauge(String name, String description, Tags tags, Supplier<Number> value) {
        gauge(name, description, "", tags, Double::sum, value);
    }

    /** Adds a gauge of seconds whose value is read whenever the registry is; of several services, the longest time counts. */
    public void longest(String name, String description, Tags tags, Supplier<Number> seconds) {
        gauge(name, description, "seconds", tags, Double::max, seconds);
    }

    private void gauge(
            String name,
            String description,
            String unit,
            Tags tags,
            DoubleBinaryOperator combination,
            Supplier<Number> value) {
        meter(name, tags, shared -> {
            shared.values().put(this, value);
            return Gauge.builder(PREFIX + name, () -> shared.value(combination))
                    .description(description)
                    .baseUnit(unit.isEmpty() ? null : unit)
                    .tags(tags)
                    .register(registry);
        });
    }

    private Meter meter(String name, Tags tags, Function<SharedMeter, Meter> registration) {
        SharedMeter.Key key = new SharedMeter.Key(registry, name, tags);
        Meter meter = meters.computeIfAbsent(key, unknown -> SharedMeter.use(unknown, this, registration));
        if (closed) { // it was added while the others were removed
            release(key);
        }
        return meter;
    }

    private void release(SharedMeter.Key key) {
        Meter meter = meters.remove(key);
        if (meter != null) {
            SharedMeter.release(key, this, meter);
        }
    }

    /** Removes the meters that no other service uses from the registry. Later measurements are ignored. Idempotent. */
    @Override
    public void close() {
        closed = true;
        meters.keySet().forEach(this::release);
        database.close();
    }
}
