package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.RegisteredOrchestration;
import dev.connectorkit.storage.Coroutine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs of long histories that stay where they wait, each on a thread of its own, until their next turn: that needs no replay. Their
 * number is bounded; the least recently used one ends first. Thread-safe.
 */
public final class ParkedRuns {

    private static final int MOST = 256;

    /** The events whose replay costs more than to hand the turn to another thread. */
    private static final int LONG_HISTORY = 256;

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private record Parked(OrchestratorRun run, Coroutine thread, InstanceState before) {

        /** Returns whether the run has seen exactly the history of this state. */
        boolean standsAt(InstanceState state) {
            return state.history() == before.history()
                    && state.execution().equals(before.execution())
                    && state.turn() == before.turn() + 1;
        }
    }

    private final Map<String, Parked> all = new LinkedHashMap<>();
    private final int longHistory;
    private int most;

    /**
     * Creates an empty set.
     *
     * @param most the number of runs, 0 to replay each turn
     * @param longHistory the events from which runs are parked
     */
    ParkedRuns(int most, int longHistory) {
        this.most = most;
        this.longHistory = longHistory;
    }

    /** Returns a set for an engine, empty for ever if it has no cache of histories. */
    public static ParkedRuns of(long cacheBytes) {
        return new ParkedRuns(cacheBytes > 0 ? MOST : 0, LONG_HISTORY);
    }

    /** Runs a turn: from where the run is parked, or as a replay. */
    OrchestratorRun run(
            InstanceState state,
            List<HistoryEvent> fresh,
            RegisteredOrchestration<?, ?> code,
            Supplier<OrchestratorRun> replay) {
        Parked known = take(state);
        if (known != null && known.run().resume(known.thread(), fresh)) {
            park(state, known.run(), known.thread());
            return known.run();
        }
        OrchestratorRun run = replay.get();
        if (!run.isResumable() || !isLong(state, fresh)) {
            return run.execute(code);
        }
        Coroutine thread = new Coroutine("orchestration-run-" + state.id(), LONGEST, self -> run.execute(code, self));
        if (!thread.start()) {
            return run.execute(code);
        }
        park(state, run, thread);
        return run;
    }

    private synchronized boolean isLong(InstanceState state, List<HistoryEvent> fresh) {
        return most > 0 && state.history().size() + fresh.size() >= longHistory;
    }

    private @Nullable Parked take(InstanceState state) {
        Parked known = remove(state.id());
        if (known != null && !known.standsAt(state)) {
            known.thread().end();
            return null;
        }
        return known;
    }

    private synchronized @Nullable Parked remove(String id) {
        return all.remove(id);
    }

    private synchronized void park(InstanceState before, OrchestratorRun run, Coroutine thread) {
        if (thread.isPaused()) {
            all.put(before.id(), new Parked(run, thread, before));
        }
        trim();
    }

    private void trim() {
        var oldest = all.values().iterator();
        while (all.size() > most) {
            oldest.next().thread().end();
            oldest.remove();
        }
    }

    /** Ends the run of an instance, if it is parked. */
    public void end(String id) {
        Parked known = remove(id);
        if (known != null) {
            known.thread().end();
        }
    }

    /** Ends all parked runs. */
    public synchronized void clear() {
        all.values().forEach(each -> each.thread().end());
        all.clear();
    }

    /** Ends all parked runs, and parks no more. */
    public synchronized void close() {
        most = 0;
        clear();
    }
}
