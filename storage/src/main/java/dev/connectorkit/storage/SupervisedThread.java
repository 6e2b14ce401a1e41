package dev.connectorkit.storage;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Daemon thread whose body is run again whenever it throws, whatever it throws: an {@link Error} too is logged and survived. The
 * pause before the next run doubles from 100 ms to 10 s, and starts anew after a run of a minute. Thread-safe.
 *
 * <pre>{@code
 * SupervisedThread thread = SupervisedThread.start("connectorkit-sweep", self -> {
 *     while (!self.isClosing()) {
 *         sweep(queue.take());
 *     }
 * });
 * }</pre>
 */
public final class SupervisedThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedThread.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final long STEADY_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private final Body body;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong restarts = new AtomicLong();
    private volatile boolean running = true;

    private SupervisedThread(String name, Body body) {
        this.body = body;
        this.thread = new Thread(this::supervise, name);
        this.thread.setDaemon(true);
    }

    /** Starts a thread of this name with this body. */
    public static SupervisedThread start(String name, Body body) {
        SupervisedThread supervised = new SupervisedThread(name, body);
        supervised.thread.start();
        return supervised;
    }

    /**
     * Starts a thread that repeats a step until that returns false or the thread is closing.
     *
     * @param problems takes a sentence about each failure of the step
     */
    public static SupervisedThread repeat(String name, Consumer<String> problems, Step step) {
        return start(name, new RepeatedStep(problems, step));
    }

    private void supervise() {
        long pause = FIRST_PAUSE_MILLIS;
        while (!isClosing()) {
            long since = System.nanoTime();
            try {
                running = true;
                body.run(this);
                break;
            } catch (Throwable failure) {
                running = false;
                if (isClosing()) {
                    break;
                }
                restarts.incrementAndGet();
                pause = System.nanoTime() - since > STEADY_NANOS ? FIRST_PAUSE_MILLIS : pause;
                FailureLog.error(
                        LOG, "Thread " + thread.getName() + " failed; restarting it in " + pause + " ms", failure);
                await(pause);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        }
        running = false;
    }

    private void await(long millis) {
        try {
            boolean closed = closing.await(millis, TimeUnit.MILLISECONDS);
            LOG.debug("Restarting {}, closed: {}", thread.getName(), closed);
        } catch (InterruptedException e) {
            // An interrupt ends the pause, not the thread.
        }
    }

    /** Returns the name of the thread. */
    public String name() {
        return thread.getName();
    }

    /** Returns whether its body is running: false while it pauses after a failure, and after it ended. */
    public boolean isRunning() {
        return running && thread.isAlive();
    }

    /** Returns whether the calling thread is this one. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Returns the number of times its body was run again after a failure. */
    public long restarts() {
        return restarts.get();
    }

    /** Returns whether it has been asked to end; a body that loops must look at it. */
    public boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Waits until it is asked to end, but no longer than this; returns whether it is. */
    public boolean awaitClosing(Duration longest) throws InterruptedException {
        return closing.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks the thread to end, without interrupting its body. */
    public void requestClose() {
        closing.countDown();
    }

    /** Asks the thread to end, and interrupts its body, without waiting. */
    public void interrupt() {
        requestClose();
        thread.interrupt();
    }

    /** Returns the stack of the thread at this moment, or that of the {@link Coroutine} it runs; empty if it has ended. */
    public StackTraceElement[] stackTrace() {
        return (LockSupport.getBlocker(thread) instanceof Thread running ? running : thread).getStackTrace();
    }

    /**
     * Waits for the thread to end.
     *
     * @return false if it has not ended in this time, or the calling thread was interrupted, which stays interrupted
     */
    public boolean join(Duration longest) {
        try {
            thread.join(Math.max(1, longest.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Asks the thread to end, interrupts its body, and waits up to 10 s for its end. Idempotent. */
    @Override
    public void close() {
        if (isCurrent()) {
            requestClose();
        } else {
            interrupt();
            if (!join(LONGEST_CLOSE)) {
                LOG.warn("Thread {} has not ended in {}", thread.getName(), LONGEST_CLOSE);
            }
        }
    }

    /** One round of a thread. */
    @FunctionalInterface
    public interface Step {

        /** Runs; returns false to end the thread. An interrupt ends the round only. */
        boolean run() throws InterruptedException;
    }

    /** Work of a supervised thread. */
    @FunctionalInterface
    public interface Body {

        /**
         * Runs until its work is done or the thread {@linkplain #isClosing is closing}; the thread ends when it returns.
         *
         * @throws Exception if it fails, after which it is run again
         */
        void run(SupervisedThread thread) throws Exception;
    }
}
