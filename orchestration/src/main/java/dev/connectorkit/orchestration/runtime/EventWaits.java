package dev.connectorkit.orchestration.runtime;

import dev.connectorkit.orchestration.HistoryEvent.EventRaised;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for events, and events without a wait, by exact name and each in order. */
public final class EventWaits {

    private record Wait<T extends @Nullable Object>(RunTask<T> task, Function<EventRaised, Supplier<T>> reading) {
        void complete(EventRaised event) {
            task.complete(reading.apply(event));
        }
    }

    private record Delivered(RunTask<?> task, EventRaised event) {}

    private final Map<String, Set<Wait<?>>> waiting = new HashMap<>();
    private final Map<String, Deque<EventRaised>> kept = new HashMap<>();
    private final List<Delivered> unobserved = new ArrayList<>();
    private int cleanUpAt = 16;

    /** Creates waits for nothing. */
    public EventWaits() {}

    /** Adds a wait; an event that was kept completes it at once. */
    public <T extends @Nullable Object> void add(
            String name, RunTask<T> task, Function<EventRaised, Supplier<T>> reading) {
        Wait<T> wait = new Wait<>(task, reading);
        Deque<EventRaised> first = kept.get(name);
        EventRaised event = first == null ? null : first.poll();
        if (event != null) {
            deliver(wait, event);
            return;
        }
        Set<Wait<?>> all = waiting.computeIfAbsent(name, key -> new LinkedHashSet<>());
        all.add(wait);
        task.onDone(() -> all.remove(wait));
    }

    /** Gives an event to the first wait of its name, or keeps it. */
    public void raised(EventRaised event) {
        Set<Wait<?>> waits = waiting.get(event.name());
        if (waits == null || waits.isEmpty()) {
            kept.computeIfAbsent(event.name(), key -> new ArrayDeque<>()).add(event);
            return;
        }
        Wait<?> first = waits.iterator().next();
        waits.remove(first);
        deliver(first, event);
    }

    private void deliver(Wait<?> wait, EventRaised event) {
        if (unobserved.size() >= cleanUpAt) {
            unobserved.removeIf(each -> each.task().isObserved());
            cleanUpAt = 2 * unobserved.size() + 16;
        }
        unobserved.add(new Delivered(wait.task(), event));
        wait.complete(event);
    }

    /** Returns the unprocessed events: those without a wait, and those of a wait whose result was not read. */
    public List<EventRaised> rest() {
        List<EventRaised> rest = new ArrayList<>();
        kept.values().forEach(rest::addAll);
        for (Delivered each : unobserved) {
            if (!each.task().isObserved()) {
                rest.add(each.event());
            }
        }
        return rest;
    }
}
