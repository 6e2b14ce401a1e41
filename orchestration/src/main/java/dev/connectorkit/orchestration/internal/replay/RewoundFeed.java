package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.HistoryEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The events of a rewound instance: an answer that precedes the request of its action in the rewound code waits for it. */
final class RewoundFeed extends EventFeed {

    private final Map<Integer, HistoryEvent> early = new HashMap<>();
    private final Deque<HistoryEvent> released = new ArrayDeque<>();
    private final Set<Integer> requested = new HashSet<>();

    RewoundFeed(History past, List<HistoryEvent> fresh) {
        super(past, fresh);
    }

    @Override
    boolean isResumable() {
        return false;
    }

    /** Records a request and releases its answer if that came early. */
    void requested(int id) {
        requested.add(id);
        HistoryEvent answer = early.remove(id);
        if (answer != null) {
            released.add(answer);
        }
    }

    @Override
    @Nullable HistoryEvent take() {
        HistoryEvent first = released.poll();
        if (first != null) {
            return first;
        }
        for (HistoryEvent event = super.take(); event != null; event = super.take()) {
            if (!(event instanceof HistoryEvent.Answer answer) || requested.contains(answer.taskId())) {
                return event;
            }
            early.put(answer.taskId(), event);
        }
        return null;
    }
}
