package dev.connectorkit.storage;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Code that runs in steps on a daemon thread of its own: it {@linkplain #pause pauses}, and goes on where it stood when it is
 * {@linkplain #resume resumed}. A thread that runs a step waits for its end. Thread-safe.
 */
public final class Coroutine {

    private enum State {
        RUNNING,
        PAUSED,
        ENDED
    }

    private final Thread thread;
    private final long longestPauseNanos;
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private volatile boolean ends;
    private volatile @Nullable Thread caller;
    private volatile @Nullable Throwable failure;

    /**
     * Creates a coroutine that does not run yet.
     *
     * @param name names its thread
     * @param longestPause the time after which a pause ends the code
     */
    public Coroutine(String name, Duration longestPause, Consumer<Coroutine> code) {
        this.longestPauseNanos = longestPause.toNanos();
        this.thread = new Thread(() -> run(code), name);
        this.thread.setDaemon(true);
    }

    private void run(Consumer<Coroutine> code) {
        try {
            code.accept(this);
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            state.set(State.ENDED);
            LockSupport.unpark(caller);
        }
    }

    /**
     * Runs the code until it pauses or ends. What the code throws is thrown here.
     *
     * @return false if there can be no more threads; then nothing has run
     * @throws CancellationException if the calling thread is interrupted, which interrupts and ends the code
     */
    public boolean start() {
        caller = Thread.currentThread();
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            return false;
        }
        await();
        return true;
    }

    /** Runs the code on until it pauses again or ends, as {@link #start}; returns false if its pause has ended otherwise. */
    public boolean resume() {
        caller = Thread.currentThread();
        if (!state.compareAndSet(State.PAUSED, State.RUNNING)) {
            return false;
        }
        LockSupport.unpark(thread);
        await();
        return true;
    }

    private void await() {
        while (state.get() == State.RUNNING) {
            LockSupport.park(thread);
            if (Thread.interrupted()) {
                end();
                thread.interrupt();
                Thread.currentThread().interrupt();
                throw new CancellationException("Interrupted while thread " + thread.getName() + " ran");
            }
        }
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Returns whether the code pauses. */
    public boolean isPaused() {
        return state.get() == State.PAUSED;
    }

    /** Ends the pause of the code, or its next one. Does not wait. */
    public void end() {
        ends = true;
        LockSupport.unpark(thread);
    }

    /** Waits to be resumed; returns false if the code must end. Called by the code. */
    public boolean pause() {
        long begin = System.nanoTime();
        state.set(State.PAUSED);
        LockSupport.unpark(caller);
        while (state.get() == State.PAUSED) {
            long left = longestPauseNanos - (System.nanoTime() - begin);
            if ((ends || left <= 0) && state.compareAndSet(State.PAUSED, State.ENDED)) {
                return false;
            }
            LockSupport.parkNanos(this, left);
            // An interrupt was for an earlier step, and would end each wait at once.
            boolean unused = Thread.interrupted();
        }
        return true;
    }
}
