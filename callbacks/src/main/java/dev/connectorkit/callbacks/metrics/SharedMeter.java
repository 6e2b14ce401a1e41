package dev.connectorkit.callbacks.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The users of one meter in a registry.
 *
 * @param users the groups that use it
 * @param values the values of those groups, if it is a gauge
 */
record SharedMeter(Set<MeterGroup> users, Map<MeterGroup, Supplier<Number>> values) {

    private static final Map<Key, SharedMeter> ALL = new ConcurrentHashMap<>();

    /** Registers the meter for this group. */
    static Meter use(Key key, MeterGroup group, Function<SharedMeter, Meter> registration) {
        Meter[] registered = new Meter[1];
        ALL.compute(key, (same, known) -> {
            SharedMeter shared =
                    known == null ? new SharedMeter(ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>()) : known;
            registered[0] = registration.apply(shared);
            shared.users.add(group);
            return shared;
        });
        return registered[0];
    }

    /** Removes the meter from its registry, unless another group uses it. */
    static void release(Key key, MeterGroup group, Meter meter) {
        ALL.computeIfPresent(key, (same, shared) -> {
            shared.values.remove(group);
            shared.users.remove(group);
            if (shared.users.isEmpty()) {
                key.registry().remove(meter);
                return null;
            }
            return shared;
        });
    }

    /** Returns the combined value; NaN without values. */
    double value(DoubleBinaryOperator combination) {
        return values.values().stream()
                .mapToDouble(value -> value.get().doubleValue())
                .reduce(combination)
                .orElse(Double.NaN);
    }

    /** Identifies a meter. */
    record Key(MeterRegistry registry, String name, Tags tags) {}
}
