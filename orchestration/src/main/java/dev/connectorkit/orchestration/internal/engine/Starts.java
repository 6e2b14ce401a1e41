package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.EventOptions;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.orchestration.internal.replay.Instance;
import dev.connectorkit.orchestration.internal.store.NewEvent;
import dev.connectorkit.orchestration.internal.store.NewInstance;
import dev.connectorkit.orchestration.runtime.Arguments;
import dev.connectorkit.orchestration.runtime.Payloads;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns the arguments of clients into instances and events. Thread-safe. */
record Starts(
        Orchestrations orchestrations,
        Payloads codec,
        Clock clock,
        @Nullable String defaultVersion) {

    private static final int RANDOM_FROM = 12;

    NewInstance instance(String name, @Nullable Object input, StartOptions options) {
        Arguments.name("an orchestration", name);
        Arguments.given("options of a start", options);
        if (!orchestrations.orchestrationNames().isEmpty() && orchestrations.orchestration(name) == null) {
            throw new IllegalArgumentException(
                    "No orchestration " + name + " is registered; known are " + orchestrations.orchestrationNames());
        }
        Instant now = now();
        String id = options.instanceId() == null ? newId(now) : options.instanceId();
        String version = options.version() == null ? defaultVersion : options.version();
        Instance instance = new Instance(id, name, version, options.tags(), newId(now), null, now);
        return new NewInstance(instance, codec.write(input, "input of orchestration " + name), options.startAt(), null);
    }

    NewEvent event(String instanceId, String eventName, @Nullable Object payload, EventOptions options) {
        Arguments.name("an event", eventName);
        Arguments.given("options of an event", options);
        String json = codec.write(payload, "payload of event " + eventName);
        Instant now = now();
        return new NewEvent(
                instanceId, new HistoryEvent.EventRaised(now, eventName, json, now, 0), options.idempotencyKey());
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Returns 32 hexadecimal digits that increase with time, so that instances of one time are neighbours in the indexes. */
    private static String newId(Instant now) {
        String random = UUID.randomUUID().toString().replace("-", "");
        return String.format(Locale.ROOT, "%012x", now.toEpochMilli()) + random.substring(RANDOM_FROM);
    }
}
