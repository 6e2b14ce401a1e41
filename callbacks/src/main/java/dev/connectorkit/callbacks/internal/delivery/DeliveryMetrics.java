package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.Attempt;
import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.DeliveryDecision;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Meters of deliveries; all names begin with {@code connectorkit.callbacks}. Thread-safe. */
final class DeliveryMetrics {

    private static final String PREFIX = "connectorkit.callbacks.";

    private final MeterRegistry registry;
    private final Clock clock;

    DeliveryMetrics(MeterRegistry registry, CallbackStore store, List<DeliveryEngine.Meter> meters, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        for (DeliveryEngine.Meter meter : meters) {
            String event = meter.oneTime() ? CallbackStore.ONCE + meter.name() : meter.name();
            Gauge.builder(PREFIX + "subscriptions", () -> store.subscriptions(event))
                    .description("Subscriptions that are active or paused")
                    .tags(tags(event))
                    .register(registry);
        }
        Gauge.builder(
                        PREFIX + "queue.age",
                        () -> store.oldest().map(at -> seconds(at, clock)).orElse(0.0))
                .description("Age of the oldest delivery that has not arrived")
                .baseUnit("seconds")
                .register(registry);
    }

    private static double seconds(Instant since, Clock clock) {
        return Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    private static Tags tags(String event) {
        return Tags.of(
                "event",
                CallbackStore.displayName(event),
                "kind",
                CallbackStore.isOneTime(event) ? "one-time" : "event");
    }

    void published(String event, int deliveries) {
        registry.counter(PREFIX + "published", tags(event)).increment();
        registry.counter(PREFIX + "deliveries", tags(event)).increment(deliveries);
    }

    void attempted(Attempt attempt, CallbackStore.Outcome outcome) {
        Tags tags = tags(attempt.delivery().event());
        DeliveryDecision decision = attempt.decision();
        Timer.builder(PREFIX + "attempts")
                .description("Attempts at deliveries, and their duration")
                .tags(tags)
                .tag("status", attempt.status() == 0 ? "none" : attempt.status() / 100 + "xx")
                .register(registry)
                .record(Duration.ofMillis(attempt.millis()));
        if (!outcome.held()) {
            registry.counter(PREFIX + "lost", tags).increment();
        } else if (decision instanceof DeliveryDecision.Delivered) {
            Timer.builder(PREFIX + "delivered")
                    .description("Deliveries that arrived, and the time since they were published")
                    .tags(tags)
                    .register(registry)
                    .record(Duration.between(attempt.delivery().queuedAt(), clock.instant()));
        } else if (outcome.dead() > 0) {
            String kind = decision instanceof DeliveryDecision.DeadLetter ? "dead" : "dropped";
            registry.counter(PREFIX + kind, tags).increment(outcome.dead());
        } else {
            registry.counter(PREFIX + "retried", tags).increment();
        }
    }

    /** Removes the meters; the gauges would read from a closed database. */
    void close() {
        registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(PREFIX))
                .forEach(registry::remove);
    }
}
