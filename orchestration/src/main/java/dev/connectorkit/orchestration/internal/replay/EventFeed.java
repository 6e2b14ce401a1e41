package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.history.HistoryEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened, then what is new, one event at a time; what comes between suspension and resumption is held back. */
final class EventFeed {

    private final History past;
    private final List<HistoryEvent> fresh;
    private final int pastSize;
    private final Deque<HistoryEvent> held = new ArrayDeque<>();
    private int position;
    private boolean suspended;
    private Instant now = Instant.EPOCH;

    EventFeed(History past, List<HistoryEvent> fresh) {
        this.past = past;
        this.pastSize = past.size();
        this.fresh = fresh;
    }

    /** The next event for the orchestration, null if there is none now. */
    @Nullable HistoryEvent next() {
        while (true) {
            if (!suspended && !held.isEmpty()) {
                return held.poll();
            }
            HistoryEvent event = take();
            if (event == null) {
                return null;
            }
            if (event instanceof HistoryEvent.ExecutionSuspended) {
                suspended = true;
            } else if (event instanceof HistoryEvent.ExecutionResumed) {
                suspended = false;
            } else if (suspended) {
                held.add(event);
            } else {
                return event;
            }
        }
    }

    private @Nullable HistoryEvent take() {
        int index = position;
        if (index == pastSize + fresh.size()) {
            return null;
        }
        position++;
        HistoryEvent event = index < pastSize ? past.get(index) : fresh.get(index - pastSize);
        if (event.at().isAfter(now)) {
            now = event.at();
        }
        return event;
    }

    /** Whether the instance was suspended before its first step; then nothing may run. */
    boolean heldAtStart() {
        if (position < pastSize + fresh.size()) {
            HistoryEvent first = position < pastSize ? past.get(position) : fresh.get(position - pastSize);
            if (first instanceof HistoryEvent.ExecutionSuspended) {
                HistoryEvent next = next();
                if (next != null) {
                    held.addFirst(next);
                }
            }
        }
        return suspended;
    }

    boolean isReplaying() {
        return pastSize > 0 && position <= pastSize;
    }

    boolean isSuspended() {
        return suspended;
    }

    Instant now() {
        return now;
    }

    /** Events that were raised and have not been taken. */
    List<HistoryEvent.EventRaised> rest() {
        List<HistoryEvent.EventRaised> rest = new ArrayList<>();
        for (HistoryEvent event : held) {
            addRaised(rest, event);
        }
        while (true) {
            HistoryEvent event = take();
            if (event == null) {
                return rest;
            }
            addRaised(rest, event);
        }
    }

    private static void addRaised(List<HistoryEvent.EventRaised> rest, HistoryEvent event) {
        if (event instanceof HistoryEvent.EventRaised raised) {
            rest.add(raised);
        }
    }
}
