package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.ParkedRuns;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Instances with their decoded histories and parked runs; drops the least recently used. An entry may be outdated after another node had the
 * instance; the store detects that when a turn is written. Thread-safe.
 */
final class StateCache {

    private static final int INSTANCE_WEIGHT = 600;

    private record Entry(InstanceState state, long weight) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
    private final long capacity;
    private final ParkedRuns runs;
    private long weight;

    /** @param runs the runs of the instances, which end when these are dropped */
    StateCache(long capacity, ParkedRuns runs) {
        this.capacity = capacity;
        this.runs = runs;
    }

    synchronized @Nullable InstanceState get(String id) {
        Entry entry = entries.get(id);
        return entry == null ? null : entry.state;
    }

    synchronized void put(InstanceState state) {
        drop(state.id());
        String input = state.input();
        Entry entry =
                new Entry(state, INSTANCE_WEIGHT + state.history().weight() + (input == null ? 0 : input.length()));
        entries.put(state.id(), entry);
        weight += entry.weight;
        Iterator<Entry> oldest = entries.values().iterator();
        while (weight > capacity && oldest.hasNext()) {
            Entry dropped = oldest.next();
            weight -= dropped.weight;
            oldest.remove();
            runs.end(dropped.state.id());
        }
    }

    synchronized void remove(String id) {
        drop(id);
        runs.end(id);
    }

    private void drop(String id) {
        Entry entry = entries.remove(id);
        if (entry != null) {
            weight -= entry.weight;
        }
    }

    synchronized void clear() {
        entries.clear();
        runs.clear();
        weight = 0;
    }
}
