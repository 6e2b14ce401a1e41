package dev.connectorkit.storage;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The times at which things in a database are due, and a thread that reports them. Only the nearest are in memory, up to a horizon;
 * the others are read from the store when the horizon is reached. Thread-safe.
 */
public final class DueTimes implements AutoCloseable {

    /**
     * A time at which something is due.
     *
     * @param dueAt milliseconds since 1970
     * @param id names it
     */
    public record Due(long dueAt, String id) {}

    /** Reads the nearest times from the store. */
    @FunctionalInterface
    public interface Source {

        /** Returns at most this many, in order; none if nothing can be read now. */
        List<Due> nearest(int limit);
    }

    private static final int NEAREST = 10_000;
    private static final long LONGEST_WAIT = 1000;
    private static final long POLL_OF_A_SET_CLOCK = 20;

    private final NavigableSet<Due> nearest =
            new TreeSet<>(Comparator.comparingLong(Due::dueAt).thenComparing(Due::id));
    private final String name;
    private final Consumer<String> problems;
    private final Clock clock;
    private final Source source;
    private final Consumer<String> due;
    private final long longestWait;
    private volatile @Nullable SupervisedThread thread;
    private long horizon = Long.MAX_VALUE;
    private boolean reload = true;
    private boolean closed;

    /**
     * Creates a queue that reads and reports nothing yet.
     *
     * @param name names its thread
     * @param problems takes a sentence about each failure of the thread, which is restarted
     * @param passes whether the clock is not one that somebody sets
     * @param due takes the names of what is due; may be called for outdated times too
     */
    public DueTimes(
            String name, Consumer<String> problems, Clock clock, boolean passes, Source source, Consumer<String> due) {
        this.name = name;
        this.problems = problems;
        this.clock = clock;
        this.source = source;
        this.due = due;
        this.longestWait = passes ? LONGEST_WAIT : POLL_OF_A_SET_CLOCK;
    }

    /** Starts the thread. */
    public void start() {
        thread = SupervisedThread.repeat(name, problems, this::step);
    }

    /** Adds a time that was stored; null has no effect. */
    public synchronized void add(@Nullable Instant at, String id) {
        if (at == null) {
            return;
        }
        long millis = at.toEpochMilli();
        if (millis > horizon) {
            return;
        }
        boolean sooner = nearest.isEmpty() || millis < nearest.first().dueAt();
        nearest.add(new Due(millis, id));
        if (nearest.size() > 2 * NEAREST) {
            shrink();
        }
        if (sooner) {
            notifyAll();
        }
    }

    /** Requests to read the store again, which may have times that others have added. */
    public synchronized void reload() {
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
            ids.forEach(due);
            done = true;
            return true;
        } finally {
            if (!done) {
                reload();
            }
        }
    }

    /** Waits for what is due; returns null at the end, an empty list if nothing is due. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private @Nullable List<String> next() throws InterruptedException {
        synchronized (this) {
            if (closed) {
                return null;
            }
            long now = clock.millis();
            List<String> ids = new ArrayList<>();
            while (!nearest.isEmpty() && nearest.first().dueAt() <= now) {
                ids.add(nearest.first().id());
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
            // Times that are stored from here on are added to those that are read.
            reload = false;
            horizon = Long.MAX_VALUE;
        }
        List<Due> found = source.nearest(NEAREST);
        synchronized (this) {
            nearest.addAll(found);
            if (found.size() == NEAREST) {
                horizon = found.get(NEAREST - 1).dueAt();
                nearest.removeIf(entry -> entry.dueAt() > horizon);
            }
        }
        return List.of();
    }

    /** Ends the thread. */
    @Override
    public void close() {
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
