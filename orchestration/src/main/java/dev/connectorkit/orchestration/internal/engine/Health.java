package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.RuntimeHealth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The problems of an engine: lasting ones until they are over, and single ones for a minute. Thread-safe. */
final class Health {

    private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST = 20;

    private record Event(long at, String text) {}

    private final Map<String, String> lasting = new TreeMap<>();
    private final Deque<Event> events = new ArrayDeque<>();

    /** Records that a part does not work; the engine is not ready until {@link #works}. */
    synchronized void fails(String part, String problem) {
        lasting.put(part, problem);
    }

    synchronized void works(String part) {
        lasting.remove(part);
    }

    /** Records a problem that is over. */
    synchronized void happened(String problem) {
        events.add(new Event(System.nanoTime(), problem));
        if (events.size() > MOST) {
            events.remove();
        }
    }

    synchronized RuntimeHealth now() {
        long oldest = System.nanoTime() - REMEMBERED_NANOS;
        events.removeIf(event -> event.at < oldest);
        List<String> problems = new ArrayList<>(lasting.values());
        events.forEach(event -> problems.add(event.text));
        return new RuntimeHealth(lasting.isEmpty(), problems);
    }
}
