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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Meters of deliveries; all names begin with {@code connectorkit.callbacks}. Thread-safe. */
final class DeliveryMetrics {

    /** Names of meters are constants, as the hash of one that was put together is not known. */
    private static final String PREFIX = "callbacks.";

    private final MeterGroup meters;
    private final Clock clock;

    /** By event, and by event and class of status: there are few, and each takes time to build. */
    private final Map<String, Tags> tags = new ConcurrentHashMap<>();

    private final Map<Answered, Tags> answeredTags = new ConcurrentHashMap<>();

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

    private Tags tags(String event) {
        return tags.computeIfAbsent(
                event,
                name -> Tags.of(
                        "event",
                        CallbackStore.displayName(name),
                        "kind",
                        CallbackStore.isOneTime(name) ? "one-time" : "event"));
    }

    private Tags tags(Answered answered) {
        return answeredTags.computeIfAbsent(
                answered, key -> tags(key.event()).and("status", key.hundreds() == 0 ? "none" : key.hundreds() + "xx"));
    }

    void published(String event, int deliveries) {
        meters.count(PREFIX + "published", "Events that were published", tags(event), 1);
        meters.count(PREFIX + "deliveries", "Deliveries that published events led to", tags(event), deliveries);
    }

    void attempted(Attempt attempt, CallbackStore.Outcome outcome) {
        Tags ofEvent = tags(attempt.delivery().event());
        DeliveryDecision decision = attempt.decision();
        meters.record(
                PREFIX + "attempts",
                "Attempts at deliveries, and their duration",
                tags(new Answered(attempt.delivery().event(), attempt.status() / 100)),
                Duration.ofMillis(attempt.millis()));
        if (!outcome.held()) {
            meters.count(PREFIX + "lost", "Attempts whose delivery was not this node's any more", ofEvent, 1);
        } else if (decision instanceof DeliveryDecision.Delivered) {
            meters.record(
                    PREFIX + "delivered",
                    "Deliveries that arrived, and the time since they were published",
                    ofEvent,
                    Duration.between(attempt.delivery().queuedAt(), clock.instant()));
        } else if (outcome.dead() > 0) {
            boolean dead = decision instanceof DeliveryDecision.DeadLetter;
            meters.count(
                    dead ? PREFIX + "dead" : PREFIX + "dropped",
                    dead ? "Deliveries that became dead letters" : "Deliveries dropped with their subscription",
                    ofEvent,
                    outcome.dead());
        } else {
            meters.count(PREFIX + "retried", "Attempts that are repeated", ofEvent, 1);
        }
    }

    /** Removes the meters; the gauges would read from a closed database. */
    void close() {
        meters.close();
    }

    private record Answered(String event, int hundreds) {}
}
