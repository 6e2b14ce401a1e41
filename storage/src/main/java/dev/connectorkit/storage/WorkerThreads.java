package dev.connectorkit.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * As many threads as processors that run tasks. A thread that is blocked by its task is reported with its stack, and others take its
 * place, so that other tasks continue. Thread-safe.
 *
 * @param <T> the tasks
 */
public final class WorkerThreads<T> {

    private static final long REPLACED_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long REPORTED_AFTER_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_THREADS = 512;
    private static final int SHOWN_FRAMES = 15;

    /** The work of the threads. Its methods are called on any thread. */
    public interface Tasks<T> {

        /** Waits for a task. */
        T next() throws InterruptedException;

        /** Runs a task. */
        void run(T task);

        /**
         * Reports a task that blocks its thread, once.
         *
         * @param stack the innermost frames, a line each
         */
        void blocked(T task, Duration since, String stack);

        /** Reports that all threads that there can be are blocked, or again that they are not. */
        void exhausted(int threads, boolean exhausted);
    }

    private final class Worker {

        private @Nullable SupervisedThread thread; // guarded by the WorkerThreads
        private volatile @Nullable T task;
        private volatile long since;
        private boolean reported;

        private void start() {
            thread = SupervisedThread.repeat(name + "-" + numbers.incrementAndGet(), problems, this::step);
        }

        private boolean step() throws InterruptedException {
            T next = tasks.next();
            since = System.nanoTime();
            task = next;
            try {
                tasks.run(next);
            } finally {
                task = null;
            }
            return !isSurplus(this);
        }

        private boolean isBlocked() {
            return nanosOfTask() > REPLACED_AFTER_NANOS;
        }

        private long nanosOfTask() {
            long begin = since;
            return task == null ? 0 : System.nanoTime() - begin;
        }
    }

    private final String name;
    private final Consumer<String> problems;
    private final Tasks<T> tasks;
    private final int size = Math.max(2, Runtime.getRuntime().availableProcessors());
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Worker> workers = new ArrayList<>();
    private int wanted = size;

    /**
     * Creates threads that do not run yet.
     *
     * @param name the beginning of their names
     * @param problems takes a sentence about each thread that failed and was restarted
     */
    public WorkerThreads(String name, Consumer<String> problems, Tasks<T> tasks) {
        this.name = name;
        this.problems = problems;
        this.tasks = tasks;
    }

    /** Starts the threads. */
    public synchronized void start() {
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
        worker.reported = false;
        return workers.size() > wanted && workers.remove(worker);
    }

    /** Adds threads for those whose tasks do not end, and reports these; to be called about every half second. */
    public synchronized void watch() {
        int blocked = 0;
        for (Worker worker : workers) {
            if (worker.isBlocked()) {
                blocked++;
            }
            long nanos = worker.nanosOfTask();
            if (nanos > REPORTED_AFTER_NANOS) {
                report(worker, nanos);
            }
        }
        // Two for each: where some are blocked, more of the kind may be next.
        wanted = Math.min(MOST_THREADS, size + 2 * blocked);
        while (workers.size() < wanted) {
            add();
        }
        tasks.exhausted(MOST_THREADS, blocked >= MOST_THREADS);
    }

    private void report(Worker worker, long nanos) {
        T task = worker.task;
        if (worker.reported || task == null) {
            return;
        }
        worker.reported = true;
        StringBuilder stack = new StringBuilder();
        StackTraceElement[] frames = worker.thread == null ? new StackTraceElement[0] : worker.thread.stackTrace();
        for (int i = 0; i < frames.length && i < SHOWN_FRAMES; i++) {
            stack.append("\n\tat ").append(frames[i]);
        }
        tasks.blocked(task, Duration.ofNanos(nanos), stack.toString());
    }

    /** Interrupts the threads, and waits this long for those that are not blocked. */
    public void close(Duration longest) {
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
        long end = System.nanoTime() + longest.toNanos();
        for (SupervisedThread thread : unblocked) {
            if (!thread.isCurrent()) {
                thread.join(Duration.ofNanos(end - System.nanoTime()));
            }
        }
    }
}
