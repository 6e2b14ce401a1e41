package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.Attempt;
import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.DeliveryDecision;
import dev.connectorkit.callbacks.metrics.MeterGroup;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Meters of deliveries; all names begin with {@code connectorkit.callbacks}. Thread-safe. */
final class DeliveryMetrics {

    private static final String PREFIX = "callbacks.";

    private final MeterGroup meters;
    private final Clock clock;

    DeliveryMetrics(MeterRegistry registry, CallbackStore store, List<DeliveryEngine.Meter> events, Clock clock) {
        this.meters = new MeterGroup(registry);
        this.clock = clock;
        for (DeliveryEngine.Meter meter : events) {
            String event = meter.oneTime() ? CallbackStore.ONCE + meter.name() : meter.name();
            meters.gauge(
                    PREFIX + "subscriptions",
                    "Subscriptions that are active or paused",
                    tags(event),
                    meters.ofDatabase(() -> store.subscriptions(event)));
        }
        meters.longest(
                PREFIX + "queue.age",
                "Age of the oldest delivery that has not arrived",
                Tags.empty(),
                meters.ofDatabase(
                        () -> store.oldest().map(at -> seconds(at, clock)).orElse(0.0)));
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
        count("published", "Events that were published", tags(event), 1);
        count("deliveries", "Deliveries that published events led to", tags(event), deliveries);
    }

    void attempted(Attempt attempt, CallbackStore.Outcome outcome) {
        Tags tags = tags(attempt.delivery().event());
        DeliveryDecision decision = attempt.decision();
        meters.record(
                PREFIX + "attempts",
                "Attempts at deliveries, and their duration",
                tags.and("status", attempt.status() == 0 ? "none" : attempt.status() / 100 + "xx"),
                Duration.ofMillis(attempt.millis()));
        if (!outcome.held()) {
            count("lost", "Attempts whose delivery was not this node's any more", tags, 1);
        } else if (decision instanceof DeliveryDecision.Delivered) {
            meters.record(
                    PREFIX + "delivered",
                    "Deliveries that arrived, and the time since they were published",
                    tags,
                    Duration.between(attempt.delivery().queuedAt(), clock.instant()));
        } else if (outcome.dead() > 0) {
            boolean dead = decision instanceof DeliveryDecision.DeadLetter;
            count(
                    dead ? "dead" : "dropped",
                    dead ? "Deliveries that became dead letters" : "Deliveries dropped with their subscription",
                    tags,
                    outcome.dead());
        } else {
            count("retried", "Attempts that are repeated", tags, 1);
        }
    }

    private void count(String name, String description, Tags tags, int amount) {
        meters.count(PREFIX + name, description, tags, amount);
    }

    /** Removes the meters; the gauges would read from a closed database. */
    void close() {
        meters.close();
    }
}
