package dev.connectorkit.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until it is moved. */
public final class TestClock extends Clock {

    /** An instant with nanoseconds, which databases may round. */
    public static final Instant START = Instant.parse("2026-11-21T03:44:00.123456789Z");

    private volatile Instant now;

    /** Stands at {@link #START}. */
    public TestClock() {
        this(START);
    }

    /** Stands at this instant. */
    public TestClock(Instant start) {
        now = start;
    }

    /** Moves it. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
