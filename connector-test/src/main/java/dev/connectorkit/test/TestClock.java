package dev.connectorkit.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Clock that stands still until it is moved. Given to a connector and to a {@link WorkflowEngine}, it makes hours of protocol last
 * milliseconds. Thread-safe.
 */
public final class TestClock extends Clock {

    private volatile Instant now;

    private TestClock(Instant start) {
        now = start;
    }

    /** Returns a clock that shows the first midnight of 2030, UTC. */
    public static TestClock create() {
        return at(Instant.parse("2030-01-01T00:00:00Z"));
    }

    /** Returns a clock that shows this instant. */
    public static TestClock at(Instant start) {
        return new TestClock(start);
    }

    /**
     * Moves the clock. Workflows of an engine see only the new time; {@link WorkflowEngine#advance} stops at each of their polls.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public synchronized void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("A clock moves forward only, not by " + time);
        }
        now = now.plus(time);
    }

    /** Moves the clock to an instant; an earlier one than now changes nothing. */
    synchronized void moveTo(Instant instant) {
        if (instant.isAfter(now)) {
            now = instant;
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Returns a clock of this zone that moves with this one. */
    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? this : new Zoned(this, zone);
    }

    @Override
    public String toString() {
        return "TestClock[" + now + "]";
    }

    private static final class Zoned extends Clock {

        private final TestClock clock;
        private final ZoneId zone;

        private Zoned(TestClock clock, ZoneId zone) {
            this.clock = clock;
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return clock.withZone(other);
        }

        @Override
        public Instant instant() {
            return clock.instant();
        }
    }
}
