package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.HistoryEvent.Action;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Matches the requests of a rewound instance with those of its history, by content and in any order: without the failures, the
 * code may take another path. A match keeps its id, and with it its result. An action whose failure was removed runs again when
 * it is requested.
 */
final class RewoundActions implements ActionLog {

    private record Key(Class<?> type, String name, @Nullable String content) {

        static Key of(Action action) {
            String name = "";
            String content = action.payload();
            if (action instanceof HistoryEvent.TaskScheduled activity) {
                // A later attempt must not pass for the first of another call, which has another task key.
                name = activity.name() + (activity.call() == activity.id() ? "" : " of " + activity.call());
            } else if (action instanceof HistoryEvent.SubOrchestrationCreated child) {
                name = child.name();
            } else if (action instanceof HistoryEvent.EventSent sent) {
                name = sent.name() + " " + sent.instanceId();
            } else if (action instanceof HistoryEvent.TimerCreated timer) {
                content = timer.fireAt().toString();
            } else if (action instanceof HistoryEvent.TimerCanceled canceled) {
                content = Integer.toString(canceled.timerId());
            }
            return new Key(action.getClass(), name, content);
        }
    }

    private final Map<Key, Deque<Action>> former = new HashMap<>();
    private final Set<Integer> cleared;
    private final List<Action> again = new ArrayList<>();
    private final List<Action> added = new ArrayList<>();
    private final RewoundFeed feed;
    private int newId;

    /**
     * Creates the log.
     *
     * @param cleared the actions whose failures were removed
     */
    RewoundActions(History history, Set<Integer> cleared, RewoundFeed feed) {
        this.cleared = cleared;
        for (Action action : history.actions()) {
            former.computeIfAbsent(Key.of(action), key -> new ArrayDeque<>()).add(action);
        }
        this.newId = history.nextId();
        this.feed = feed;
    }

    @Override
    public Action add(Request request) {
        Action asked = request.create(newId);
        Deque<Action> same = former.get(Key.of(asked));
        Action known = same == null ? null : same.poll();
        if (known == null) {
            newId++;
            added.add(asked);
        } else if (cleared.contains(known.id())) {
            again.add(known);
        }
        Action action = known == null ? asked : known;
        feed.requested(action.id());
        return action;
    }

    @Override
    public List<Action> again() {
        return again;
    }

    @Override
    public void check(HistoryEvent.Answer answer) {
        // the feed delivers answers of requested actions only
    }

    @Override
    public @Nullable String missing() {
        return null;
    }

    @Override
    public List<Action> added() {
        return added;
    }
}
