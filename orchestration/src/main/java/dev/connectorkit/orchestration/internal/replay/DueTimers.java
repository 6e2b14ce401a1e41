package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.HistoryEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The timers that are due, to be merged with the messages by time. */
final class DueTimers {

    private final Deque<Map.Entry<Integer, Instant>> due = new ArrayDeque<>();
    private final Instant now;

    DueTimers(Map<Integer, Instant> open, Instant now) {
        this.now = now;
        open.entrySet().stream()
                .filter(timer -> !timer.getValue().isAfter(now))
                .sorted(Map.Entry.<Integer, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .forEach(due::add);
    }

    List<HistoryEvent> firedBefore(Instant time) {
        List<HistoryEvent> fired = new ArrayList<>();
        while (!due.isEmpty() && !due.getFirst().getValue().isAfter(time)) {
            fired.add(new HistoryEvent.TimerFired(now, due.removeFirst().getKey()));
        }
        return fired;
    }

    /** Returns the time of the next timer, of those that were open and those set since; null if absent. */
    static @Nullable Instant next(Map<Integer, Instant> open, List<HistoryEvent> added) {
        Map<Integer, Instant> left = new HashMap<>(open);
        for (HistoryEvent event : added) {
            if (event instanceof HistoryEvent.TimerCreated timer) {
                left.put(timer.id(), timer.fireAt());
            } else if (event instanceof HistoryEvent.TimerCanceled canceled) {
                left.remove(canceled.timerId());
            } else if (event instanceof HistoryEvent.TimerFired fired) {
                left.remove(fired.taskId());
            }
        }
        return left.values().stream().min(Comparator.naturalOrder()).orElse(null);
    }
}
