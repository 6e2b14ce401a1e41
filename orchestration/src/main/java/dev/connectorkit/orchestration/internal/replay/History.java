package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.HistoryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The decoded history of one run, with indexes for its turns. Not thread-safe. */
public final class History {

    private static final int EVENT_WEIGHT = 150;

    private final List<HistoryEvent> events = new ArrayList<>();
    private final List<HistoryEvent.Action> actions = new ArrayList<>();
    private final Map<Integer, HistoryEvent.Action> byId = new HashMap<>();
    private final Set<String> patches = new HashSet<>();
    private final Set<Integer> cleared = new HashSet<>();
    private final Map<Integer, Instant> openTimers = new HashMap<>();
    private final Map<Integer, String> openChildren = new HashMap<>();
    private final Map<Integer, HistoryEvent.TaskScheduled> openActivities = new LinkedHashMap<>();
    private long weight;
    private int nextId;
    private boolean rewinds;

    /** Creates a history of these events. */
    public History(List<HistoryEvent> events) {
        append(events);
    }

    /** Adds the events of a turn. */
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
            if (byId.put(action.id(), action) == null) {
                actions.add(action);
            }
            cleared.remove(action.id());
            nextId = Math.max(nextId, action.id() + 1);
            if (event instanceof HistoryEvent.TimerCreated timer) {
                openTimers.put(timer.id(), timer.fireAt());
            } else if (event instanceof HistoryEvent.TimerCanceled canceled) {
                openTimers.remove(canceled.timerId());
            } else if (event instanceof HistoryEvent.SubOrchestrationCreated child) {
                openChildren.put(child.id(), child.instanceId());
            } else if (event instanceof HistoryEvent.TaskScheduled activity) {
                openActivities.put(activity.id(), activity);
            }
        } else if (event instanceof HistoryEvent.TimerFired fired) {
            openTimers.remove(fired.taskId());
        } else if (event instanceof HistoryEvent.Answer answer) {
            openChildren.remove(answer.taskId());
            openActivities.remove(answer.taskId());
        } else if (event instanceof HistoryEvent.PatchApplied patch) {
            patches.add(patch.name());
        } else if (event instanceof HistoryEvent.ExecutionRewound rewound) {
            rewinds = true;
            cleared.addAll(rewound.failed());
        }
    }

    /** Returns all events; a view. */
    public List<HistoryEvent> events() {
        return Collections.unmodifiableList(events);
    }

    HistoryEvent get(int index) {
        return events.get(index);
    }

    /** Returns the number of events. */
    public int size() {
        return events.size();
    }

    List<HistoryEvent.Action> actions() {
        return actions;
    }

    HistoryEvent.@Nullable Action action(int id) {
        return byId.get(id);
    }

    /** Returns an id that no action has had. */
    int nextId() {
        return nextId;
    }

    /** Returns whether the instance was rewound. */
    boolean isRewound() {
        return rewinds;
    }

    /** Returns the ids of the actions whose failures were removed and that have not been requested since. */
    Set<Integer> cleared() {
        return cleared;
    }

    boolean isPatched(String patch) {
        return patches.contains(patch);
    }

    /** Returns the timers that have neither fired nor been cancelled, by id. */
    public Map<Integer, Instant> openTimers() {
        return Collections.unmodifiableMap(openTimers);
    }

    /** Returns the instances of sub-orchestrations that have not answered, by action id. */
    public Map<Integer, String> openChildren() {
        return Collections.unmodifiableMap(openChildren);
    }

    /** Returns the activities that have not answered, by action id, in order. */
    public Map<Integer, HistoryEvent.TaskScheduled> openActivities() {
        return Collections.unmodifiableMap(openActivities);
    }

    /** Returns an estimate of its size in bytes. */
    public long weight() {
        return weight;
    }
}
