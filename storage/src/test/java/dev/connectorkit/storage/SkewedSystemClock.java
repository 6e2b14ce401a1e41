package dev.connectorkit.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock of a machine whose clock is wrong: it passes for the system's wherever that is asked. */
public final class SkewedSystemClock extends Clock {

    private final Duration ahead;

    /** Creates a clock that is ahead by this much. */
    public SkewedSystemClock(Duration ahead) {
        this.ahead = ahead;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    @SuppressWarnings("EqualsWhichDoesntCheckParameterClass") // as the clock it stands in for
    public boolean equals(Object other) {
        return Clock.systemUTC().equals(other);
    }

    @Override
    public int hashCode() {
        return Clock.systemUTC().hashCode();
    }
}
