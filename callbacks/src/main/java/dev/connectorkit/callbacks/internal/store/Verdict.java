package dev.connectorkit.callbacks.internal.store;

import java.time.Duration;
import java.time.Instant;

/** What becomes of a delivery after an attempt; told to people by its text. */
public sealed interface Verdict {

    /** The receiver has it. */
    record Delivered() implements Verdict {

        @Override
        public String toString() {
            return "delivered";
        }
    }

    /**
     * It is tried again.
     *
     * @param at not before this
     * @param counts whether the attempt counts; one that was put off by the receiver does not
     * @param rejected whether the content was refused, so that the next refusal is the last
     */
    record Later(Instant at, boolean counts, boolean rejected) implements Verdict {

        @Override
        public String toString() {
            return "tried again at " + at;
        }
    }

    /**
     * It is tried again slowly, and enough of these in a row end the subscription.
     *
     * @param at not before this
     * @param limit how many in a row end it
     * @param spacedBy one is counted only if the one before is older than this
     * @param reason why, for people
     */
    record Refused(Instant at, int limit, Duration spacedBy, String reason) implements Verdict {

        @Override
        public String toString() {
            return "tried again at " + at;
        }
    }

    /** It is not tried again by itself. */
    record Dead(String reason) implements Verdict {

        @Override
        public String toString() {
            return "given up: " + reason;
        }
    }

    /** The subscription ends, and what waits for it is not sent. */
    record Ended(String reason) implements Verdict {

        @Override
        public String toString() {
            return "the subscription ends: " + reason;
        }
    }

    /** The subscription pauses, and this and what waits for it is kept. */
    record Paused(String reason) implements Verdict {

        @Override
        public String toString() {
            return "the subscription pauses: " + reason;
        }
    }
}
