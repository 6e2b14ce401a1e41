package dev.connectorkit.orchestration.internal.engine;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon thread that repeats a step until it is closed; an exception or error is reported, and the thread continues. */
final class SupervisedThread {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedThread.class);
    private static final long PAUSE_MILLIS = 1000;

    /** One round of the thread. */
    @FunctionalInterface
    interface Step {

        /** Runs; returns false to end the thread. */
        boolean run() throws InterruptedException;
    }

    private final String name;
    private final Health health;
    private final Step step;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    SupervisedThread(String name, Health health, Step step) {
        this.name = name;
        this.health = health;
        this.step = step;
    }

    SupervisedThread start() {
        Thread started = new Thread(this::loop, name);
        started.setDaemon(true);
        // Even the report of an error may fail, as without memory.
        started.setUncaughtExceptionHandler((dead, error) -> {
            if (!closed) {
                start();
            }
        });
        thread = started;
        started.start();
        return this;
    }

    private void loop() {
        while (!closed) {
            try {
                if (!step.run()) {
                    return;
                }
            } catch (InterruptedException e) {
                if (closed) {
                    return;
                }
            } catch (RuntimeException | Error e) {
                if (closed || !recover(e)) {
                    return;
                }
            }
        }
    }

    /** Reports the error and pauses; returns false if the thread is closed. */
    private boolean recover(Throwable error) {
        health.happened(
                "Thread " + name + " was restarted after " + error.getClass().getName());
        LOG.error("Thread {} failed and is restarted", name, error);
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            return !closed;
        }
        return !closed;
    }

    /** Returns the stack of the thread. */
    StackTraceElement[] stack() {
        Thread running = thread;
        return running == null ? new StackTraceElement[0] : running.getStackTrace();
    }

    /** Ends the thread after its step. */
    void close() {
        closed = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Waits for the end of the thread. */
    void join(long millis) throws InterruptedException {
        Thread running = thread;
        if (running != null && running != Thread.currentThread()) {
            running.join(Math.max(1, millis));
        }
    }
}
