package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.history.HistoryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decoded history of one run, with what every turn needs of it kept up to date. Not thread-safe. */
public final class History {

    private static final int EVENT_WEIGHT = 150;

    private final List<HistoryEvent> events = new ArrayList<>();
    private final List<HistoryEvent.Action> actions = new ArrayList<>();
    private final Map<Integer, Instant> openTimers = new HashMap<>();
    private final Map<Integer, String> openChildren = new HashMap<>();
    private long weight;

    /** With these events. */
    public History(List<HistoryEvent> events) {
        append(events);
    }

    /** Adds what a turn has made of it. */
    public void append(List<? extends HistoryEvent> more) {
        for (HistoryEvent event : more) {
            add(event);
        }
    }

    private void add(HistoryEvent event) {
        events.add(event);
        String payload = event.payload();
        weight += EVENT_WEIGHT + (payload == null ? 0 : payload.length());
        if (event instanceof HistoryEvent.Action action) {
            actions.add(action);
            if (event instanceof HistoryEvent.TimerCreated timer) {
                openTimers.put(timer.id(), timer.fireAt());
            } else if (event instanceof HistoryEvent.TimerCanceled canceled) {
                openTimers.remove(canceled.timerId());
            } else if (event instanceof HistoryEvent.SubOrchestrationCreated child) {
                openChildren.put(child.id(), child.instanceId());
            }
        } else if (event instanceof HistoryEvent.TimerFired fired) {
            openTimers.remove(fired.taskId());
        } else if (event instanceof HistoryEvent.Answer answer) {
            openChildren.remove(answer.taskId());
        }
    }

    /** All events; a view. */
    public List<HistoryEvent> events() {
        return Collections.unmodifiableList(events);
    }

    HistoryEvent get(int index) {
        return events.get(index);
    }

    /** How many events. */
    public int size() {
        return events.size();
    }

    List<HistoryEvent.Action> actions() {
        return actions;
    }

    /** Timers that have neither ended nor been cancelled: id and time. */
    public Map<Integer, Instant> openTimers() {
        return Collections.unmodifiableMap(openTimers);
    }

    /** Sub-orchestrations that have not answered: action id and instance id. */
    public Map<Integer, String> openChildren() {
        return Collections.unmodifiableMap(openChildren);
    }

    /** The time of the last event, null if there is none. */
    @Nullable Instant lastAt() {
        return events.isEmpty() ? null : events.get(events.size() - 1).at();
    }

    /** About how many bytes it holds. */
    public long weight() {
        return weight;
    }
}
