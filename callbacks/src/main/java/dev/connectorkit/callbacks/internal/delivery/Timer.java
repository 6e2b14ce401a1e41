package dev.connectorkit.callbacks.internal.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Time that passes on the injected clock or on the JVM's own, whichever is first: an injected one may stand still. It is over at
 * first. Set by one thread at a time.
 */
final class Timer {

    private final Clock clock;
    private volatile long nanos = System.nanoTime();
    private volatile Instant end = Instant.EPOCH;
    private volatile boolean set = true;

    Timer(Clock clock) {
        this.clock = clock;
    }

    boolean isOver() {
        return set && (System.nanoTime() - nanos >= 0 || !clock.instant().isBefore(end));
    }

    void in(Duration wait) {
        nanos = System.nanoTime() + wait.toNanos();
        end = clock.instant().plus(wait);
        set = true;
    }

    void never() {
        set = false;
    }
}
