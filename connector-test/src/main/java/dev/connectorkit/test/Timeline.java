package dev.connectorkit.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The things that an engine has to do, in the order of their times. Everything runs on the thread that waits for it. With a
 * {@link TestClock} waiting moves the clock; with any other it takes real time. Events may be added, and waits be woken, by any thread.
 */
final class Timeline {

    /** Real time for the connector's own threads to see the new time and act, while something is awaited from them. */
    private static final Duration PAUSE = Duration.ofMillis(40);

    /** The longest real wait between two looks at a condition that nobody announces. */
    private static final Duration LOOK = Duration.ofMillis(20);

    private static final Duration FIRST_STEP = Duration.ofSeconds(1);
    private static final Duration LONGEST_STEP = Duration.ofDays(1);

    /** Something to do. */
    static final class Event {
        private final Instant due;
        private final long number;
        private final Runnable action;

        private Event(Instant due, long number, Runnable action) {
            this.due = due;
            this.number = number;
            this.action = action;
        }

        Instant due() {
            return due;
        }
    }

    private final Clock clock;
    private final @Nullable TestClock settable;
    private final Background background;
    private final AtomicLong numbers = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();
    private boolean signalled;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.comparing((Event event) -> event.due).thenComparingLong(event -> event.number));

    Timeline(Clock clock, Background background) {
        this.clock = clock;
        this.settable = clock instanceof TestClock test ? test : null;
        this.background = background;
    }

    Clock clock() {
        return clock;
    }

    Instant now() {
        return clock.instant();
    }

    Event after(Duration wait, Runnable action) {
        Event event = new Event(now().plus(wait), numbers.incrementAndGet(), action);
        lock.lock();
        try {
            events.add(event);
        } finally {
            lock.unlock();
        }
        return event;
    }

    void cancel(@Nullable Event event) {
        lock.lock();
        try {
            events.remove(event);
        } finally {
            lock.unlock();
        }
    }

    /** Begins to wait for something from the connector's own threads, which get real time until the end. */
    void beginWaiting() {
        waiting.incrementAndGet();
    }

    void endWaiting() {
        waiting.decrementAndGet();
    }

    /** Wakes a wait, since its condition may hold now. */
    void wake() {
        lock.lock();
        try {
            signalled = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, without doing what is due meanwhile. */
    void pause(Duration time) {
        if (settable != null) {
            settable.advance(time);
        } else {
            long end = System.nanoTime() + time.toNanos();
            for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
                if (Thread.interrupted()) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("Interrupted while the engine waited");
                }
            }
        }
    }

    /**
     * Does what is due until the condition holds.
     *
     * @param longest the most time by the clock
     * @param inSteps whether to move a settable clock in small steps at first: the condition depends on times that only the connector
     *     knows
     * @return whether the condition holds
     */
    boolean run(Duration longest, boolean inSteps, BooleanSupplier done) {
        Instant end = now().plus(longest);
        Duration step = FIRST_STEP;
        while (true) {
            runDue(done);
            settle(inSteps || waiting.get() > 0, done);
            if (done.getAsBoolean()) {
                return true;
            }
            Instant now = now();
            if (!now.isBefore(end)) {
                return false;
            }
            Instant next = earlier(end, nextEvent());
            if (settable != null) {
                next = earlier(next, background.nextDue().filter(due -> due.isAfter(now)));
                if (inSteps) {
                    next = earlier(next, Optional.of(now.plus(step)));
                    step = step.compareTo(LONGEST_STEP) < 0 ? step.multipliedBy(2) : step;
                }
                settable.moveTo(next);
            } else {
                Duration wait = Duration.between(now, next);
                await(inSteps && wait.compareTo(LOOK) > 0 ? LOOK : wait);
            }
        }
    }

    private void runDue(BooleanSupplier done) {
        Event due = poll();
        while (due != null) {
            due.action.run();
            due = done.getAsBoolean() ? null : poll();
        }
    }

    private @Nullable Event poll() {
        lock.lock();
        try {
            Event first = events.peek();
            return first == null || first.due.isAfter(now()) ? null : events.poll();
        } finally {
            lock.unlock();
        }
    }

    Optional<Instant> nextEvent() {
        lock.lock();
        try {
            return Optional.ofNullable(events.peek()).map(Event::due);
        } finally {
            lock.unlock();
        }
    }

    private void settle(boolean pause, BooleanSupplier done) {
        if (settable != null) {
            background.settle();
            if (pause && !done.getAsBoolean()) {
                await(PAUSE);
            }
        }
    }

    private void await(Duration realTime) {
        lock.lock();
        try {
            long nanos = realTime.toNanos();
            while (nanos > 0 && !signalled) {
                nanos = woken.awaitNanos(nanos);
            }
            signalled = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the engine waited", e);
        } finally {
            lock.unlock();
        }
    }

    private static Instant earlier(Instant instant, Optional<Instant> other) {
        return other.filter(instant::isAfter).orElse(instant);
    }
}
