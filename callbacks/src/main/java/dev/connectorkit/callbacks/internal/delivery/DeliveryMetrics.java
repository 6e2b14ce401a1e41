package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.Attempt;
import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.Verdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;

/** Counts what happens to deliveries, by event; all names begin with {@code connectorkit.callbacks}. */
final class DeliveryMetrics {

    private static final String PREFIX = "connectorkit.callbacks.";
    private static final String EVENT = "event";

    private final MeterRegistry registry;
    private final Clock clock;

    DeliveryMetrics(MeterRegistry registry, CallbackStore store, Collection<String> events, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        for (String event : events) {
            Gauge.builder(PREFIX + "subscriptions", () -> store.subscriptions(event))
                    .description("Subscriptions that get what is published, or are paused")
                    .tag(EVENT, event)
                    .register(registry);
        }
        Gauge.builder(
                        PREFIX + "queue.age",
                        () -> store.oldest().map(at -> seconds(at, clock)).orElse(0.0))
                .description("How long ago the oldest delivery that is not done was published")
                .baseUnit("seconds")
                .register(registry);
    }

    private static double seconds(java.time.Instant since, Clock clock) {
        return Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    void published(String event, int deliveries) {
        registry.counter(PREFIX + "published", EVENT, event).increment();
        registry.counter(PREFIX + "deliveries", EVENT, event).increment(deliveries);
    }

    void attempted(Attempt attempt, CallbackStore.Outcome outcome) {
        String event = attempt.delivery().event();
        Verdict verdict = attempt.verdict();
        Timer.builder(PREFIX + "attempts")
                .description("Attempts at deliveries, and how long they took")
                .tag(EVENT, event)
                .tag("status", attempt.status() == 0 ? "none" : attempt.status() / 100 + "xx")
                .register(registry)
                .record(Duration.ofMillis(attempt.millis()));
        if (!outcome.held()) {
            registry.counter(PREFIX + "lost", EVENT, event).increment();
        } else if (verdict instanceof Verdict.Delivered) {
            Timer.builder(PREFIX + "delivered")
                    .description("Deliveries that arrived, and how long after they were published")
                    .tag(EVENT, event)
                    .register(registry)
                    .record(Duration.between(attempt.delivery().queuedAt(), clock.instant()));
        } else if (outcome.dead() > 0) {
            String kind = verdict instanceof Verdict.Dead ? "dead" : "dropped";
            registry.counter(PREFIX + kind, EVENT, event).increment(outcome.dead());
        } else {
            registry.counter(PREFIX + "retried", EVENT, event).increment();
        }
    }
}
