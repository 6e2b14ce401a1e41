package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.storage.SupervisedThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that run turns. An orchestration that blocks its thread is logged with its stack, and another thread takes the place
 * of its own, so that the turns of others continue. Thread-safe.
 */
final class TurnThreads {

    private static final Logger LOG = LoggerFactory.getLogger(TurnThreads.class);
    private static final long REPLACED_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOGGED_AFTER_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_THREADS = 512;
    private static final int SHOWN_FRAMES = 15;

    /** Runs the turn of an instance. */
    @FunctionalInterface
    interface Turns {
        void run(String id);
    }

    private final class Worker {

        private @Nullable SupervisedThread thread; // guarded by the TurnThreads
        private volatile @Nullable String instance;
        private volatile long since;
        private boolean logged;

        private void start() {
            thread = SupervisedThread.start(
                    "orchestration-turn-" + numbers.incrementAndGet(), new RepeatedStep(health, this::step));
        }

        private boolean step() throws InterruptedException {
            String id = mailboxes.next();
            since = System.nanoTime();
            instance = id;
            try {
                turns.run(id);
            } finally {
                instance = null;
            }
            return !isSurplus(this);
        }

        private boolean isBlocked() {
            return nanosOfTurn() > REPLACED_AFTER_NANOS;
        }

        private long nanosOfTurn() {
            long begin = since;
            return instance == null ? 0 : System.nanoTime() - begin;
        }
    }

    private final Mailboxes mailboxes;
    private final Turns turns;
    private final Health health;
    private final int size = Math.max(2, Runtime.getRuntime().availableProcessors());
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Worker> workers = new ArrayList<>();
    private int wanted = size;

    TurnThreads(Mailboxes mailboxes, Turns turns, Health health) {
        this.mailboxes = mailboxes;
        this.turns = turns;
        this.health = health;
    }

    synchronized void start() {
        for (int i = 0; i < size; i++) {
            add();
        }
    }

    private void add() {
        Worker worker = new Worker();
        workers.add(worker);
        worker.start();
    }

    /** Returns whether there are more workers than needed, and removes this one then. */
    private synchronized boolean isSurplus(Worker worker) {
        worker.logged = false;
        return workers.size() > wanted && workers.remove(worker);
    }

    /** Adds workers for those whose turns do not end, and logs these; called every half second. */
    synchronized void watch() {
        int blocked = 0;
        for (Worker worker : workers) {
            if (worker.isBlocked()) {
                blocked++;
            }
            long nanos = worker.nanosOfTurn();
            if (nanos > LOGGED_AFTER_NANOS) {
                log(worker, nanos);
            }
        }
        // Two for each: where some are blocked, more of the kind may be next.
        wanted = Math.min(MOST_THREADS, size + 2 * blocked);
        while (workers.size() < wanted) {
            add();
        }
        if (blocked >= MOST_THREADS) {
            health.fails("turns", "All " + MOST_THREADS + " turn threads are blocked");
        } else {
            health.works("turns");
        }
    }

    private void log(Worker worker, long nanos) {
        String id = worker.instance;
        if (worker.logged || id == null) {
            return;
        }
        worker.logged = true;
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
        StringBuilder stack = new StringBuilder();
        StackTraceElement[] frames = worker.thread == null ? new StackTraceElement[0] : worker.thread.stackTrace();
        for (int i = 0; i < frames.length && i < SHOWN_FRAMES; i++) {
            stack.append("\n\tat ").append(frames[i]);
        }
        health.happened("The orchestration of instance " + id + " blocks its thread");
        LOG.warn(
                "The orchestration of instance {} has blocked its thread for {} s. Code that waits or computes for long belongs"
                        + " into an activity. Its stack:{}",
                id,
                seconds,
                stack);
    }

    /** Interrupts the workers and waits for those that are not blocked. */
    void close(long millis) {
        List<SupervisedThread> threads = new ArrayList<>();
        List<SupervisedThread> unblocked = new ArrayList<>();
        synchronized (this) {
            for (Worker worker : workers) {
                if (worker.thread != null) {
                    threads.add(worker.thread);
                    if (!worker.isBlocked()) {
                        unblocked.add(worker.thread);
                    }
                }
            }
        }
        threads.forEach(SupervisedThread::interrupt);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (SupervisedThread thread : unblocked) {
            if (!thread.isCurrent()) {
                thread.join(Duration.ofNanos(end - System.nanoTime()));
            }
        }
    }
}
