package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.store.WorkStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When instances are due. Only the nearest times are in memory, up to a horizon; behind it they are in the index of the store,
 * and are read when the horizon is reached. A time that is no longer true costs a turn that finds nothing to do. Thread-safe.
 */
final class DueTimes {

    private static final Logger LOG = LoggerFactory.getLogger(DueTimes.class);
    private static final int NEAREST = 10_000;
    private static final long LONGEST_WAIT = 60_000;

    private final NavigableSet<WorkStore.Due> nearest =
            new TreeSet<>(Comparator.comparingLong(WorkStore.Due::dueAt).thenComparing(WorkStore.Due::instanceId));
    private final Clock clock;
    private final IntFunction<List<WorkStore.Due>> store;
    private final Consumer<String> due;
    private final Thread thread = new Thread(this::loop, "orchestration-timers");
    private long horizon = Long.MAX_VALUE;
    private boolean reload = true;
    private boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param store reads the nearest times, up to a number
     * @param due is told the ids of instances that are due
     */
    DueTimes(Clock clock, IntFunction<List<WorkStore.Due>> store, Consumer<String> due) {
        this.clock = clock;
        this.store = store;
        this.due = due;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Adds an instance that was stored, if it waits for a time. */
    void add(InstanceState state) {
        Instant at = state.nextDue();
        if (at != null) {
            add(at, state.id());
        }
    }

    synchronized void add(Instant at, String instanceId) {
        long millis = at.toEpochMilli();
        if (millis > horizon) {
            return;
        }
        boolean sooner = nearest.isEmpty() || millis < nearest.first().dueAt();
        nearest.add(new WorkStore.Due(millis, instanceId));
        if (nearest.size() > 2 * NEAREST) {
            shrink();
        }
        if (sooner) {
            notifyAll();
        }
    }

    /** Reads the store again: instances may be there that this node has not seen. */
    synchronized void reload() {
        reload = true;
        notifyAll();
    }

    private void shrink() {
        while (nearest.size() > NEAREST) {
            nearest.pollLast();
        }
        horizon = nearest.last().dueAt();
    }

    private void loop() {
        while (true) {
            try {
                List<String> ids = next();
                if (ids == null) {
                    return;
                }
                ids.forEach(due);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                synchronized (this) {
                    if (closed) {
                        return;
                    }
                }
                LOG.error("The times of instances could not be read; this is tried again", e);
                pause();
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // waking early does no harm
    private synchronized void pause() {
        try {
            reload = true;
            wait(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what is due; null at the end, empty if there is nothing yet. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private @Nullable List<String> next() throws InterruptedException {
        boolean read;
        synchronized (this) {
            if (closed) {
                return null;
            }
            long now = clock.millis();
            List<String> ids = new ArrayList<>();
            while (!nearest.isEmpty() && nearest.first().dueAt() <= now) {
                ids.add(nearest.first().instanceId());
                nearest.pollFirst();
            }
            if (!ids.isEmpty()) {
                return ids;
            }
            read = reload || (nearest.isEmpty() && horizon != Long.MAX_VALUE);
            if (!read) {
                long wait = nearest.isEmpty() ? LONGEST_WAIT : nearest.first().dueAt() - now;
                wait(Math.max(1, Math.min(wait, LONGEST_WAIT)));
                return List.of();
            }
            // What is stored from here on is added to what is read.
            reload = false;
            horizon = Long.MAX_VALUE;
        }
        List<WorkStore.Due> found = store.apply(NEAREST);
        synchronized (this) {
            nearest.addAll(found);
            if (found.size() == NEAREST) {
                horizon = found.get(NEAREST - 1).dueAt();
                nearest.removeIf(entry -> entry.dueAt() > horizon);
            }
        }
        return List.of();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
