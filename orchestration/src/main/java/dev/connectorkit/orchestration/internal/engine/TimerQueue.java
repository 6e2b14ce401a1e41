package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.store.WorkStore;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.SupervisedThread;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The times at which instances are due. Only the nearest are in memory, up to a horizon; the others are read from the store when
 * the horizon is reached. A time that is outdated costs a turn without effect. Thread-safe.
 */
final class TimerQueue {

    private static final int NEAREST = 10_000;
    private static final long LONGEST_WAIT = 1000;
    private static final long POLL_OF_A_SET_CLOCK = 20;

    private final NavigableSet<WorkStore.Due> nearest =
            new TreeSet<>(Comparator.comparingLong(WorkStore.Due::dueAt).thenComparing(WorkStore.Due::instanceId));
    private final Clock clock;
    private final Database database;
    private final WorkStore store;
    private final PartitionAssignment assignment;
    private final Mailboxes mailboxes;
    private final Health health;
    private final long longestWait;
    private volatile @Nullable SupervisedThread thread;
    private long horizon = Long.MAX_VALUE;
    private boolean reload = true;
    private boolean closed;

    /** @param passes whether the clock is not one that somebody sets */
    TimerQueue(
            Clock clock,
            boolean passes,
            Database database,
            WorkStore store,
            PartitionAssignment assignment,
            Mailboxes mailboxes,
            Health health) {
        this.clock = clock;
        this.database = database;
        this.store = store;
        this.assignment = assignment;
        this.mailboxes = mailboxes;
        this.health = health;
        this.longestWait = passes ? LONGEST_WAIT : POLL_OF_A_SET_CLOCK;
    }

    void start() {
        thread = SupervisedThread.repeat("orchestration-timers", health::happened, this::step);
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

    /** Requests to read the store again, which may have instances that this node does not know. */
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

    private boolean step() throws InterruptedException {
        boolean done = false;
        try {
            List<String> ids = next();
            if (ids == null) {
                return false;
            }
            for (String id : ids) {
                if (assignment.has(id)) {
                    mailboxes.post(id, Mailboxes.Mailbox::poke);
                }
            }
            done = true;
            return true;
        } finally {
            if (!done) {
                reload();
            }
        }
    }

    /** Waits for due instances; returns null at the end, an empty list if no instance is due. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private @Nullable List<String> next() throws InterruptedException {
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
            if (!reload && (!nearest.isEmpty() || horizon == Long.MAX_VALUE)) {
                long wait = nearest.isEmpty() ? longestWait : nearest.first().dueAt() - now;
                wait(Math.max(1, Math.min(wait, longestWait)));
                return List.of();
            }
            // Instances that are stored from here on are added to those that are read.
            reload = false;
            horizon = Long.MAX_VALUE;
        }
        List<WorkStore.Due> found = read();
        synchronized (this) {
            nearest.addAll(found);
            if (found.size() == NEAREST) {
                horizon = found.get(NEAREST - 1).dueAt();
                nearest.removeIf(entry -> entry.dueAt() > horizon);
            }
        }
        return List.of();
    }

    private List<WorkStore.Due> read() {
        Collection<Integer> parts = assignment.partitions();
        return parts.isEmpty() ? List.of() : database.read(tx -> store.nextDue(tx, parts, NEAREST));
    }

    void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        SupervisedThread started = thread;
        if (started != null) {
            started.close();
        }
    }
}
