package dev.connectorkit.sdk.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The meters of one connector, which leave their registry when the connector is closed; all names begin with {@code connectorkit}.
 * Thread-safe.
 */
public final class ConnectorMeters implements AutoCloseable {

    private static final String PREFIX = "connectorkit.";

    private final MeterRegistry registry;
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Creates a group of meters in this registry, which the caller closes. */
    public ConnectorMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Adds one to a counter. */
    public void count(String name, String description, Tags tags) {
        if (!closed) {
            Counter counter = Counter.builder(PREFIX + name)
                    .description(description)
                    .tags(tags)
                    .register(registry);
            keep(counter);
            counter.increment();
        }
    }

    /** Records a duration; a negative one, after a clock was set back, counts as zero. */
    public void record(String name, String description, Tags tags, Duration duration) {
        if (!closed) {
            Timer timer = Timer.builder(PREFIX + name)
                    .description(description)
                    .tags(tags)
                    .register(registry);
            keep(timer);
            timer.record(duration.isNegative() ? Duration.ZERO : duration);
        }
    }

    /** Adds a gauge whose value is read whenever the registry is. */
    public void gauge(String name, String description, Tags tags, Supplier<Number> value) {
        keep(Gauge.builder(PREFIX + name, value)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private void keep(Meter meter) {
        meters.add(meter);
        if (closed) { // it was added while the others were removed
            registry.remove(meter);
        }
    }

    /** Removes the meters from the registry. Later measurements are ignored. */
    @Override
    public void close() {
        closed = true;
        meters.forEach(registry::remove);
        meters.clear();
    }
}
