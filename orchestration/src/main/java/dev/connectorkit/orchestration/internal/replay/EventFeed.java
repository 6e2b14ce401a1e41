package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.HistoryEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Delivers the recorded events and then the new ones, one at a time; holds back those between suspension and resumption. */
class EventFeed {

    private final History past;
    private List<HistoryEvent> fresh;
    private int pastSize;
    private final Deque<HistoryEvent> held = new ArrayDeque<>();
    private int position;
    private boolean suspended;
    private Instant now = Instant.EPOCH;

    EventFeed(History past, List<HistoryEvent> fresh) {
        this.past = past;
        this.pastSize = past.size();
        this.fresh = fresh;
    }

    /** Returns whether {@link #resume} continues it. */
    boolean isResumable() {
        return true;
    }

    /** Continues with other new events, after the former ones have become part of the history with what the turn has added. */
    final void resume(List<HistoryEvent> more) {
        fresh = more;
        pastSize = past.size();
        position = pastSize;
    }

    /** Returns the next event for the orchestration, null if the feed is empty. */
    final @Nullable HistoryEvent next() {
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

    @Nullable HistoryEvent take() {
        int index = position;
        if (index == pastSize + fresh.size()) {
            return null;
        }
        position++;
        HistoryEvent event = index < pastSize ? past.get(index) : fresh.get(index - pastSize);
        now = event.at();
        return event;
    }

    /** Returns whether the instance was suspended before its first step; then nothing may run. */
    final boolean heldAtStart() {
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

    final boolean isReplaying() {
        return pastSize > 0 && position <= pastSize;
    }

    final boolean isSuspended() {
        return suspended;
    }

    final Instant now() {
        return now;
    }

    /** Returns the raised events that have not been taken. */
    final List<HistoryEvent.EventRaised> rest() {
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
